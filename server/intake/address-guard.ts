/**
 * Which addresses a program may be sent to by a source. A source names any host it likes and redirects where it likes; without
 * this guard it could read what only this machine reaches (SSRF).
 */
import { BlockList, isIP } from 'node:net';
import { Fault } from '../platform/fault.ts';

const PRIVATE_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Parts of the public IPv6 range that carry IPv4 addresses or stand in documents. */
const REFUSED_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const refused = new BlockList();
for (const [net, prefix] of PRIVATE_V4) refused.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of REFUSED_V6) refused.addSubnet(net, prefix, 'ipv6');
const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

/**
 * Whether an IP address lies in the public internet. Private, loopback, link-local, carrier (CGNAT), multicast, reserved and
 * IPv4-mapped addresses do not, nor does anything that is no IP address.
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  return publicV6.check(address, 'ipv6') && !refused.check(address, 'ipv6');
}

/** The office's own network: private ranges, and what no router lets out of it. */
const OFFICE: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['fc00::', 7, 'ipv6'],
];
const office = new BlockList();
for (const [net, prefix, family] of OFFICE) office.addSubnet(net, prefix, family);
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * Whether a source that an administrator let into the office's network may be fetched at this address. This machine itself only
 * where the source names it plainly: a name of the network that turns to it is not what the leave was given for. Never link-local
 * addresses, where clouds keep the machine's own secrets.
 */
export function isOfficeAddress(address: string, host: string): boolean {
  const family = isIP(address);
  if (family === 0 || address.includes('%')) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  if (loopback.check(address, kind)) return host === 'localhost' || host === address;
  return office.check(address, kind);
}

/** The host of a URL as an address or name, without the brackets of IPv6. */
export function bareHost(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}

/** `host:port` of an address, the port named where it is the scheme's own. */
export const hostAndPort = (url: URL): string =>
  `${bareHost(url)}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;

/** A web address as it is fetched: http or https, without a name, password or mark in it. Fault `source_refused_address`. */
export function checkedUrl(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) {
    throw new Fault('source_refused_address', '网址格式不正确，无法访问。', {
      status: 422,
      action: '请填写以 http:// 或 https:// 开头的网址。',
      fields: { url: '网址格式不正确' },
    });
  }
  const url = new URL(address, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Fault('source_refused_address', '只能访问以 http:// 或 https:// 开头的网址。', {
      status: 422,
      fields: { url: '请填写以 http:// 或 https:// 开头的网址' },
    });
  }
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

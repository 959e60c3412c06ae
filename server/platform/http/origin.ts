/** Same-origin check, for HTTP changes and for the socket's handshake alike. */
import type { IncomingMessage } from 'node:http';

/** True where the Origin header names the host that was asked. A browser always sends it with changes and handshakes. */
export function sameOrigin(request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  const host = request.headers.host;
  if (!origin || !host) return false;
  try {
    return new URL(origin).host === host;
  } catch {
    return false; // "null" and other opaque origins
  }
}

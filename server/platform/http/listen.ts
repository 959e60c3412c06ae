/** Opens a server's port, or says in one sentence why it can't be opened. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Fault } from '../fault.ts';

/** Listens; returns the port, a free one where 0 was asked for. Faults `port_busy`, `port_denied`. */
export function listenOn(http: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const faults: Record<string, string> = {
        EADDRINUSE: `Port ${port} is in use by another program. Stop it, or set PORT to another number.`,
        EACCES: `Port ${port} may not be opened by this user. Set PORT to a number above 1023.`,
        EADDRNOTAVAIL: `HOST ${host} is no address of this machine.`,
      };
      const sentence = faults[error.code ?? ''];
      reject(
        sentence
          ? new Fault(error.code === 'EADDRINUSE' ? 'port_busy' : 'port_denied', sentence, { cause: error })
          : error,
      );
    });
    http.listen(port, host, () => resolve((http.address() as AddressInfo).port));
  });
}

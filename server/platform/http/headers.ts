/** What every answer tells the browser it may do with it. */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Scripts, styles and connections of our own alone; no framing. */
export function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false, // set by the office's reverse proxy, which alone knows whether TLS is there
    referrerPolicy: { policy: 'same-origin' },
  });
}

import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

/** Puts on every answer the headers that keep a page to its own site, its own scripts and its own frame. @param siteUrl `https:` asks for no other from then on */
export function addSecurityHeaders(app: FastifyInstance, siteUrl: string): void {
  const secure = siteUrl.startsWith('https:');
  // Made once: its plugin for this server makes every header anew at each request.
  const secured = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'none'"], scriptSrc: ["'self'"], styleSrc: ["'self'"], imgSrc: ["'self'", 'data:'], fontSrc: ["'self'"], connectSrc: ["'self'"],
        formAction: ["'self'"], baseUri: ["'none'"], frameAncestors: ["'none'"], manifestSrc: ["'self'"], upgradeInsecureRequests: secure ? [] : null,
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
  });
  app.addHook('onRequest', (request, reply, next) => secured(request.raw, reply.raw, next as never));
}

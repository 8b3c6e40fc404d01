import { randomUUID } from 'node:crypto';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyCsrf from '@fastify/csrf-protection';
import fastifyMultipart from '@fastify/multipart';
import fastifyRateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { ANONYMOUS, type Actor } from '../access/access.ts';
import { cookieSecret } from '../keys.ts';
import type { Services } from '../services.ts';
import { serveAssets } from './assets.ts';
import { handle } from './handle.ts';
import { asksForData, problemPage, type Site } from './site.ts';
import type { Route } from './route.ts';
import { addSecurityHeaders } from './security-headers.ts';

export interface ServerOptions {
  readonly services: Services;
  readonly site: Site;
  readonly routes: readonly Route[];
  /** Who asks, from the request's cookies. */
  readonly identify: (request: FastifyRequest) => Promise<Actor>;
  /** Requests a minute from one address. */
  readonly perMinute?: number;
  /** Handlers of a library's own (sign-in). */
  readonly extend?: (app: FastifyInstance) => Promise<void>;
}

const FORM_BYTES = 4 * 1024 * 1024;
const FILE_BYTES = 50 * 1024 * 1024;
const MAX_URL_PARAMETER = 500;
/** Text of every kind, JSON one value a line among it. */
const COMPRESSIBLE = /^text\/(?!event-stream)|(?:\+|\/)(?:json|xml|x-ndjson)(?:;|$)/u;

/** Builds the web server from the rooms' routes. It does not listen yet; tests use `inject`. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { services } = options;
  const app = Fastify({
    logger: { level: services.config.logLevel, redact: ['req.headers.cookie', 'req.headers.authorization'] },
    genReqId: () => randomUUID().slice(0, 8),
    // The one proxy in front, no more: what stands further left in X-Forwarded-For a visitor writes, and could pass for anyone in the limits by address.
    trustProxy: services.config.production ? (_address, hop) => hop === 0 : false,
    bodyLimit: FORM_BYTES,
    routerOptions: { maxParamLength: MAX_URL_PARAMETER, ignoreTrailingSlash: true, ignoreDuplicateSlashes: true },
    frameworkErrors: (_error, request, reply) => void sendProblem(options, request, reply, 400),
  });
  await registerPlugins(app, options);
  app.setErrorHandler(async (error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'fault');
    await sendProblem(options, request, reply, status);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(options, request, reply, 404));
  serveAssets(app);
  await options.extend?.(app);
  for (const route of options.routes) addRoute(app, options, route);
  return app;
}

async function registerPlugins(app: FastifyInstance, { services, perMinute = 600 }: ServerOptions): Promise<void> {
  const secure = services.config.siteUrl.startsWith('https:');
  addSecurityHeaders(app, services.config.siteUrl);
  await app.register(fastifyCompress, { global: true, encodings: ['gzip', 'identity'], threshold: 1024, customTypes: COMPRESSIBLE });
  await app.register(fastifyCookie, { secret: cookieSecret() });
  await app.register(fastifyCsrf, {
    sessionPlugin: '@fastify/cookie',
    cookieKey: 'wantsum_csrf',
    cookieOpts: { signed: true, httpOnly: true, sameSite: 'lax', secure, path: '/' },
    getToken: (request) => {
      const body = request.body as { _csrf?: unknown } | undefined;
      return typeof body?._csrf === 'string' ? body._csrf : undefined;
    },
  });
  // The platform's own reader takes a third of the time of the server's plugin for forms, and a bid is mostly one long form.
  app.addContentTypeParser('application/x-www-form-urlencoded', { bodyLimit: FORM_BYTES, parseAs: 'string' }, (_request, text, read) => read(null, new URLSearchParams(text as string)));
  await app.register(fastifyMultipart, { limits: { fileSize: FILE_BYTES, files: 20, fields: 2000, fieldSize: FORM_BYTES } });
  await app.register(fastifyRateLimit, { global: true, max: perMinute, timeWindow: 60_000 });
}

function addRoute(app: FastifyInstance, options: ServerOptions, route: Route): void {
  app.route({
    method: route.method,
    url: route.url,
    ...(route.perMinute ? { config: { rateLimit: { max: route.perMinute, timeWindow: 60_000 } } } : {}),
    handler: async (request, reply) => handle({ app, route, request, reply, ...options }),
  });
}

const PLAIN: Readonly<Record<number, readonly [string, string]>> = {
  400: ['Sorry, we could not read that request', 'The address or the form was not in a form we can read. Go back and try again.'],
  403: ['This form has expired', 'For your safety a form can be sent only from the page it was opened on. Go back, reload the page and send it again: what you typed should still be there.'],
  404: ['Page not found', 'If you typed the address, check it is correct. If you followed a link, the page may have moved, or you may need to sign in to see it.'],
  413: ['That is too large', 'What you sent is larger than this site takes in one go. Send smaller files.'],
  415: ['Sorry, we could not read that request', 'This page takes forms only.'],
  429: ['Too many requests', 'You have asked for a lot of pages in a short time. Wait a minute and try again.'],
};

/** A plain page for what went wrong. A fault shows a reference to look up in the log, never a trace. */
async function sendProblem(options: ServerOptions, request: FastifyRequest, reply: FastifyReply, status: number): Promise<void> {
  const shown = PLAIN[status] ? status : status >= 400 && status < 500 ? 400 : 500;
  const [title, sentence] = PLAIN[shown] ?? ['Sorry, there is a problem with the service', `Nothing you sent was half-done: try again later. If it goes on, tell us the reference ${request.id}.`];
  const actor = await options.identify(request).catch(() => ANONYMOUS);
  if (reply.sent) return;
  if (asksForData(request.url)) {
    await reply.code(shown).type('application/json').send(JSON.stringify({ error: title, detail: sentence }));
    return;
  }
  await reply.code(shown).type('text/html; charset=utf-8').send(problemPage(options.site, actor, title, sentence).toString());
}

import { createServer } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { OperatorProblem } from '#kernel/operator-problem';
import type { Config } from '../config.ts';
import { serveAssets } from './assets.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { NOT_TAKEN, notTakenPage, preparingPage, REFRESH_SECONDS } from './preparing.page.ts';
import { asksForData } from './site.ts';

/** The port of a site: it answers from the first moment, with a page that says what is being prepared, and then with the site itself. */
export interface Listener {
  /** The port listened on. */
  readonly port: number;
  /** What is being done at this moment, a sentence for whoever waits. */
  tell(progress: string): void;
  /** From now on the site answers, on the same port; connections that are open stay open. Closing the listener closes it too. */
  serve(site: FastifyInstance): Promise<void>;
  close(): Promise<void>;
}

/** The port cannot be listened on; the message is a plain sentence. */
export class PortProblem extends OperatorProblem {}

/** Listens before anything else is done, so that a port that is taken is known at once and nobody meets a site that does not answer. */
export async function openListener(config: Pick<Config, 'host' | 'port' | 'siteUrl'>): Promise<Listener> {
  let progress = 'It is starting.';
  let site: FastifyInstance | null = null;
  const waiting = Fastify({
    logger: false,
    serverFactory: (answerWaiting, options) => {
      const server = createServer(options.http ?? {}, (request, reply) => (site ? site.routing(request, reply) : answerWaiting(request, reply)));
      server.keepAliveTimeout = options.keepAliveTimeout as number;
      server.requestTimeout = options.requestTimeout as number;
      return server;
    },
  });
  addSecurityHeaders(waiting, config.siteUrl);
  serveAssets(waiting);
  // Before the body of what was sent is read.
  waiting.addHook('onRequest', async (request, reply) => (request.is404 ? answerThatItIsNotReady(request, reply, progress) : undefined));
  try {
    await waiting.listen({ port: config.port, host: config.host });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'EADDRINUSE') throw new PortProblem(`Port ${config.port} is in use by another program: stop it, or choose another with PORT.`, { cause: problem });
    throw problem;
  }
  const address = waiting.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : config.port,
    tell: (sentence) => void (progress = sentence),
    serve: async (ready) => {
      await ready.ready();
      site = ready;
    },
    close: async () => {
      await Promise.all([waiting.close(), site?.close()]);
    },
  };
}

async function answerThatItIsNotReady(request: FastifyRequest, reply: FastifyReply, progress: string): Promise<FastifyReply> {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  reply.code(503).header('retry-after', REFRESH_SECONDS).header('cache-control', 'no-store');
  if (asksForData(request.url)) return reply.type('application/json').send(JSON.stringify({ error: 'Wantsum is being prepared', detail: reads ? progress : NOT_TAKEN }));
  return reply.type('text/html; charset=utf-8').send((reads ? preparingPage(progress) : notTakenPage()).toString());
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Actor } from '../access/access.ts';
import type { Act } from '../access/act.ts';
import type { FieldError } from '../command/field-errors.ts';
import type { FormState } from '../pages/form.ts';
import type { Html } from '../pages/html.ts';
import { csrfOf, csrfProblem, send, type Handling } from '../web/handle.ts';
import type { Posted } from '../web/posted.ts';
import { readPosted } from '../web/read-posted.ts';
import type { Answer, Route } from '../web/route.ts';
import type { ServerOptions } from '../web/server.ts';

/** A visit to one of sign-in's own pages. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly actor: Actor;
  /** The request's cookies and browser, as the library reads them. */
  readonly headers: Headers;
  readonly query: Readonly<Record<string, unknown>>;
  readonly csrf: Html;
}

export type Submitted =
  | { readonly kind: 'on'; readonly to: string; readonly message?: string; readonly cookies: readonly string[] }
  | { readonly kind: 'wrong'; readonly errors: readonly FieldError[]; readonly status?: number; readonly cookies?: readonly string[] };

export interface LibraryForm {
  readonly url: string;
  readonly act: Act;
  readonly show: (visit: Visit, form: FormState) => Promise<Answer>;
  readonly submit: (visit: Visit, posted: Posted) => Promise<Submitted>;
  /** Fields never shown again. */
  readonly secret: readonly string[];
}

/**
 * A page with one form whose answer is the sign-in library's, cookies and all. Ordinary forms run a command in a transaction and
 * answer with an address; the library keeps its own connection and answers with cookies, which is why these few pages stand apart.
 * Token check, layout, error summary and what was typed are the same.
 */
export function addLibraryForm(app: FastifyInstance, options: ServerOptions, form: LibraryForm, postsAMinute: number): void {
  const route: Route = { method: 'GET', url: form.url, act: form.act, record: () => null, query: z.unknown(), viewing: false };
  const handling = (request: FastifyRequest, reply: FastifyReply): Handling => ({ app, route, request, reply, ...options });
  app.get(form.url, async (request, reply) => {
    const visit = await visitOf(options, request, reply);
    return send(handling(request, reply), visit.actor, mayVisit(form, visit) ? await form.show(visit, { values: {}, errors: [] }) : { kind: 'not-found' }, 200, false);
  });
  app.post(form.url, { config: { rateLimit: { max: postsAMinute, timeWindow: 60_000 } } }, async (request, reply) => {
    const posted = await readPosted(request, options.services.config.dataFolder);
    (request as { body: unknown }).body = posted.values;
    if (await csrfProblem(app, request, reply)) throw Object.assign(new Error('form token missing or stale'), { statusCode: 403 });
    const visit = await visitOf(options, request, reply);
    if (!mayVisit(form, visit)) return reply.callNotFound();
    const result = await form.submit(visit, posted);
    for (const cookie of result.cookies ?? []) reply.header('set-cookie', cookie);
    if (result.kind === 'on') return send(handling(request, reply), visit.actor, { kind: 'redirect', to: result.to, ...(result.message ? { message: result.message } : {}) }, 303, false);
    const values = Object.fromEntries(Object.entries(posted.values).filter(([name]) => name !== '_csrf' && !form.secret.includes(name)));
    return send(handling(request, reply), visit.actor, await form.show(visit, { values, errors: result.errors }), result.status ?? 422, true);
  });
}

const mayVisit = (form: LibraryForm, visit: Visit): boolean =>
  form.act.may.some((grant) => grant.by === 'anyone' || (grant.by === 'signed-in' && visit.actor.kind === 'person'));

async function visitOf(options: ServerOptions, request: FastifyRequest, reply: FastifyReply): Promise<Visit> {
  const actor = await options.identify(request);
  return { request, actor, headers: headersOf(request), query: (request.query ?? {}) as Record<string, unknown>, csrf: csrfOf(reply) };
}

/** The headers that the library may see: cookies to know the session, browser and address to write into it. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers({ 'x-forwarded-for': request.ip });
  if (request.headers.cookie) headers.set('cookie', request.headers.cookie);
  if (request.headers['user-agent']) headers.set('user-agent', request.headers['user-agent'].slice(0, 300));
  return headers;
}


import { ANONYMOUS, may, type Actor } from '../access/access.ts';
import { writeAuditEntry } from '../audit/write-entry.ts';
import { runCommand, type CommandResult } from '../command/command.ts';
import { isId } from '#kernel/ids';
import { csrfField, type FormState } from '../pages/form.ts';
import type { Html } from '../pages/html.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readPosted, removeUploads } from './read-posted.ts';
import { wholePage } from './site.ts';
import type { ServerOptions } from './server.ts';
import type { HeldCopy } from './conditional.ts';
import type { Answer, PageContext, Route } from './route.ts';
import type { Posted } from './posted.ts';

export interface Handling extends ServerOptions {
  readonly app: FastifyInstance;
  readonly route: Route;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const FLASH = 'wantsum_message';
const NO_FORM: FormState = { values: {}, errors: [] };

/** One request on one route: who asks, may they, then the page or the command. */
export async function handle(handling: Handling): Promise<unknown> {
  const { route, request, reply } = handling;
  const params = request.params as Record<string, string>;
  if (hasNull(request.url) || Object.entries(params).some(([name, value]) => name === 'id' && !isId(value))) return reply.callNotFound();
  const actor = route.byLink ? ANONYMOUS : await handling.identify(request);
  if (route.byLink) reply.header('cache-control', 'private, no-store');
  if (route.method === 'GET') return showPage(handling, actor, NO_FORM, 200);
  return submit(handling, actor);
}

const hasNull = (url: string): boolean => url.includes('%00') || url.includes('\0');

async function showPage(handling: Handling, actor: Actor, form: FormState, status: number): Promise<unknown> {
  const { route, services, request, reply } = handling;
  const params = request.params as Record<string, string>;
  if (route.viewing) await writeViewEntry(handling, actor);
  const held: HeldCopy = { ifNoneMatch: request.headers['if-none-match'] ?? null, ifModifiedSince: request.headers['if-modified-since'] ?? null };
  const answer = await services.database.read(async (read): Promise<Answer> => {
    if (!(await may(read, services.kinds, actor, route.act, route.record(params)))) return { kind: 'not-found' };
    const query = route.query.safeParse(request.query);
    const context: PageContext<unknown, unknown> = {
      read, actor, services, params, query: query.success ? query.data : {}, url: request.url, held,
      // Made when it is asked for: data that carries no form sets no cookie, and may be kept by caches.
      get csrf() {
        return csrfOf(reply);
      },
    };
    return route.show!(context as PageContext<never, never>, form);
  });
  return send(handling, actor, answer, status, form.errors.length > 0);
}

/** Viewing is itself recorded where a record is sensitive; what cannot be recorded is not shown. */
async function writeViewEntry({ route, services, request }: Handling, actor: Actor): Promise<void> {
  const record = route.record(request.params as Record<string, string>);
  await services.database.write(async (tx) => {
    if (await may(tx, services.kinds, actor, route.act, record)) await writeAuditEntry(tx, actor, route.act, 'viewed', { record });
  });
}

async function submit(handling: Handling, actor: Actor): Promise<unknown> {
  const { app, route, request, reply, services } = handling;
  const posted = await readPosted(request, services.config.dataFolder, route.submit?.filesInMemoryBytes);
  try {
    (request as { body: unknown }).body = posted.values;
    const forged = await csrfProblem(app, request, reply);
    if (forged) throw Object.assign(new Error('form token missing or stale'), { statusCode: 403 });
    const submission = route.submit!;
    const params = request.params as Record<string, string>;
    const input = submission.input(posted, params, actor);
    const result = (await runCommand(services, submission.command, actor, input)) as CommandResult<never>;
    if (request.headers['x-autosave'] !== undefined) return await sendAutosave(handling, result);
    if (result.kind === 'done') return await send(handling, actor, submission.done(result.value, params), 303, false);
    if (result.kind === 'forbidden') return await send(handling, actor, { kind: 'not-found' }, 404, false);
    return await showPage(handling, actor, formWith(posted, submission, result), result.kind === 'invalid' ? 422 : 409);
  } finally {
    await removeUploads(posted);
  }
}

/** Everything typed comes back, but for passwords, with what was wrong beside it. */
function formWith(posted: Posted, { secret = [], typed }: NonNullable<Route['submit']>, result: Exclude<CommandResult<never>, { kind: 'done' | 'forbidden' }>): FormState {
  const values = { ...Object.fromEntries(Object.entries(posted.values).filter(([name]) => name !== '_csrf' && !secret.includes(name))), ...typed?.(posted) };
  if (result.kind === 'invalid') return { values, errors: result.errors };
  const errors = [{ field: result.field ?? '', message: result.sentence }, ...(result.more ?? []).map((more) => ({ field: more.field ?? '', message: more.sentence }))];
  return { values, errors, ...(result.rule ? { rule: result.rule } : {}) };
}

const tokens = new WeakMap<FastifyReply, Html>();

/** The form token of one answer. Asked for twice on a first visit the library would make two secrets, and the token of the first would be void. */
export function csrfOf(reply: FastifyReply): Html {
  const field = tokens.get(reply) ?? csrfField(reply.generateCsrf());
  tokens.set(reply, field);
  return field;
}

export const csrfProblem = (app: FastifyInstance, request: FastifyRequest, reply: FastifyReply): Promise<boolean> =>
  new Promise((resolve) => {
    app.csrfProtection(request, reply as never, (problem?: Error) => resolve(problem !== undefined));
  });

async function sendAutosave({ route, reply }: Handling, result: CommandResult<never>): Promise<unknown> {
  if (result.kind === 'done') return reply.send({ status: 'saved', ...route.submit!.saved?.(result.value) });
  if (result.kind === 'refused') return reply.code(409).send({ status: result.code === 'conflict' ? 'conflict' : 'refused', message: result.sentence });
  const message = result.kind === 'invalid' ? result.errors.map((error) => error.message).join(' ') : 'You cannot save this. You may have been signed out: sign in again in another tab, then carry on here.';
  return reply.code(result.kind === 'invalid' ? 422 : 404).send({ status: 'refused', message });
}

export async function send(handling: Handling, actor: Actor, answer: Answer, status: number, hasErrors: boolean): Promise<unknown> {
  const { request, reply, site } = handling;
  switch (answer.kind) {
    case 'redirect':
      if (answer.message) reply.setCookie(FLASH, answer.message, { signed: true, httpOnly: true, sameSite: 'lax', path: '/', maxAge: 300, secure: handling.services.config.siteUrl.startsWith('https:') });
      return reply.code(303).header('location', answer.to).send();
    case 'not-found':
      // A visitor may simply have to sign in; asking for it says nothing of whether the record is there.
      if (actor.kind === 'anonymous' && request.method === 'GET' && !handling.route.act.may.some((grant) => grant.by === 'anyone')) {
        return reply.code(303).header('location', `/sign-in?return=${encodeURIComponent(request.url)}`).send();
      }
      return reply.callNotFound();
    case 'payload': {
      // As a page is: a cache that several people share must not keep what one of them may read. What is for anyone says so itself.
      if (actor.kind === 'person') reply.header('cache-control', 'private, no-store');
      for (const [name, value] of Object.entries(answer.headers ?? {})) reply.header(name, value);
      if (answer.fileName) reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.fileName)}`);
      return reply.code(answer.status ?? 200).type(answer.mediaType).send(answer.body);
    }
    case 'page': {
      const message = takeFlash(request, reply);
      if (actor.kind === 'person') reply.header('cache-control', 'private, no-store');
      // A form whose fields stand in the address (registering) says no without a command.
      const saysNo = hasErrors || answer.status === 422;
      const whole = wholePage(site, { actor, page: answer, path: request.url, message, hasErrors: saysNo, csrf: csrfOf(reply) });
      return reply.code(answer.status ?? status).type('text/html; charset=utf-8').send(whole.toString());
    }
  }
}

function takeFlash(request: FastifyRequest, reply: FastifyReply): string | null {
  const cookie = request.cookies[FLASH];
  if (cookie === undefined) return null;
  reply.clearCookie(FLASH, { path: '/' });
  const opened = request.unsignCookie(cookie);
  return opened.valid ? opened.value : null;
}

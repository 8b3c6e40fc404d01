import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { FormState } from '../pages/form.ts';
import type { Html } from '../pages/html.ts';
import type { Actor } from '../access/access.ts';
import type { Act } from '../access/act.ts';
import type { RecordReference } from '../access/record-kind.ts';
import type { Command } from '../command/command.ts';
import type { Read } from '../database/connection.ts';
import type { RegisterDefinition } from '../register/register-definition.ts';
import type { Services } from '../services.ts';
import type { HeldCopy } from './conditional.ts';
import type { Posted } from './posted.ts';

/** A page to be wrapped in the site's layout. */
export interface Page {
  readonly kind: 'page';
  readonly title: string;
  readonly content: Html;
  readonly breadcrumbs?: readonly { readonly text: string; readonly href?: string }[];
  readonly backLink?: { readonly text?: string; readonly href: string };
  readonly status?: number;
}
export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
  /** Shown once at the top of the next page. */
  readonly message?: string;
}
export interface NotFound {
  readonly kind: 'not-found';
}
/** Anything that is not a page: JSON, CSV, a file. */
export interface Payload {
  readonly kind: 'payload';
  readonly mediaType: string;
  readonly body: string | Buffer | Readable;
  /** Given when the browser should save it rather than show it. */
  readonly fileName?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
}
export type Answer = Page | Redirect | NotFound | Payload;

export const pageOf = (title: string, content: Html, rest: Omit<Page, 'kind' | 'title' | 'content'> = {}): Page => ({ kind: 'page', title, content, ...rest });
export const redirectTo = (to: string, message?: string): Redirect => ({ kind: 'redirect', to, ...(message ? { message } : {}) });
export const notFound: NotFound = { kind: 'not-found' };
export const payload = (mediaType: string, body: Payload['body'], rest: Omit<Payload, 'kind' | 'mediaType' | 'body'> = {}): Payload => ({ kind: 'payload', mediaType, body, ...rest });

/** Names in an address such as `/bids/:id`. */
type ParameterNames<Url extends string> = Url extends `${string}:${infer Name}/${infer Rest}` ? Name | ParameterNames<`/${Rest}`> : Url extends `${string}:${infer Name}.${string}` ? Name : Url extends `${string}:${infer Name}` ? Name : never;
export type Parameters<Url extends string> = Readonly<Record<ParameterNames<Url>, string>>;

export interface PageContext<Params = Readonly<Record<string, string>>, Query = unknown> {
  readonly read: Read;
  readonly actor: Actor;
  readonly services: Services;
  readonly params: Params;
  readonly query: Query;
  /** The address asked for, with its query. */
  readonly url: string;
  /** What the reader holds already, for answers that need not be sent twice. */
  readonly held: HeldCopy;
  /** The hidden field that every form must carry. */
  readonly csrf: Html;
}

/** What the server needs of a route; made by `page` and `form` below, never by hand. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly act: Act;
  readonly record: (params: Readonly<Record<string, string>>) => RecordReference | null;
  readonly query: z.ZodType;
  /** Writes a view entry before anything is shown; refused when that cannot be written. */
  readonly viewing: boolean;
  readonly show?: (context: PageContext<never, never>, form: FormState) => Promise<Answer>;
  readonly submit?: FormSubmission;
  /** Requests a minute from one address, where fewer than the site's usual number should be let through. */
  readonly perMinute?: number;
  /**
   * The link in the address is the key, and whoever holds it is nobody else: a person who is signed in as well is not named in the
   * trail, where those could read it who may not know who answered. No cache keeps the page.
   */
  readonly byLink?: true;
  /** The public list whose page this is: whoever describes or serves all lists finds it here, so that a new one joins by itself. */
  readonly register?: RegisterDefinition;
}

interface FormSubmission {
  readonly command: Command<never, never>;
  readonly input: (posted: Posted, params: Readonly<Record<string, string>>, actor: Actor) => unknown;
  readonly done: (value: never, params: Readonly<Record<string, string>>) => Redirect;
  /** What an autosave is told, where the form saves itself. */
  readonly saved?: (value: never) => Readonly<Record<string, unknown>>;
  /** Field names whose typed value is not shown again (passwords). */
  readonly secret?: readonly string[];
  /** What comes back with a refusal beside the posted fields: the words of a file, which would be lost otherwise. */
  readonly typed?: (posted: Posted) => Readonly<Record<string, string>>;
  /** Files stay in memory, up to so many bytes, and never touch the disk unsealed. */
  readonly filesInMemoryBytes?: number;
}

const anyQuery = z.record(z.string(), z.unknown());

interface PageDefinition<Url extends string, Query> {
  readonly url: Url;
  readonly act: Act;
  /** The record the act is on. Left out: `:id` of the kind the act names, or none. */
  readonly record?: (params: Parameters<Url>) => RecordReference | null;
  /** Unknown or wrong query fields never fail a page: give each `.catch(...)`. */
  readonly query?: z.ZodType<Query>;
  readonly viewing?: true;
  readonly perMinute?: number;
  readonly byLink?: true;
  readonly show: (context: PageContext<Parameters<Url>, Query>) => Promise<Answer>;
}

/** A page that is read. */
export function page<const Url extends string, Query = Record<string, unknown>>(definition: PageDefinition<Url, Query>): Route {
  return {
    method: 'GET',
    url: definition.url,
    act: definition.act,
    record: recordFrom(definition.act, definition.record),
    query: definition.query ?? anyQuery,
    viewing: definition.viewing ?? false,
    show: definition.show as Route['show'] & {},
    ...(definition.perMinute ? { perMinute: definition.perMinute } : {}),
    ...(definition.byLink ? { byLink: definition.byLink } : {}),
  };
}

interface FormDefinition<Url extends string, Query, Input, Value> {
  readonly url: Url;
  readonly command: Command<Input, Value>;
  readonly record?: (params: Parameters<Url>) => RecordReference | null;
  readonly query?: z.ZodType<Query>;
  /** Draws the page; `form` holds what was typed and what was wrong with it, or nothing on a first visit. */
  readonly show: (context: PageContext<Parameters<Url>, Query>, form: FormState) => Promise<Answer>;
  readonly input: (posted: Posted, params: Parameters<Url>, actor: Actor) => unknown;
  readonly done: (value: Value, params: Parameters<Url>) => Redirect;
  readonly saved?: (value: Value) => Readonly<Record<string, unknown>>;
  readonly secret?: readonly string[];
  readonly typed?: FormSubmission['typed'] & {};
  readonly filesInMemoryBytes?: number;
  readonly perMinute?: number;
  readonly byLink?: true;
}

/** A page with one form: its GET shows it, its POST to the same address runs one command and shows it again when that says no. */
export function form<const Url extends string, Query, Input, Value>(definition: FormDefinition<Url, Query, Input, Value>): Route[] {
  const { command: toRun, url } = definition;
  const shared = { url, act: toRun.act, record: recordFrom(toRun.act, definition.record), query: definition.query ?? anyQuery, viewing: false, show: definition.show as Route['show'] & {}, ...(definition.byLink ? { byLink: definition.byLink } : {}) };
  const submit = {
    command: toRun as unknown as Command<never, never>,
    input: definition.input as FormSubmission['input'],
    done: definition.done as FormSubmission['done'],
    ...(definition.saved ? { saved: definition.saved as FormSubmission['saved'] & {} } : {}),
    ...(definition.secret ? { secret: definition.secret } : {}),
    ...(definition.typed ? { typed: definition.typed } : {}),
    ...(definition.filesInMemoryBytes ? { filesInMemoryBytes: definition.filesInMemoryBytes } : {}),
  };
  return [
    { method: 'GET', ...shared },
    { method: 'POST', ...shared, submit, ...(definition.perMinute ? { perMinute: definition.perMinute } : {}) },
  ];
}

function recordFrom(act: Act, given: unknown): Route['record'] {
  if (given) return given as Route['record'];
  return (params) => (act.on !== null && params['id'] !== undefined ? { kind: act.on, id: params['id'] } : null);
}

import { isAPIError } from 'better-auth/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PersonId } from '#kernel/ids';
import { ANONYMOUS, holdingFrom, rolesInForce, type Actor, type HoldingRow } from '../access/access.ts';
import { readTogether } from '../database/gathered.ts';
import type { Services } from '../services.ts';
import type { Auth } from './auth.ts';
import { headersOf } from './library-form.ts';

const SESSION_COOKIE = 'wantsum.session_token';

type ActorRow = { readonly user_id: string; readonly name: string } & (HoldingRow | { readonly role: null });

/**
 * The session, the person and the roles held now, in one question. The signed cookie saves the library its own; this one is asked at
 * each request, so that a session ended, a role taken away or a person who has left bites at once.
 */
const whoseSession = readTogether<ActorRow>((asked) => `select s.token as asked, s.user_id, p.name, h.role, h.scope_kind, h.scope_id, h.lender_id, h.lender_name
  from sign_in_session s join person p on p.id = s.user_id
  left join lateral (${rolesInForce('p.id')}) h on true
  where s.token = ${asked} and s.expires_at > now() and p.state = 'active'`);

/** Says who asks, once a request. `replyFor` is where renewed cookies go; without one they are dropped, and renewed at the next request. */
export function identifier(services: Services, auth: Auth, replyFor: (request: FastifyRequest) => FastifyReply | undefined): (request: FastifyRequest) => Promise<Actor> {
  const known = new WeakMap<FastifyRequest, Promise<Actor>>();
  return (request) => {
    const before = known.get(request);
    if (before) return before;
    const found = whoAsks(services, auth, request, replyFor(request));
    known.set(request, found);
    return found;
  };
}

async function whoAsks(services: Services, auth: Auth, request: FastifyRequest, reply: FastifyReply | undefined): Promise<Actor> {
  if (!request.headers.cookie?.includes(SESSION_COOKIE)) return ANONYMOUS;
  const session = await sessionOf(auth, request, reply);
  return session ? sessionActor(services, session) : ANONYMOUS;
}

/** The person of a session that still runs, with the roles held now; otherwise a visitor. */
export async function sessionActor(services: Pick<Services, 'database'>, session: { readonly token: string; readonly userId: string }): Promise<Actor> {
  const rows = (await services.database.ask(whoseSession, session.token)).filter((row) => row.user_id === session.userId);
  const first = rows[0];
  if (!first) return ANONYMOUS;
  const holdings = rows.flatMap((row) => (row.role === null ? [] : [holdingFrom(row)]));
  return { kind: 'person', personId: session.userId as PersonId, name: first.name, holdings };
}

async function sessionOf(auth: Auth, request: FastifyRequest, reply: FastifyReply | undefined): Promise<{ readonly token: string; readonly userId: string } | null> {
  try {
    const { response, headers } = await auth.api.getSession({ headers: headersOf(request), returnHeaders: true });
    for (const cookie of headers.getSetCookie()) reply?.header('set-cookie', cookie);
    return response ? { token: response.session.token, userId: response.session.userId } : null;
  } catch (problem) {
    // A cookie that cannot be read is a visitor's; anything else is a fault and must show as one.
    if (isAPIError(problem) && problem.statusCode < 500) return null;
    throw problem;
  }
}

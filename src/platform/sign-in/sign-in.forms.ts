import { isAPIError } from 'better-auth/api';
import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import { ANONYMOUS, type Actor } from '../access/access.ts';
import type { Act } from '../access/act.ts';
import { writeAuditEntry } from '../audit/write-entry.ts';
import type { Services } from '../services.ts';
import { pageOf, redirectTo } from '../web/route.ts';
import type { Auth } from './auth.ts';
import type { LibraryForm, Submitted, Visit } from './library-form.ts';
import { localAddress } from './return-address.ts';
import { SIGN_IN_ACTS } from './sign-in.acts.ts';
import { codePage, signInPage, signOutPage } from './sign-in.pages.ts';
import { forgetTries, mayTry } from './sign-in-attempts.store.ts';

const NO_MATCH = 'The email address and password do not match. Check both, or set a new password';
const WAIT = 'There were too many wrong tries for this email address. Wait 15 minutes and try again, or set a new password';
const WRONG_CODE = 'That code is not right. Codes change every 30 seconds: enter the newest one';

/** Signing in and out. What is answered never says whether an address is known here. */
export function signInForms(services: Services, auth: Auth): LibraryForm[] {
  return [
    {
      url: '/sign-in', act: SIGN_IN_ACTS.signIn, secret: ['password'],
      show: async (visit, form) => (visit.actor.kind === 'person' ? redirectTo(localAddress(visit.query['return'])) : pageOf('Sign in', signInPage(form, visit.csrf, returnOf(visit, form.values['return'])))),
      submit: (visit, posted) => signIn(services, auth, visit, posted.text('email'), posted.text('password'), posted.text('return')),
    },
    {
      url: '/sign-in/code', act: SIGN_IN_ACTS.giveCode, secret: ['code'],
      show: async (visit, form) => pageOf('Enter your sign-in code', codePage(form, visit.csrf, returnOf(visit, form.values['return'])), { backLink: { href: '/sign-in' } }),
      submit: (visit, posted) => giveCode(services, auth, visit, posted.text('code'), posted.text('return')),
    },
    {
      url: '/sign-out', act: SIGN_IN_ACTS.signOut, secret: [],
      show: async (visit) => (visit.actor.kind === 'person' ? pageOf('Sign out', signOutPage(visit.csrf), { backLink: { href: '/home' } }) : redirectTo('/')),
      submit: (visit) => signOut(services, auth, visit),
    },
  ];
}

const returnOf = (visit: Visit, typed: unknown): string => localAddress(typed ?? visit.query['return']);

async function signIn(services: Services, auth: Auth, visit: Visit, typedEmail: string, password: string, typedReturn: string): Promise<Submitted> {
  const email = typedEmail.trim().toLowerCase();
  const errors = [
    ...(/^[^\s@]+@[^\s@]+$/.test(email) && email.length <= 254 ? [] : [{ field: 'email', message: 'Enter an email address, like name@example.com' }]),
    ...(password === '' ? [{ field: 'password', message: 'Enter your password' }] : []),
  ];
  if (errors.length > 0) return { kind: 'wrong', errors };
  if (!(await mayTry(services.database, email))) return { kind: 'wrong', errors: [{ field: 'email', message: WAIT }], status: 429 };
  const tried = await answerOf(() => auth.api.signInEmail({ body: { email, password }, headers: visit.headers, returnHeaders: true }));
  if (!tried) {
    await auditFailure(services, email, 'The password was wrong.');
    return { kind: 'wrong', errors: [{ field: 'email', message: NO_MATCH }] };
  }
  const cookies = tried.headers.getSetCookie();
  const to = localAddress(typedReturn);
  // The right password, but codes are on: no session yet.
  if ('twoFactorRedirect' in tried.response) return { kind: 'on', to: `/sign-in/code?return=${encodeURIComponent(to)}`, cookies };
  await auditSignIn(services, tried.response.user.id as PersonId, email);
  return { kind: 'on', to, cookies };
}

async function giveCode(services: Services, auth: Auth, visit: Visit, typed: string, typedReturn: string): Promise<Submitted> {
  const code = typed.replaceAll(/\s+/g, '');
  if (code === '' || code.length > 40) return { kind: 'wrong', errors: [{ field: 'code', message: 'Enter the 6-digit code from your app, or a recovery code' }] };
  const isTotp = /^\d{6}$/.test(code);
  const asked = { headers: visit.headers, returnHeaders: true } as const;
  try {
    const given = isTotp ? await auth.api.verifyTOTP({ body: { code }, ...asked }) : await auth.api.verifyBackupCode({ body: { code }, ...asked });
    await auditSignIn(services, given.response.user.id as PersonId, given.response.user.email, isTotp ? 'with a code' : 'with a recovery code');
    return { kind: 'on', to: localAddress(typedReturn), cookies: given.headers.getSetCookie() };
  } catch (problem) {
    if (!isAPIError(problem) || problem.statusCode >= 500) throw problem;
    const over = ['INVALID_TWO_FACTOR_COOKIE', 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE'].includes(String(problem.body?.code));
    const locked = problem.body?.code === 'ACCOUNT_TEMPORARILY_LOCKED';
    const message = over ? 'This took too long or too many tries: go back and sign in again' : locked ? 'There were too many wrong codes. Wait 15 minutes and try again' : WRONG_CODE;
    return { kind: 'wrong', errors: [{ field: 'code', message }] };
  }
}

async function signOut(services: Services, auth: Auth, visit: Visit): Promise<Submitted> {
  const { headers } = await auth.api.signOut({ headers: visit.headers, returnHeaders: true });
  if (visit.actor.kind === 'person') await audit(services, visit.actor, SIGN_IN_ACTS.signOut);
  return { kind: 'on', to: '/', message: 'You have signed out', cookies: headers.getSetCookie() };
}

/** @returns null where the library says no; its own faults are thrown */
export async function answerOf<T>(asked: () => Promise<T>): Promise<T | null> {
  try {
    return await asked();
  } catch (problem) {
    if (isAPIError(problem) && problem.statusCode < 500) return null;
    throw problem;
  }
}

/** Cookies are passed on only after this entry is committed: nobody is signed in unrecorded. */
async function auditSignIn(services: Services, personId: PersonId, email: string, how?: string): Promise<void> {
  const actor: Actor = { kind: 'person', personId, name: '', holdings: [] };
  await services.database.write(async (tx) => {
    await forgetTries(tx, email);
    await writeAuditEntry(tx, actor, SIGN_IN_ACTS.signIn, 'done', { record: { kind: 'person', id: personId }, ...(how ? { after: { how } } : {}) });
  });
}

/** A failed sign-in of somebody known is kept; of an unknown address not, or anyone could fill the trail. */
async function auditFailure(services: Services, email: string, reason: string): Promise<void> {
  await services.database.write(async (tx) => {
    const person = await tx.selectFrom('person').select('id').where(sql`email`, '=', email).executeTakeFirst();
    if (person) await writeAuditEntry(tx, ANONYMOUS, SIGN_IN_ACTS.trySignIn, 'refused', { record: { kind: 'person', id: person.id }, reason });
  });
}

export async function audit(services: Services, actor: Actor, act: Act): Promise<void> {
  await services.database.write((tx) => writeAuditEntry(tx, actor, act, 'done', { record: actor.personId ? { kind: 'person', id: actor.personId } : null }));
}

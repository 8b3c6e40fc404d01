import { symmetricDecrypt } from 'better-auth/crypto';
import type { PersonId } from '#kernel/ids';
import type { Services } from '../services.ts';
import { notFound, pageOf, redirectTo } from '../web/route.ts';
import type { Auth } from './auth.ts';
import type { LibraryForm } from './library-form.ts';
import { SIGN_IN_ACTS } from './sign-in.acts.ts';
import { answerOf, audit } from './sign-in.forms.ts';
import { confirmTwoFactorPage, turnTwoFactorOffPage, twoFactorPage } from './two-factor.pages.ts';

const BACK = { backLink: { href: '/account', text: 'Back to your account' } };
const WRONG_PASSWORD = [{ field: 'password', message: 'That is not your password' }];

/** Turning sign-in codes on and off. */
export function twoFactorForms(services: Services, auth: Auth): LibraryForm[] {
  return [
    {
      url: '/account/two-factor', act: SIGN_IN_ACTS.prepareTwoFactor, secret: ['password'],
      show: async (visit, form) => ((await isOn(services, visit.actor.personId)) ? redirectTo('/account/two-factor/off') : pageOf('Set up sign-in codes', twoFactorPage(form, visit.csrf), BACK)),
      submit: async (visit, posted) => {
        const started = await answerOf(() => auth.api.enableTwoFactor({ body: { password: posted.text('password') }, headers: visit.headers, returnHeaders: true }));
        if (!started) return { kind: 'wrong', errors: WRONG_PASSWORD };
        await audit(services, visit.actor, SIGN_IN_ACTS.prepareTwoFactor);
        return { kind: 'on', to: '/account/two-factor/confirm', cookies: started.headers.getSetCookie() };
      },
    },
    {
      url: '/account/two-factor/confirm', act: SIGN_IN_ACTS.turnTwoFactorOn, secret: ['code'],
      show: async (visit, form) => {
        const waiting = await waitingSecret(services, auth, visit.actor.personId);
        return waiting ? pageOf('Set up sign-in codes', confirmTwoFactorPage(form, visit.csrf, waiting), { backLink: { href: '/account/two-factor' } }) : notFound;
      },
      submit: async (visit, posted) => {
        const code = posted.text('code').replaceAll(/\s+/g, '');
        const confirmed = await answerOf(() => auth.api.verifyTOTP({ body: { code }, headers: visit.headers, returnHeaders: true }));
        if (!confirmed) return { kind: 'wrong', errors: [{ field: 'code', message: 'That code is not right. Enter the 6 digits that your app shows now' }] };
        await audit(services, visit.actor, SIGN_IN_ACTS.turnTwoFactorOn);
        return { kind: 'on', to: '/account', message: 'Sign-in codes are on. You will be asked for one each time you sign in.', cookies: confirmed.headers.getSetCookie() };
      },
    },
    {
      url: '/account/two-factor/off', act: SIGN_IN_ACTS.turnTwoFactorOff, secret: ['password'],
      show: async (visit, form) => ((await isOn(services, visit.actor.personId)) ? pageOf('Turn sign-in codes off', turnTwoFactorOffPage(form, visit.csrf), BACK) : redirectTo('/account/two-factor')),
      submit: async (visit, posted) => {
        const ended = await answerOf(() => auth.api.disableTwoFactor({ body: { password: posted.text('password') }, headers: visit.headers, returnHeaders: true }));
        if (!ended) return { kind: 'wrong', errors: WRONG_PASSWORD };
        await audit(services, visit.actor, SIGN_IN_ACTS.turnTwoFactorOff);
        return { kind: 'on', to: '/account', message: 'Sign-in codes are off.', cookies: ended.headers.getSetCookie() };
      },
    },
  ];
}

/** What the person's app needs, and the codes for when it is lost; shown until the first right code. */
export interface WaitingSecret {
  readonly secret: string;
  readonly address: string;
  readonly recoveryCodes: readonly string[];
}

async function isOn(services: Services, personId: PersonId | null): Promise<boolean> {
  if (!personId) return false;
  const row = await services.database.read((read) => read.selectFrom('person').select('two_factor_enabled').where('id', '=', personId).executeTakeFirst());
  return row?.two_factor_enabled ?? false;
}

async function waitingSecret(services: Services, auth: Auth, personId: PersonId | null): Promise<WaitingSecret | null> {
  if (!personId) return null;
  const row = await services.database.read((read) =>
    read.selectFrom('sign_in_two_factor as t').innerJoin('person as p', 'p.id', 't.user_id').select(['t.secret', 't.backup_codes', 'p.email']).where('t.user_id', '=', personId).where('t.verified', '=', false).executeTakeFirst(),
  );
  if (!row) return null;
  const key = (await auth.$context).secretConfig;
  const secret = base32(Buffer.from(await symmetricDecrypt({ key, data: row.secret })));
  const recoveryCodes = JSON.parse(await symmetricDecrypt({ key, data: row.backup_codes })) as string[];
  const label = encodeURIComponent(`Wantsum:${row.email}`);
  return { secret, recoveryCodes, address: `otpauth://totp/${label}?secret=${secret}&issuer=Wantsum&digits=6&period=30` };
}

/** RFC 4648 base 32 without padding, as authenticator apps take a key that is typed. */
function base32(bytes: Buffer): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const byte of bytes) bits += byte.toString(2).padStart(8, '0');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

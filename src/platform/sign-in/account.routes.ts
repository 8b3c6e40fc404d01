import { z } from 'zod';
import { ROLES } from '../access/roles.ts';
import type { Read } from '../database/connection.ts';
import type { Actor } from '../access/access.ts';
import { form, page, pageOf, redirectTo, type Route } from '../web/route.ts';
import { changeDetails, changePassword } from './account.commands.ts';
import { accountPage, changePasswordPage, confirmEmailPage, detailsPage, forgottenPasswordPage, resendConfirmationPage, resetPasswordPage, type AccountModel } from './account.pages.ts';
import { linkPerson } from './credentials.store.ts';
import { askForPassword, askToConfirmEmail, confirmEmail, resetPassword, type OnEmailConfirmed } from './recover-password.command.ts';
import { SIGN_IN_ACTS } from './sign-in.acts.ts';

/** Mails sent to somebody else's box are the cost of an unlimited form. */
const MAILS_A_MINUTE = 10;
const tokenQuery = z.object({ token: z.string().max(200).catch('') }).catch({ token: '' });
const BACK = { backLink: { href: '/account', text: 'Back to your account' } };
const SENT = 'If there is an account for that address, a link is on its way to it. It works for one hour.';

/** The pages of a person's own account. `links` are other rooms' pages about the person; `onConfirmed` is what follows from a proved address. */
export function accountRoutes({ links = [], onConfirmed }: { readonly links?: readonly { readonly text: string; readonly href: string }[]; readonly onConfirmed?: OnEmailConfirmed } = {}): readonly (Route | readonly Route[])[] {
  return [
    page({ url: '/account', act: SIGN_IN_ACTS.viewAccount, show: async ({ read, actor }) => pageOf('Your account', accountPage(await accountOf(read, actor), links), { backLink: { href: '/home' } }) }),
    form({
      url: '/account/details', command: changeDetails,
      show: async ({ read, actor, csrf }, state) => pageOf('Your details', detailsPage(state, csrf, await accountOf(read, actor)), BACK),
      input: (posted) => ({ name: posted.text('name'), jobTitle: posted.text('jobTitle'), phone: posted.text('phone') }),
      done: () => redirectTo('/account', 'Your details are saved'),
    }),
    form({
      url: '/account/password', command: changePassword, secret: ['password', 'newPassword'], perMinute: MAILS_A_MINUTE,
      show: async ({ csrf }, state) => pageOf('Change your password', changePasswordPage(state, csrf), BACK),
      input: (posted) => ({ password: posted.text('password'), newPassword: posted.text('newPassword') }),
      done: () => redirectTo('/sign-in', 'Your password is changed. Sign in with it.'),
    }),
    form({
      url: '/account/confirm-email', command: askToConfirmEmail, perMinute: MAILS_A_MINUTE,
      show: async ({ csrf }, state) => pageOf('Confirm your email address', resendConfirmationPage(state, csrf), BACK),
      input: () => ({}),
      done: () => redirectTo('/account', 'The mail is on its way'),
    }),
    form({
      url: '/forgotten-password', command: askForPassword, perMinute: MAILS_A_MINUTE,
      show: async ({ csrf }, state) => pageOf('Set a new password', forgottenPasswordPage(state, csrf), { backLink: { href: '/sign-in' } }),
      input: (posted) => ({ email: posted.text('email') }),
      done: () => redirectTo('/sign-in', SENT),
    }),
    form({
      url: '/reset-password', command: resetPassword, query: tokenQuery, secret: ['password'], perMinute: MAILS_A_MINUTE,
      show: async ({ read, csrf, query }, state) => pageOf('Choose a password', resetPasswordPage(state, csrf, query.token, (await linkPerson(read, 'set-password', query.token)) !== null), { backLink: { href: '/sign-in' } }),
      input: (posted) => ({ token: posted.text('token'), password: posted.text('password') }),
      done: () => redirectTo('/sign-in', 'Your password is set. Sign in with it.'),
    }),
    form({
      url: '/confirm-email', command: confirmEmail(onConfirmed), query: tokenQuery, perMinute: MAILS_A_MINUTE,
      show: async ({ read, csrf, query }, state) => pageOf('Confirm your email address', confirmEmailPage(state, csrf, query.token, (await linkPerson(read, 'confirm-email', query.token)) !== null), { backLink: { href: '/' } }),
      input: (posted) => ({ token: posted.text('token') }),
      done: () => redirectTo('/home', 'Your email address is confirmed'),
    }),
  ];
}

async function accountOf(read: Read, actor: Actor): Promise<AccountModel> {
  const person = await read.selectFrom('person').selectAll().where('id', '=', actor.personId!).executeTakeFirstOrThrow();
  return {
    name: person.name, email: person.email, emailVerified: person.email_verified, jobTitle: person.job_title, phone: person.phone,
    twoFactorOn: person.two_factor_enabled, roles: [...new Set(actor.holdings.map((held) => ROLES[held.role].title))],
  };
}

import type { Module } from '../module.ts';
import { accountRoutes } from './account.routes.ts';
import { SIGN_IN_ACTS } from './sign-in.acts.ts';

export { createSignIn, type SignIn } from './create-sign-in.ts';
export { accountRoutes } from './account.routes.ts';
export { endSessions, newToken, passwordIs, removeSignIn, removeTwoFactor, setPassword, tokenHash } from './credentials.store.ts';
export { emailField, mailConfirmation, mailPasswordLink, INVITATION_HOURS, type OnEmailConfirmed } from './recover-password.command.ts';
export { nameField } from './account.commands.ts';
export { passwordProblem } from './password.ts';
export { passwordField } from './sign-in.pages.ts';
export { localAddress } from './return-address.ts';
export { SIGN_IN_ACTS } from './sign-in.acts.ts';

/** Sign-in as a room. The forms that set cookies are not among its routes: `createSignIn` adds them to the server. */
export const signInModule = (account: Parameters<typeof accountRoutes>[0] = {}): Module => ({ name: 'sign-in', acts: SIGN_IN_ACTS, routes: accountRoutes(account) });

import { acts, anyone, signedIn } from '../access/act.ts';

export const SIGN_IN_ACTS = acts('sign-in', {
  signIn: { on: null, words: 'signed in', may: [anyone] },
  trySignIn: { on: null, words: 'was refused at sign-in', may: [anyone] },
  giveCode: { on: null, words: 'gave a sign-in code', may: [anyone] },
  signOut: { on: null, words: 'signed out', may: [anyone] },
  askForPassword: { on: null, words: 'asked for a link to set a password', may: [anyone] },
  setPassword: { on: null, words: 'changed their password through a link sent by mail', may: [anyone] },
  confirmEmail: { on: null, words: 'confirmed an email address', may: [anyone] },
  askToConfirmEmail: { on: null, words: 'asked for a link to confirm an email address', may: [signedIn] },
  viewAccount: { on: null, words: 'looked at their account', may: [signedIn] },
  changeDetails: { on: null, words: 'changed their details', may: [signedIn] },
  changePassword: { on: null, words: 'changed their password', may: [signedIn] },
  prepareTwoFactor: { on: null, words: 'began to set up sign-in codes', may: [signedIn] },
  turnTwoFactorOn: { on: null, words: 'turned sign-in codes on', may: [signedIn] },
  turnTwoFactorOff: { on: null, words: 'turned sign-in codes off', may: [signedIn] },
});

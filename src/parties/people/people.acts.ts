import { acts, holding, onItsBody, signedIn, system } from '#platform/access/act';
import { ROLES, STAFF_ROLES } from '#platform/access/roles';

const MANAGERS = [holding('administrator', 'body'), holding('site-administrator', 'site')];

/** Everyone in office at the body: the command asks whether it is their own role. */
const ITS_STAFF = [...onItsBody(...STAFF_ROLES.filter((role) => ROLES[role].scope === 'body')), holding('site-administrator', 'site')];

export const PEOPLE_ACTS = acts('people', {
  list: { on: null, words: 'looked at people', may: MANAGERS },
  listOfBody: { on: 'body', words: 'looked at the people of a body', may: MANAGERS },
  add: { on: 'body', words: 'added a person', may: MANAGERS },
  grantRole: { on: 'body', words: 'gave a role', may: MANAGERS },
  endRole: { on: 'body', words: 'ended a role', may: MANAGERS },
  recordLeaver: { on: 'body', words: 'recorded that a person has left', may: MANAGERS },
  endSignInCodes: { on: 'body', words: 'turned a colleague’s sign-in codes off', may: MANAGERS },
  handOver: { on: 'body', words: 'handed a leaver’s work over', may: MANAGERS },
  away: { on: null, words: 'looked at who stands in for them', may: [signedIn] },
  lendRole: { on: 'body', words: 'named somebody to stand in', may: ITS_STAFF },
  takeBackRole: { on: 'body', words: 'took a role back from whoever stood in', may: ITS_STAFF },
  home: { on: null, words: 'looked at what they owe', may: [signedIn] },
  exportOwn: { on: null, words: 'took a copy of what is held about them', may: [signedIn] },
  closeAccount: { on: null, words: 'closed their account', may: [signedIn] },
  appointAdministrator: { on: null, words: 'appointed a site administrator', may: [system] },
  choosePassword: { on: null, words: 'changed a person’s password from the command line', may: [system] },
  endSignInCodesByOperator: { on: null, words: 'turned a person’s sign-in codes off from the command line', may: [system] },
  confirmEmail: { on: null, words: 'confirmed a person’s email address from the command line', may: [system] },
  erase: { on: 'person', words: 'erased the personal details of a person who has left', may: [holding('site-administrator', 'site'), system] },
});

import { acts, anyone, anyoneWhenPublic, holding, signedIn, signedInWhenPublic } from '#platform/access/act';

const ITS_ADMINISTRATOR = holding('organisation-administrator', 'organisation');
const ITS_PEOPLE = [ITS_ADMINISTRATOR, holding('bid-writer', 'organisation'), holding('bid-adviser', 'organisation')];

export const ORGANISATION_ACTS = acts('organisations', {
  list: { on: null, words: 'looked at the register of organisations', may: [anyone] },
  view: { on: 'organisation', words: 'looked at an organisation', may: [anyoneWhenPublic, ITS_PEOPLE] },
  lookForIt: { on: null, words: 'looked whether an organisation is here already', may: [anyone] },
  registerAsSupplier: { on: null, words: 'registered as a supplier', may: [anyone] },
  registerOrganisation: { on: null, words: 'registered an organisation', may: [signedIn] },
  registerToClaim: { on: 'organisation', words: 'registered and asked to act for an organisation', may: [anyoneWhenPublic] },
  askToJoin: { on: 'organisation', words: 'asked to act for an organisation', may: [signedInWhenPublic] },
  decideClaim: { on: null, words: 'answered somebody who asked to act for an organisation', may: [ITS_ADMINISTRATOR, holding('administrator', 'body'), holding('site-administrator', 'site')] },
  viewOwn: { on: null, words: 'looked at their organisations', may: [signedIn] },
  correct: { on: 'organisation', words: 'corrected an organisation’s profile', may: [ITS_ADMINISTRATOR] },
  stateCapacity: { on: 'organisation', words: 'stated what an organisation could carry alone', may: [ITS_ADMINISTRATOR, holding('bid-writer', 'organisation')] },
  viewColleagues: { on: 'organisation', words: 'looked at an organisation’s colleagues', may: [ITS_PEOPLE] },
  invite: { on: 'organisation', words: 'invited a colleague to an organisation', may: [ITS_ADMINISTRATOR] },
  acceptInvitation: { on: null, words: 'joined an organisation by invitation', may: [anyone] },
  endColleague: { on: 'organisation', words: 'ended a colleague’s roles for an organisation', may: [ITS_ADMINISTRATOR] },
});

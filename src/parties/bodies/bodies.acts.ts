import { acts, anyone, anyoneWhenPublic, holding } from '#platform/access/act';

export const BODY_ACTS = acts('bodies', {
  list: { on: null, words: 'looked at the list of bodies', may: [anyone] },
  view: { on: 'body', words: 'looked at a body', may: [anyoneWhenPublic] },
  create: { on: null, words: 'added a body', may: [holding('site-administrator', 'site')] },
  edit: { on: 'body', words: 'changed a body’s details', may: [holding('site-administrator', 'site'), holding('administrator', 'body')] },
  addUnit: { on: 'body', words: 'added a directorate or service', may: [holding('site-administrator', 'site'), holding('administrator', 'body')] },
  renameUnit: { on: 'body', words: 'gave a directorate or service another name', may: [holding('site-administrator', 'site'), holding('administrator', 'body')] },
  endUnit: { on: 'body', words: 'ended a directorate or service', may: [holding('site-administrator', 'site'), holding('administrator', 'body')] },
});

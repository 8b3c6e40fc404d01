import { acts, anyone, onItsBody } from '#platform/access/act';

const keepers = onItsBody('procurement-officer', 'commissioner', 'policy-officer', 'administrator');

export const guidanceActs = acts('guidance', {
  viewGlossary: { on: null, words: 'looked at the glossary', may: [anyone] },
  viewOwn: { on: 'body', words: 'looked at the words that a body explains', may: [keepers] },
  addTerm: { on: 'body', words: 'explained a word in the glossary', may: [keepers] },
  removeTerm: { on: 'body', words: 'took a word out of the glossary', may: [keepers] },
});

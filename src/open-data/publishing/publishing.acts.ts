import { acts, anyone } from '#platform/access/act';

export const publishingActs = acts('publishing', {
  readFeed: { on: null, words: 'read the public feed of releases', may: [anyone] },
  readRegister: { on: null, words: 'read a public register by its API', may: [anyone] },
  readCatalogue: { on: null, words: 'looked at the catalogue of open data', may: [anyone] },
  readPlan: { on: null, words: 'looked at the forward plan', may: [anyone] },
  readCalendar: { on: null, words: 'took a calendar of opportunities', may: [anyone] },
});

import { acts, anyone } from '#platform/access/act';

export const portalActs = acts('portal', {
  home: { on: null, words: 'opened the first page', may: [anyone] },
  search: { on: null, words: 'searched the portal', may: [anyone] },
  statement: { on: null, words: 'read a statement', may: [anyone] },
});

import { acts, onItsBody, system } from '#platform/access/act';

/** Who may send a file to be loaded at all. What each may bring in is asked again by kind. */
export const UPLOADERS = ['administrator', 'contract-manager', 'procurement-officer', 'finance-officer'] as const;
const senders = onItsBody(...UPLOADERS);

export const uploadsActs = acts('uploads', {
  upload: { on: null, words: 'sent a file to be loaded', may: [senders] },
  preview: { on: null, words: 'looked how far a load is', may: [senders] },
  clear: { on: null, words: 'removed files that nobody loaded', may: [system] },
});

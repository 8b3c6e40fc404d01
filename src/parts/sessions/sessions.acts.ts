import { acts, anyoneWhenPublic, holding, onItsBody, signedIn, signedInWhenPublic } from '#platform/access/act';
import type { RecordKind } from '#platform/access/record-kind';

const organisers = [onItsBody('procurement-officer', 'commissioner', 'contract-manager', 'policy-officer'), holding('panel-chair', 'opportunity')];

/** What is done with a session once a room has arranged it. Its owner's answer is asked besides, wherever somebody sees or books one. */
export const sessionsActs = acts('sessions', {
  view: { on: 'session', words: 'looked at a session', may: [anyoneWhenPublic, signedIn] },
  book: { on: 'session', words: 'booked a time', may: [signedInWhenPublic, signedIn] },
  changeBooking: { on: 'session', words: 'said who is coming to a booked time', may: [signedIn] },
  cancelBooking: { on: 'session', words: 'gave up a booked time', may: [signedIn] },
  ask: { on: 'session', words: 'put a question to a session', may: [signedIn] },
  manage: { on: 'session', words: 'looked at who booked a session', may: [...organisers, onItsBody('auditor')] },
  addSlots: { on: 'session', words: 'added times to a session', may: organisers },
  cancelSlot: { on: 'session', words: 'took a time out of a session', may: organisers },
  recordAttendance: { on: 'session', words: 'recorded who came to a session', may: organisers },
  recordQuestion: { on: 'session', words: 'recorded a question raised at a session', may: organisers },
  answer: { on: 'session', words: 'answered a question raised at a session', may: organisers },
  addPaper: { on: 'session', words: 'added a paper to a session', may: organisers },
  cancel: { on: 'session', words: 'cancelled a session', may: organisers },
});

export const sessionKind: RecordKind = {
  kind: 'session', noun: 'session', table: 'session',
  scopes: { body: 'r.body_id', opportunity: `case when r.about_kind = 'opportunity' then r.about_id end`, exercise: `case when r.about_kind = 'exercise' then r.about_id end` },
  public: `r.audience <> 'invited'`, title: 'r.title', summary: 'r.words', address: (id) => `/sessions/${id}`, viewAct: 'sessions.view',
};

export const sessionReference = (id: string) => ({ kind: 'session', id });

import { acts, anyone, anyoneWhenPublic, holding, onItsBody, signedIn } from '#platform/access/act';
import type { RecordKind } from '#platform/access/record-kind';

const officers = onItsBody('procurement-officer', 'commissioner');
const staff = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'policy-officer', 'auditor', 'administrator');

/** When things happen, and what helps those who answer in that time. */
export const timetableActs = acts('timetable', {
  plan: { on: 'opportunity', words: 'planned the timetable of an opportunity', may: [officers, holding('owner', 'exercise')] },
  answerClash: { on: 'opportunity', words: 'said why an opportunity closes near others', may: [officers, holding('owner', 'exercise')] },
  recordSlip: { on: 'opportunity', words: 'moved a date of an opportunity', may: [officers] },
  recordEarlyStart: { on: 'opportunity', words: 'recorded a provider’s agreement to start early', may: [officers] },
  arrangeSession: { on: 'opportunity', words: 'arranged visits or a surgery for an opportunity', may: [officers] },
  viewDiary: { on: null, words: 'looked at the tender diary', may: [anyone] },
  viewSlippage: { on: null, words: 'looked at the report on slipped dates', may: [anyone] },
  listEarlyNotices: { on: null, words: 'looked at the early notices', may: [anyone] },
  viewEarlyNotice: { on: 'early-notice', words: 'looked at an early notice', may: [anyoneWhenPublic, staff] },
  startEarlyNotice: { on: null, words: 'started an early notice', may: [officers] },
  editEarlyNotice: { on: 'early-notice', words: 'changed an early notice', may: [officers] },
  publishEarlyNotice: { on: 'early-notice', words: 'published an early notice', may: [officers] },
  withdrawEarlyNotice: { on: 'early-notice', words: 'withdrew an early notice', may: [officers] },
  listPacks: { on: null, words: 'looked at the support packs', may: [staff] },
  createPack: { on: null, words: 'started a support pack', may: [officers] },
  viewPack: { on: 'support-pack', words: 'looked at a support pack', may: [staff] },
  editPack: { on: 'support-pack', words: 'changed a support pack', may: [officers] },
  choosePacks: { on: 'opportunity', words: 'chose the support that goes with an opportunity', may: [officers] },
  useSupport: { on: 'support-item', words: 'opened a guide of a support pack', may: [anyoneWhenPublic, staff] },
  follow: { on: null, words: 'chose the kinds of work to be told of', may: [signedIn] },
});

export const earlyNoticeReference = (id: string) => ({ kind: 'early-notice', id });
export const packReference = (id: string) => ({ kind: 'support-pack', id });

const PACK_IS_PUBLIC = `exists (select from opportunity_support_pack x join opportunity o on o.id = x.opportunity_id and o.state <> 'draft' where x.pack_id = r.pack_id)`;

export const timetableKinds: readonly RecordKind[] = [
  {
    kind: 'early-notice', noun: 'early notice', table: 'early_notice', scopes: { body: 'r.body_id', exercise: 'r.exercise_id' }, public: `r.state <> 'draft'`,
    title: 'r.title', summary: 'r.scope', address: (id) => `/early-notices/${id}`, viewAct: 'timetable.viewEarlyNotice',
  },
  { kind: 'support-pack', noun: 'support pack', table: 'support_pack', scopes: { body: 'r.body_id' }, title: 'r.title', address: (id) => `/support-packs/${id}`, viewAct: 'timetable.viewPack' },
  {
    kind: 'support-item', noun: 'guide', table: 'support_item', scopes: { body: '(select p.body_id from support_pack p where p.id = r.pack_id)' }, public: PACK_IS_PUBLIC,
    title: 'r.title', address: (id) => `/support/${id}`, viewAct: 'timetable.useSupport',
  },
];

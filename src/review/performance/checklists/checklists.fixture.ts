import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { ANONYMOUS } from '#platform/access/access';
import { openHouse, type House } from '../../../../tests/house.ts';
import type { Seen } from '../../../../tests/visitor.ts';
import { inviteInspector, makeChecklist } from './checklists.commands.ts';
import { sendChecklist } from './send-checklist.command.ts';

export const NOW = '2026-06-20T09:00:00Z';

/** A body with a manager, and its contract whose June review is not written up. */
export interface ChecklistHouse extends House {
  readonly bodyId: BodyId;
  readonly manager: PersonId;
  /** Who may read answers, and not who gave them. */
  readonly commissioner: PersonId;
  /** A manager of another body. */
  readonly elsewhere: PersonId;
  /** A review of a contract of its own, not written up. */
  addReview(): Promise<{ readonly reviewId: string; readonly agreementId: string }>;
  /** A checklist of three questions, one of each kind. */
  addChecklist(reviewId: string): Promise<string>;
  /** Asks somebody. */
  ask(reviewId: string, checklistId: string, name: string, change?: { readonly email?: string; readonly lastOn?: string }): Promise<{ readonly id: string; readonly code: string }>;
  /** What a phone posts: answers by the words of their questions. */
  posted(checklistId: string, answers: Readonly<Record<string, string>>): Promise<Record<string, { texts: string[]; stamp: string }>>;
  /** Sends answers as nobody in particular. */
  send(code: string, answers: Record<string, { texts: string[]; stamp: string }>, sendKey?: string, doneAt?: string): ReturnType<House['run']>;
}

export const WELCOME = 'Were you made welcome?';
export const FRIENDLY = 'How friendly were they?';
export const CHANGE = 'What would you change?';
export const QUESTIONS = { title: 'Visit to the Tuesday club', lookAt: 'Go as anybody would, and look at how you are met.', yesNo: WELCOME, faces: FRIENDLY, words: CHANGE };
/** All of it answered. */
export const ANSWERED = { [WELCOME]: 'Yes', [FRIENDLY]: '😊 Good', [CHANGE]: 'Longer hours' };
export const newKey = (): string => newId<'checklist_sending'>();

/** Opens a house for tests of checklists. Close it in `afterAll`. */
export async function openChecklistHouse(): Promise<ChecklistHouse> {
  const house = await openHouse();
  await house.setClock(NOW);
  const bodyId = await house.addBody();
  const manager = await house.addPerson('Mara Manager', ['contract-manager', bodyId]);
  const commissioner = await house.addPerson('Casey Commissioner', ['commissioner', bodyId]);
  const elsewhere = await house.addPerson('Else Where', ['contract-manager', await house.addBody()]);
  const send: ChecklistHouse['send'] = (code, answers, sendKey = newKey(), doneAt = '') => house.run(sendChecklist, ANONYMOUS, { code, sendKey, doneAt, answers });
  return {
    ...house, bodyId, manager, commissioner, elsewhere, send,
    addReview: async () => {
      const [reviewId, agreementId] = [newId<'review'>(), newId<'agreement'>()];
      await house.database.pool.query(`insert into agreement (id, reference, body_id, kind, title, state, incomplete, source, manager_id, director_id, starts_on, ends_on, supplier_name, value_net_pence)
        values ($1, $2, $3, 'contract', 'Clubs of the coast', 'live', false, 'imported', $4, $4, '2026-04-01', '2029-03-31', 'Harbour', 1000000)`, [agreementId, `K-${agreementId.slice(-8)}`, bodyId, manager]);
      await house.database.pool.query(`insert into review (id, agreement_id, kind, due_on) values ($1, $2, 'quarterly', '2026-06-18')`, [reviewId, agreementId]);
      return { reviewId, agreementId };
    },
    addChecklist: async (reviewId) => (await house.mustRun(makeChecklist, manager, { reviewId, ...QUESTIONS })).checklistId,
    ask: (reviewId, checklistId, name, change = {}) => house.mustRun(inviteInspector, manager, { reviewId, checklistId, name, email: '', lastOn: '2026-07-20', ...change }),
    posted: async (checklistId, answers) => {
      const { rows } = await house.database.pool.query<{ id: string; text: string }>('select q.id, q.text from question q join question_set s on s.id = q.question_set_id where s.about_id = $1', [checklistId]);
      return Object.fromEntries(rows.map(({ id, text }) => [id, { texts: [answers[text] ?? ''], stamp: '' }]));
    },
  };
}

/** The fields of a form as the page has them, but for its token, with answers by the words of their questions. */
export async function fieldsOf(page: Seen, house: House, checklistId: string, answers: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const { rows } = await house.database.pool.query<{ id: string; text: string }>('select q.id, q.text from question q join question_set s on s.id = q.question_set_id where s.about_id = $1', [checklistId]);
  const hidden = [...page.html.slice(page.html.indexOf('data-send-later')).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].filter(([, name]) => name !== '_csrf').map(([, name, value]) => [name!, value!] as const);
  return { ...Object.fromEntries(hidden), ...Object.fromEntries(rows.flatMap(({ id, text }) => (answers[text] === undefined ? [] : [[`answer-${id}`, answers[text]!]]))) };
}

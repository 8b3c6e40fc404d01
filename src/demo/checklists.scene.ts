import { newId } from '#kernel/ids';
import { questionsOf } from '#parts/questions';
import { CHECKLIST_KIND, CHECKLIST_PURPOSE, inviteInspector, makeChecklist, reviewsOf, sendChecklist } from '#performance';
import type { Cast } from './cast.ts';
import { MENTORING_CHECKLIST, MENTORING_CHECKLIST_ANSWERS } from './checklists.data.ts';
import { mentors } from './results.scene.ts';

/** Two young people look at the mentors’ evening for the next review: one has sent her checklist, one has still to go. */
export async function checklistsScene(cast: Cast): Promise<void> {
  const { agreementId } = await mentors(cast);
  const reviewId = (await cast.services.database.read((read) => reviewsOf(read, agreementId))).find(({ heldOn }) => heldOn === null)!.id;
  await cast.at(-6, 10);
  const { checklistId } = await cast.act(makeChecklist, 'manager', { reviewId, ...MENTORING_CHECKLIST });
  const { code } = await cast.act(inviteInspector, 'manager', { reviewId, checklistId, name: 'Amina', email: 'amina@youngvoices.example', lastOn: cast.date(14) });
  await cast.act(inviteInspector, 'manager', { reviewId, checklistId, name: 'Joel', email: '', lastOn: cast.date(14) });
  const set = await cast.services.database.read((read) => questionsOf(read, { kind: CHECKLIST_KIND, id: checklistId }, CHECKLIST_PURPOSE));
  await cast.at(-2, 21);
  const answers = Object.fromEntries((set?.questions ?? []).map(({ id, text }) => [id, { texts: [MENTORING_CHECKLIST_ANSWERS[text] ?? ''], stamp: '' }]));
  // Pressed at the club, where there is no signal; it left her phone on the bus.
  await cast.act(sendChecklist, null, { code, sendKey: newId<'checklist_sending'>(), doneAt: `${cast.date(-2)}T19:40:00Z`, answers });
}

import { notQualityWarning } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import type { DraftInQuestion, FurtherTask, Obstacle, Warning } from '#opportunities';
import type { Read } from '#platform/database/connection';
import { conflictsOf, conflictsProblems, CONFLICTS_RULE } from '#routes';
import { planProblems, withoutLocalQuestion } from './plan.ts';
import { localItems, PANEL_ITEMS, planOf } from './plan.store.ts';

/** The notice with which an opportunity of this kind is published. */
const TENDER_NOTICE = 'UK4';

const isCovered = ({ law }: DraftInQuestion): boolean => law.pinned.regime === 'PA2023' && law.coverage.covered === true;

const itemsOf = async (read: Read, id: string) => (await questionsOf(read, { kind: 'opportunity', id }, PANEL_ITEMS))?.questions ?? [];

async function planProblemsOf(read: Read, { opportunity, criteria, questions }: DraftInQuestion): Promise<readonly string[]> {
  const items = await itemsOf(read, opportunity.id);
  return planProblems(await planOf(read, opportunity.id), criteria, [...items, ...questions], questions);
}

/** What of the evaluation stands in the way of publishing. Wired to the room `opportunities`. */
export async function evaluationObstacles(read: Read, draft: DraftInQuestion): Promise<readonly Obstacle[]> {
  const { id } = draft.opportunity;
  const conflicts = conflictsProblems(await conflictsOf(read, { kind: 'opportunity', id }), TENDER_NOTICE, isCovered(draft));
  return [
    ...(await planProblemsOf(read, draft)).map((sentence): Obstacle => ({ sentence, href: `/opportunities/${id}/evaluation-plan` })),
    ...conflicts.map((sentence): Obstacle => ({ sentence, href: `/opportunities/${id}/conflicts`, rule: CONFLICTS_RULE })),
  ];
}

/** Published in spite of only with a reason that everyone reads: quality does not decide (DP-14), nothing tests local understanding at the interview (DP-17). */
export async function evaluationWarnings(read: Read, { opportunity, criteria }: DraftInQuestion): Promise<readonly Warning[]> {
  const notQuality = notQualityWarning(criteria);
  const withoutLocal = withoutLocalQuestion(criteria, await itemsOf(read, opportunity.id), await localItems(read, opportunity.id));
  return [
    ...(notQuality === null ? [] : [{
      code: 'not-quality', sentence: `${notQuality}: they can decide the result whatever the quality.`,
      rule: { sentence: 'The builder warns when criteria other than quality together decide the result.', source: 'Select committee evidence, hearing 3, 8(11) (DP-14)', confidence: 'P' as const },
    }]),
    ...(withoutLocal === null ? [] : [{
      code: 'no-local-question', sentence: `${withoutLocal}: a central bid writer can answer the others.`,
      rule: { sentence: 'Local managers are present for interviews, and the panel’s questions test local understanding.', source: 'Select committee report 6.2.2 (DP-17)', confidence: 'P' as const },
    }]),
  ];
}

/** The tasks of this room on the page on which an opportunity is built. */
export async function evaluationTasks(read: Read, draft: DraftInQuestion): Promise<readonly FurtherTask[]> {
  const { id } = draft.opportunity;
  const entries = await conflictsOf(read, { kind: 'opportunity', id });
  return [
    { text: 'How bids are evaluated', hint: 'Ties, pass marks, names hidden, prices later, interviews, visits and service users', href: `/opportunities/${id}/evaluation-plan`, status: (await planProblemsOf(read, draft)).length > 0 ? 'to-do' : 'optional', after: 'scoring' },
    { text: 'Conflicts assessment', hint: 'Prepared before the notice, reviewed, and confirmed when it is published', href: `/opportunities/${id}/conflicts`, status: entries.length > 0 ? 'ready' : isCovered(draft) ? 'to-do' : 'optional', after: 'questions' },
  ];
}

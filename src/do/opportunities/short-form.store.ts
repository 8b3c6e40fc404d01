import { decimal } from '#kernel/decimal';
import type { PersonId } from '#kernel/ids';
import { criteriaOf, replaceCriteria } from '#parts/assessments';
import { addQuestion, createQuestionSet, questionsOf } from '#parts/questions';
import type { Tx } from '#platform/database/connection';
import { shortForm } from './low-value-questions.ts';
import { opportunityReference, TENDER_QUESTIONS, updateOpportunity } from './opportunity.store.ts';

/**
 * Puts the short form in a draft that asks nothing yet: quality and price as its two criteria, and the questions that every supplier
 * knows (DP-03, DM-05). A draft with criteria or questions of its own is left as it is.
 * @param qualityShare percent; price has the rest
 * @param own a question of the officer's, or ''
 */
export async function fillShortForm(tx: Tx, id: string, { qualityShare, own, by }: { readonly qualityShare: number; readonly own: string; readonly by: PersonId | null }): Promise<void> {
  const about = opportunityReference(id);
  const set = (await questionsOf(tx, about, TENDER_QUESTIONS)) ?? (await createQuestionSet(tx, about, TENDER_QUESTIONS, 'Questions for bidders', []));
  if (set.questions.length > 0 || (await criteriaOf(tx, about)).length > 0) return;
  await replaceCriteria(tx, about, [{ name: 'Quality', kind: 'quality', share: String(qualityShare) }, { name: 'Price', kind: 'price', share: String(100 - qualityShare) }]);
  const qualityId = (await criteriaOf(tx, about)).find(({ kind }) => kind === 'quality')!.id;
  for (const draft of shortForm(qualityId)) await addQuestion(tx, set.id, draft);
  if (own !== '') {
    await addQuestion(tx, set.id, {
      section: 'This work', text: own, purpose: '', goodAnswer: '', type: 'long-text', choices: [], marks: decimal('20'), wordLimit: 150, minutes: null, required: true, criterionId: qualityId, lotId: null,
    });
  }
  await updateOpportunity(tx, id, 'draft', { price_formula: 'lowestOverBid', criteria_reading_confirmed_by: by });
}

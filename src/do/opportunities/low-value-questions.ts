import { decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import type { QuestionDraft } from '#parts/questions';

/**
 * The one short form of low-value opportunities and written quotations (DM-05, DP-03). What says the same of a supplier every time has a
 * key, so that it is filled in from its last answer; only what is about this work is written anew.
 */
export const SHORT_FORM: readonly (QuestionDraft & { readonly share: string | null })[] = [
  {
    section: 'This work', text: 'How would you do this work, and who would do it?', purpose: 'We choose mainly on this answer.', goodAnswer: 'The steps, who does them, and when. Plain words are best.',
    type: 'long-text', choices: [], wordLimit: 250, minutes: null, required: true, share: '60',
  },
  {
    section: 'About you', text: 'Tell us about work like this that you have done.', purpose: 'So that we know you can do it. Paid, unpaid or for another supplier all count.', goodAnswer: 'One or two pieces of work, what came of them, and somebody who would say so.',
    type: 'long-text', choices: [], wordLimit: 150, minutes: null, required: true, key: 'short-form.experience', share: '40',
  },
  { section: 'About you', text: 'Whom do we ring about this?', purpose: 'A name and a number.', goodAnswer: 'Somebody who is there in the day.', type: 'short-text', choices: [], wordLimit: null, minutes: null, required: true, key: 'short-form.contact', share: null },
  { section: 'About you', text: 'Do you have the insurance that this work needs, or will you by the day it starts?', purpose: 'It need not be in place before you are chosen.', goodAnswer: '', type: 'yes-no', choices: [], wordLimit: null, minutes: null, required: true, key: 'short-form.insurance', share: null },
  { section: 'About you', text: 'If this work is with children or adults at risk, do you check your people and have a safeguarding policy?', purpose: 'Answer no if the work is with neither.', goodAnswer: '', type: 'yes-no', choices: [], wordLimit: null, minutes: null, required: true, key: 'short-form.safeguarding', share: null },
  { section: 'About you', text: 'Are you registered for VAT?', purpose: 'Prices are compared without VAT.', goodAnswer: '', type: 'yes-no', choices: [], wordLimit: null, minutes: null, required: true, key: 'short-form.vat', share: null },
];

/** The form as the drafts of a question set: marks by the share of the quality criterion that scores them. */
export const shortForm = (criterionId: string): QuestionDraft[] =>
  SHORT_FORM.map(({ share, ...question }) => ({ ...question, marks: decimal(share ?? '0'), criterionId: share === null ? null : (criterionId as Id<'criterion'>), lotId: null }));

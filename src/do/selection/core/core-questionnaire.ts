import { defineQuestionSet } from '#parts/questions';
import { EXCLUSION_GROUNDS, EXCLUSION_RULES } from '../exclusion-grounds.ts';

/** The purpose under which an organisation's core questionnaire is kept. */
export const CORE = 'core';
/** Ticked instead of any ground. */
export const NONE_APPLIES = 'None of these';

/** What can show that an organisation is able to carry a contract. No one of them is better than another because its owner is older (DP-07). */
export const FINANCIAL_EVIDENCE = {
  'audited-accounts': 'Audited accounts',
  'unaudited-accounts': 'Accounts that need no audit',
  forecast: 'A forecast of income, costs and cash',
  'bank-letter': 'A letter from our bank',
  guarantor: 'A guarantor, such as a parent organisation',
  'funder-reference': 'A reference from a funder or a customer',
} as const;
export type FinancialEvidence = keyof typeof FINANCIAL_EVIDENCE;

/** The parts in which it is answered and saved, each a page that fits a phone. The key is the end of its address. */
export const CORE_PARTS = {
  identity: { title: 'Who you are', people: false },
  people: { title: 'Who controls you', people: true },
  exclusion: { title: 'Grounds for exclusion', people: false },
  finance: { title: 'Financial standing', people: false },
  insurance: { title: 'Insurance', people: false },
  safeguards: { title: 'People’s safety', people: false },
} as const;
export type CorePart = keyof typeof CORE_PARTS;
export const isCorePart = (text: string): text is CorePart => Object.hasOwn(CORE_PARTS, text);

const { mandatoryLookback, discretionaryLookback } = EXCLUSION_RULES;
const grounds = (kind: 'mandatory' | 'discretionary'): string[] => [...EXCLUSION_GROUNDS.filter((ground) => ground.kind === kind && ground.isAsked).map(({ words }) => words), NONE_APPLIES];

/**
 * What every buyer may ask and nobody should answer twice. Name, size, kind, numbers, areas and website stand on the profile already
 * and are not asked again. A changed edition carries the answers of the old one by their keys.
 */
export const CORE_QUESTIONNAIRE = defineQuestionSet({
  purpose: CORE,
  title: 'Core questionnaire',
  questions: [
    { key: 'legal-form', section: CORE_PARTS.identity.title, text: 'What is its legal form?', type: 'choice', choices: [
      'Company limited by shares', 'Company limited by guarantee', 'Community interest company', 'Charitable incorporated organisation', 'Trust or unincorporated charity',
      'Co-operative or community benefit society', 'Partnership', 'Sole trader', 'Public body', 'Another form',
    ] },
    { key: 'formed-on', section: CORE_PARTS.identity.title, text: 'On which day was it formed?', type: 'date', purpose: 'A new organisation is not held back: this only tells us which papers it can have.' },
    { key: 'registered-address', section: CORE_PARTS.identity.title, text: 'What is its registered or main address?', type: 'short-text' },
    { key: 'trading-names', section: CORE_PARTS.identity.title, text: 'Which other names does it trade under?', type: 'short-text', required: false },
    { key: 'vat-number', section: CORE_PARTS.identity.title, text: 'What is its VAT number?', type: 'short-text', required: false },
    { key: 'people-complete', section: CORE_PARTS.people.title, text: 'Are all who control or direct the organisation in this list?', type: 'yes-no', purpose: 'Directors, trustees and partners, whoever owns or controls a large part, and any parent organisation.' },

    { key: 'mandatory-grounds', section: CORE_PARTS.exclusion.title, text: 'Does any of these apply to you or to those connected with you?', type: 'choices', choices: grounds('mandatory'), minutes: 3,
      purpose: `A conviction or finding in the last ${mandatoryLookback.value.years} years. Ticking one does not end your bid: you are heard before anything is decided.` },
    { key: 'discretionary-grounds', section: CORE_PARTS.exclusion.title, text: 'And does any of these?', type: 'choices', choices: grounds('discretionary'), minutes: 3,
      purpose: `In the last ${discretionaryLookback.value.years} years, or ${discretionaryLookback.value.shorterYears} for some of them. A buyer may, and need not, exclude a supplier for these.` },
    { key: 'grounds-detail', section: CORE_PARTS.exclusion.title, text: 'If you ticked any: what happened, and what have you put right since?', type: 'long-text', wordLimit: 300, required: false, minutes: 1 },

    { key: 'finance-evidence', section: CORE_PARTS.finance.title, text: 'How can you show that you can carry a contract?', type: 'choices', choices: Object.values(FINANCIAL_EVIDENCE), minutes: 2,
      purpose: 'Tick all that you could send if you were about to win. Nothing is uploaded now.' },
    { key: 'accounts-years', section: CORE_PARTS.finance.title, text: 'For how many past years do you have accounts?', type: 'choice', choices: ['None yet', 'One', 'Two', 'Three or more'],
      purpose: 'For information. None is a full answer: no bid fails for it.' },
    { key: 'annual-income', section: CORE_PARTS.finance.title, text: 'What was your income in the last full year?', type: 'money', required: false, minutes: 2 },

    { key: 'insurance-willing', section: CORE_PARTS.insurance.title, text: 'If you win, will you have the insurance that the contract asks for by the day it starts?', type: 'yes-no',
      purpose: 'You need not hold it now, and should not buy it in order to bid.' },

    { key: 'modern-slavery', section: CORE_PARTS.safeguards.title, text: 'Does the law ask you to publish a modern slavery statement?', type: 'choice', choices: ['No', 'Yes, and it is published', 'Yes, and it is not published yet'],
      purpose: 'Only large organisations have to.' },
    { key: 'modern-slavery-address', section: CORE_PARTS.safeguards.title, text: 'At which web address is the statement?', type: 'short-text', askedWhen: [{ answerTo: 'modern-slavery', is: 'Yes, and it is published' }] },
    { key: 'health-and-safety', section: CORE_PARTS.safeguards.title, text: 'Do you have a written health and safety policy?', type: 'choice', choices: ['Yes', 'No, the law asks none of an organisation as small as ours', 'No'] },
  ],
});

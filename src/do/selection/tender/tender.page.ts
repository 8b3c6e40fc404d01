import type { Burden } from '#parts/questions';
import { burdenInWords, estimateInWords } from '#parts/questions';
import { approvalSteps, type ApprovalState } from '#parts/approvals';
import { formatPounds } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { button, insetText, warningText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { coreBurden } from '../core/core.ts';
import { CHECKING, JUDGEMENTS, NO_STAGE_RULE, SELF_CERTIFICATION_RULE, STATEMENTS, TOPICS, type Checking } from './checking.ts';
import { amountWords, BOND_RULE, REQUIREMENTS, type RequirementKind } from './risk.ts';
import type { BankQuestion, Extra, Requirement, RiskAssessment, TenderFacts } from './tender.store.ts';

export interface SuitabilityModel {
  readonly tender: TenderFacts;
  readonly checking: Checking;
  readonly extras: readonly Extra[];
  readonly total: Burden;
  readonly mayChange: boolean;
}

const RULES: Readonly<Record<Checking, RuleNote | null>> = { core: null, 'self-certification': SELF_CERTIFICATION_RULE, questions: NO_STAGE_RULE };

/** What bidders are asked about themselves, and how long all of it takes, before anything is published. */
export function suitabilityPage({ tender, checking, extras, total, mayChange }: SuitabilityModel, csrf: Html): Html {
  const core = coreBurden();
  const isDraft = tender.state === 'draft';
  const hasStatements = extras.some(({ kind }) => kind === 'self-certification');
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>Suitability of bidders</h1>
<p class="govuk-body-l">${CHECKING[checking].title}. ${CHECKING[checking].words}</p>
${RULES[checking] && ruleNote(RULES[checking])}
<h2 class="govuk-heading-m">How long it takes a bidder</h2>
${keyValue([
    { key: 'This tender', value: burdenInWords(total) },
    checking === 'core' && { key: 'Core questionnaire', value: `Nothing for a bidder who has answered it. ${core.questions} questions, ${estimateInWords(core.minutes)}, for one who has not: once for every tender.` },
    { key: 'Together, the first time', value: estimateInWords(total.minutes + (checking === 'core' ? core.minutes : 0)) },
  ])}
<h2 class="govuk-heading-m">Suitability questions in this tender</h2>
${extras.length === 0 ? emptyState({ title: 'None.', text: checking === 'core' ? 'Ask more only where the service is complex, and say why.' : 'A tender needs none.' })
    : scrollingTable({ caption: 'Suitability questions', firstCellIsHeader: true, head: [{ text: 'Question' }, { text: 'Why this tender asks it' }, { text: 'How it is used' }], rows: extras.map((extra) => [
      { text: extra.question.text }, { text: extra.reason }, { text: extra.judgement ? JUDGEMENTS[extra.judgement] : 'Evidence is asked of the provisional winner' },
    ]) })}
${isDraft && mayChange && html`<div class="govuk-button-group">${button({ text: 'Add a question from the bank', href: `/opportunities/${tender.id}/suitability/add`, classes: 'govuk-button--secondary' })}<a class="govuk-link" href="/opportunities/${tender.id}/questions">Change or take out questions</a></div>`}
${isDraft && mayChange && checking !== 'core' && !hasStatements && html`${insetText({ html: html`<p class="govuk-body">Bidders could tick these statements instead of sending papers:</p>${plainList(STATEMENTS)}` })}
<form method="post" action="/opportunities/${tender.id}/suitability/self-certification" novalidate>${csrf}${button({ text: 'Ask for these statements', preventDoubleClick: true })}</form>`}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${tender.id}/requirements">Insurance, guarantees and terms</a> · <a class="govuk-link" href="/bodies/${tender.bodyId}/question-bank">The question bank</a></p>`;
}

export const addExtraPage = (bank: readonly BankQuestion[], bodyId: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Add a question from the bank</h1>
${bank.length === 0 ? emptyState({ title: 'The bank is empty.', text: 'Put a question into it first.', action: { href: `/bodies/${bodyId}/question-bank/add`, text: 'Add a question to the bank' } }) : html`<form method="post" novalidate>${csrf}
${radioField(form, { name: 'bankQuestionId', label: 'Which question?', items: bank.map((question) => ({ value: question.id, text: question.text, hint: `${TOPICS[question.judged.topic]}. ${estimateInWords(question.minutes)}. ${JUDGEMENTS[question.judged.judgement]}.` })) })}
${textArea(form, { name: 'reason', label: 'Why does this tender need it?', hint: 'Bidders read it', rows: 3 })}
${button({ text: 'Add to the tender' })}</form>`}`;

/** A body's bank of further questions. */
export const bankPage = (body: { readonly id: string; readonly name: string }, bank: readonly BankQuestion[], mayChange: boolean): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${body.name}</span>Question bank</h1>
<p class="govuk-body">Further questions that a tender may ask beside the core questionnaire, each with a reason. They are worded once, so that suppliers meet the same words twice.</p>
${mayChange && button({ text: 'Add a question', href: `/bodies/${body.id}/question-bank/add` })}
${bank.length === 0 ? emptyState({ title: 'The bank is empty.' }) : scrollingTable({ caption: 'Questions', firstCellIsHeader: true, head: [{ text: 'Question' }, { text: 'About' }, { text: 'Takes' }, { text: 'How it is used' }, { text: 'Asked in' }], rows: bank.map((question) => [
    { html: html`${question.text}${question.retiredAt ? html` ${statusTag('Retired', 'grey')}` : mayChange ? html`<br><a class="govuk-link" href="/bodies/${body.id}/question-bank/${question.id}/retire">Retire<span class="govuk-visually-hidden"> ${question.text}</span></a>` : nothing}` },
    { text: TOPICS[question.judged.topic] }, { text: estimateInWords(question.minutes) }, { text: JUDGEMENTS[question.judged.judgement] }, { text: question.used === 1 ? '1 tender' : `${question.used} tenders` },
  ]) })}`;

export const addToBankPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Add a question to the bank</h1>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'topic', label: 'What is it about?', small: true, items: Object.entries(TOPICS).map(([value, text]) => ({ value, text })) })}
${textArea(form, { name: 'text', label: 'Question', rows: 3 })}
${textArea(form, { name: 'purpose', label: 'Why is it asked?', hint: 'Bidders read it', rows: 2 })}
${textArea(form, { name: 'goodAnswer', label: 'What does a good answer cover? (optional)', rows: 2 })}
${radioField(form, { name: 'type', label: 'How is it answered?', items: [{ value: 'yes-no', text: 'Yes or no' }, { value: 'short-text', text: 'In a line' }, { value: 'long-text', text: 'In words, up to a limit', conditional: textField(form, { name: 'wordLimit', label: 'Most words', width: 4, inputmode: 'numeric' }) }] })}
${textField(form, { name: 'minutes', label: 'How many minutes does it take?', width: 3, inputmode: 'numeric' })}
${radioField(form, { name: 'judgement', label: 'How is the answer used?', hint: 'A question about money is always a matter of finance’s reasoned view, never a pass or a fail', items: Object.entries(JUDGEMENTS).map(([value, text]) => ({ value, text })) })}
${button({ text: 'Add to the bank' })}</form>`;

export const retirePage = (question: BankQuestion, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Retire this question?</h1><p class="govuk-body">“${question.text}”</p><p class="govuk-body">Tenders that ask it keep it. New ones cannot add it.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Retire it', classes: 'govuk-button--warning' })}</form>`;

export interface RequirementsModel {
  readonly tender: TenderFacts;
  readonly risk: RiskAssessment | null;
  readonly requirements: readonly Requirement[];
  /** The most that may be asked at this risk, in words; null where the authority has not set it. */
  readonly ceilings: ReadonlyMap<RequirementKind, string | null>;
  readonly approval: ApprovalState;
  readonly mayChange: boolean;
}

/** What bidders must have or promise, measured against the risk. */
export function requirementsPage(model: RequirementsModel): Html {
  const { tender, risk, requirements, mayChange } = model;
  const changeable = mayChange && tender.state === 'draft';
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>Insurance, guarantees and terms</h1>
<p class="govuk-body">Small organisations are put off by cover and guarantees that they cannot buy. The risk of the contract sets the most you may ask; asking nothing is often right.</p>
<h2 class="govuk-heading-m">Risk</h2>
${risk ? html`${keyValue([{ key: 'Risk', value: html`${statusTag(risk.level.charAt(0).toUpperCase() + risk.level.slice(1), risk.level === 'high' ? 'red' : risk.level === 'medium' ? 'yellow' : 'green')} ${risk.points} points` }, { key: 'How it is counted', value: risk.rule }, { key: 'Why', value: risk.reasons }, { key: 'Very high value and complex', value: risk.veryHighValueAndComplex ? 'Yes' : 'No' }])}
${tender.net !== null && tender.net !== risk.net && warningText({ text: `The value was ${formatPounds(risk.net)} when the risk was assessed and is ${formatPounds(tender.net)} now. Assess it again.` })}`
    : html`<p class="govuk-body">Not assessed yet. Nothing can be required before it is.</p>`}
${changeable && button({ text: risk ? 'Assess the risk again' : 'Assess the risk', href: `/opportunities/${tender.id}/requirements/risk`, classes: risk ? 'govuk-button--secondary' : '' })}
${risk && html`<h2 class="govuk-heading-m">What is asked of bidders</h2>
${scrollingTable({ caption: 'Requirements', firstCellIsHeader: true, head: [{ text: 'Requirement' }, { text: 'Asked' }, { text: 'Ceiling at this risk' }, ...(changeable ? [{ text: 'Change' }] : [])], rows: (Object.keys(REQUIREMENTS) as RequirementKind[]).map((kind) => {
    const requirement = requirements.find((one) => one.kind === kind);
    return [
      { text: REQUIREMENTS[kind].title }, { html: html`${requirement ? amountWords(kind, requirement.amount) : 'Not asked'} ${requirement?.exceeds && statusTag('Above the ceiling', 'red')}` },
      { text: kind === 'performance-bond' ? (risk.veryHighValueAndComplex ? 'May be considered' : 'Off') : (model.ceilings.get(kind) ?? 'Not set by the authority') },
      ...(changeable ? [{ html: html`<a class="govuk-link" href="/opportunities/${tender.id}/requirements/${kind}">Change<span class="govuk-visually-hidden"> ${REQUIREMENTS[kind].title}</span></a>` }] : []),
    ];
  }) })}
${requirements.some(({ exceeds }) => exceeds) && html`<h2 class="govuk-heading-m">Agreement to ask more</h2>${model.approval.standing !== 'agreed' && warningText({ text: 'More is asked than the risk allows. It cannot be published before this is agreed.' })}${approvalSteps(model.approval, 'Who must agree')}`}`}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${tender.id}/suitability">Suitability of bidders</a></p>`;
}

const LEVEL_ITEMS = (low: string, medium: string, high: string) => [{ value: 'low', text: 'Low', hint: low }, { value: 'medium', text: 'Medium', hint: medium }, { value: 'high', text: 'High', hint: high }];

export const riskPage = (tender: TenderFacts, risk: RiskAssessment | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">How risky is this contract?</h1>
<p class="govuk-body">The value${tender.net === null ? ' is not entered yet' : `, ${formatPounds(tender.net)} excluding VAT,`} counts by itself.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'complexity', label: 'How complex is it?', value: risk?.complexity, items: LEVEL_ITEMS('One service, done often before', 'Several parts, or new to us', 'Many parties, new methods, or hard to replace') })}
${radioField(form, { name: 'harm', label: 'How much harm could be done to people if it goes wrong?', value: risk?.harm, items: LEVEL_ITEMS('Inconvenience', 'Some harm, soon put right', 'Serious harm, or people who cannot protect themselves') })}
${checkboxField(form, { name: 'veryHighValueAndComplex', label: 'Only for the very largest', values: risk?.veryHighValueAndComplex ? ['yes'] : [], items: [{ value: 'yes', text: 'This contract is of very high value and complex', hint: 'Only then may a performance bond be considered' }] })}
${textArea(form, { name: 'reasons', label: 'Why?', rows: 3, value: risk?.reasons })}
${button({ text: 'Save the risk' })}</form>`;

export function requirementPage(kind: RequirementKind, requirement: Requirement | undefined, ceiling: string | null, form: FormState, csrf: Html): Html {
  const isMoney = REQUIREMENTS[kind].counted === 'pounds';
  const hint = kind === 'performance-bond' ? 'Leave empty to ask for none' : `No more than ${ceiling ?? 'the authority has set'} without an agreement. Leave empty to ask for none`;
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">${REQUIREMENTS[kind].title}</h1>
<p class="govuk-body">Bidders read: it ${REQUIREMENTS[kind].plain}.</p>
${kind === 'performance-bond' && html`${ruleNote(BOND_RULE)}<p class="govuk-body">A bond costs the supplier a fee every year and uses up what its bank will lend it, and the price of the contract carries that. Weigh it against what you could lose.</p>`}
<form method="post" novalidate>${csrf}
${isMoney ? moneyField(form, { name: 'amount', label: 'How much?', hint, ...(requirement ? { pence: requirement.amount } : {}) }) : textField(form, { name: 'amount', label: `How many ${REQUIREMENTS[kind].counted}?`, hint, width: 4, inputmode: 'numeric', value: requirement?.amount.toString() })}
${kind !== 'performance-bond' && textArea(form, { name: 'reason', label: 'If it is more than the ceiling: why?', hint: 'Somebody else has to agree to it', rows: 3, value: requirement?.reason ?? undefined })}
${button({ text: 'Save' })}</form>`;
}

export interface RequirementsInWords {
  /** How bidders are looked at. */
  readonly checks: string;
  /** Insurance, guarantees and bonds. */
  readonly asked: readonly string[];
  /** What is not asked for beyond. */
  readonly limits: readonly string[];
}

/** What a bidder needs, for the page and for paper alike. */
export function requirementsInWords(checking: Checking, requirements: readonly Requirement[], extras: readonly Extra[]): RequirementsInWords {
  const terms = requirements.find(({ kind }) => kind === 'terms');
  const evidence = requirements.find(({ kind }) => kind === 'evidence');
  return {
    checks: checking === 'core' ? 'Your core questionnaire, answered once on your profile, and your share code of the central digital platform.' : checking === 'self-certification' && extras.some(({ kind }) => kind === 'self-certification') ? 'Tick the statements that are true of you. Upload nothing: only the provisional winner is asked for evidence.' : 'There is no questionnaire before the tender.',
    asked: requirements.filter(({ kind }) => kind !== 'evidence' && kind !== 'terms').map((one) => `${REQUIREMENTS[one.kind].title} of ${formatPounds(one.amount)} (${REQUIREMENTS[one.kind].plain})${one.exceeds && one.reason ? `. Why so much: ${one.reason}` : ''}`),
    limits: [...(terms ? [`The terms have no more than ${terms.amount} pages`] : []), ...(evidence ? [`If you are about to win you are asked for no more than ${evidence.amount} documents`] : [])],
  };
}

/** On the public record: what a bidder must have, when, in plain words. */
export function requirementsForBidders(checking: Checking, requirements: readonly Requirement[], extras: readonly Extra[], participation: RuleNote): Html {
  const { checks, asked, limits } = requirementsInWords(checking, requirements, extras);
  return html`<h2 class="govuk-heading-m" id="requirements">What you need</h2>
<p class="govuk-body">${checks}</p>
${asked.length === 0 ? html`<p class="govuk-body">No insurance, guarantee or bond of a set amount is required.</p>` : html`<p class="govuk-body">By the day the contract starts, and not before you are chosen:</p>${plainList(asked)}`}
${limits.length > 0 && plainList(limits)}
${ruleNote(participation)}`;
}


import { button, taskList } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, fileField, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatPounds, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { RuleNote } from '#kernel/rule-note';
import { criteriaTable, SCALES, type Assessor, type Criterion } from '#parts/assessments';
import { burdenInWords, burdenOf, type Question } from '#parts/questions';
import { CALL_OFF_RULE_WORDS, CEILING_RULE, INTAKE_WORDS, KIND_RULES, KINDS, NO_GUARANTEE } from './arrangement-kinds.ts';
import type { Arrangement, ArrangementLot, BuildTask, IntakeWindow, Obstacle } from './arrangement.ts';

const heading = ({ title }: Pick<Arrangement, 'title'>, text: string): Html => html`<span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">${text}</h1>`;
const at = (id: string, path: string): string => `/arrangements/${id}/${path}`;

export interface DraftLine {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly kind: Arrangement['kind'];
  readonly state: Arrangement['state'];
  readonly waiting: number;
}

/** Everything of the reader's authorities, drafts first. */
export const draftsPage = (lines: readonly DraftLine[], mayCreate: boolean): Html => html`<h1 class="govuk-heading-l">Frameworks and dynamic markets we run</h1>
${mayCreate && button({ text: 'Set one up', href: '/arrangements/new' })}
${lines.length === 0 ? emptyState({ title: 'There are none yet.' }) : scrollingTable({
    caption: 'Drafts and live', firstCellIsHeader: true, head: [{ text: 'Title' }, { text: 'Kind' }, { text: 'State' }, { text: 'Applications waiting', format: 'numeric' }],
    rows: lines.map((line) => [
      { html: html`<a class="govuk-link" href="${line.state === 'draft' ? at(line.id, 'build') : `/arrangements/${line.id}`}">${line.title}</a><br><span class="govuk-hint">${line.reference}</span>` },
      { text: KIND_RULES[line.kind].title }, { html: statusTag({ draft: 'Draft', live: 'Live', ended: 'Ended', cancelled: 'Cancelled' }[line.state], line.state === 'live' ? 'green' : 'grey') },
      { html: line.waiting === 0 ? html`0` : html`<a class="govuk-link" href="${at(line.id, 'applications')}">${line.waiting}</a>`, format: 'numeric' },
    ]),
  })}
<p class="govuk-body"><a class="govuk-link" href="/arrangements/closed-too-long">Closed too long</a></p>`;

export const createPage = (bodies: readonly { readonly id: string; readonly name: string }[], today: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Set up a framework or dynamic market</h1>
<form method="post" novalidate>${csrf}
${bodies.length === 1 ? html`<input type="hidden" name="bodyId" value="${bodies[0]!.id}">` : selectField(form, { name: 'bodyId', label: 'Authority', emptyText: 'Choose the authority', items: bodies.map(({ id, name }) => ({ value: id, text: name })) })}
${textField(form, { name: 'title', label: 'Title', hint: 'What is bought through it, such as “Youth activities in the districts”' })}
${radioField(form, { name: 'kind', label: 'What is it?', items: KINDS.map((kind) => ({ value: kind, text: KIND_RULES[kind].title, hint: KIND_RULES[kind].what })) })}
${dateField(form, { name: 'commencedOn', label: 'When did its procurement begin?', hint: 'Today for a new one. One set up earlier keeps the law of then.', value: today })}
${button({ text: 'Continue', preventDoubleClick: true })}</form>`;

export interface BuildModel {
  readonly arrangement: Arrangement;
  readonly obstacles: readonly Obstacle[];
  readonly lots: number;
  readonly criteria: number;
  readonly questions: readonly Question[];
  readonly assessors: number;
  readonly windows: number;
  readonly intended: boolean;
}

/** One page from which it is set up: each task, how far it is, and what publishing waits for. */
export function buildPage({ arrangement, obstacles, lots, criteria, questions, assessors, windows, intended }: BuildModel): Html {
  const { id, entry } = arrangement;
  const item = (task: BuildTask, text: string, path: string, hint: string) => ({
    title: { text }, href: at(id, path), hint: { text: hint }, status: obstacles.some((one) => one.task === task) ? { tag: { text: 'To do', classes: 'govuk-tag--blue' } } : { text: 'Ready' },
  });
  const byApplication = entry === 'application';
  return html`${heading(arrangement, 'Set it up')}
<p class="govuk-body">${KIND_RULES[arrangement.kind].title}, ${arrangement.reference}. Law of ${formatDate(arrangement.commencedOn)}. Nobody outside the authority can see it until it is published; from then pass marks, criteria and timetable are fixed.</p>
${taskList({
    items: [
      item('details', 'Details', 'details', 'What is bought, and how much to expect'),
      item('term', 'Start and end', 'term', arrangement.startsOn && arrangement.endsOn ? `${formatDate(arrangement.startsOn)} to ${formatDate(arrangement.endsOn)}` : 'Not set'),
      { title: { text: 'Lots' }, href: at(id, 'lots'), hint: { text: lots === 0 ? 'None: one list for everything' : `${lots} lots` }, status: { text: 'Optional' } },
      item('rules', 'Rules', 'rules', 'How providers join, how they are judged, how work is given, provisional entry'),
      item('terms', 'Terms and conditions', 'terms', arrangement.terms ? `${arrangement.terms.pages} pages` : 'A PDF'),
      byApplication && item('criteria', 'Criteria and pass marks', 'criteria', `${criteria} criteria`),
      byApplication && item('questions', 'Questions', 'questions', burdenInWords(burdenOf(questions))),
      byApplication && item('assessors', 'Assessors', 'assessors', `${assessors} of ${arrangement.assessorsNeeded} named`),
      arrangement.intake !== 'standing' && item('intakes', 'Intakes', 'intakes', `${windows} planned`),
      KIND_RULES[arrangement.kind].notices !== null && item('intention', 'Notice of intention', 'intention', intended ? 'Published' : 'Comes before the dynamic market itself'),
    ].filter((one) => one !== false),
  })}
<h2 class="govuk-heading-m">Publish</h2>
${obstacles.length === 0 ? html`<p class="govuk-body">Everything is ready.</p>` : obstacleList(id, obstacles)}
${button({ text: obstacles.length === 0 ? 'Check and publish' : 'See what publishing waits for', href: at(id, 'publish'), classes: obstacles.length === 0 ? undefined : 'govuk-button--secondary' })}
<p class="govuk-body"><a class="govuk-link" href="${at(id, 'cancel')}">Give this draft up</a></p>`;
}

const TASK_PATHS: Readonly<Record<BuildTask, string>> = { details: 'details', term: 'term', rules: 'rules', terms: 'terms', criteria: 'criteria', questions: 'questions', assessors: 'assessors', intakes: 'intakes', intention: 'intention' };
const obstacleList = (id: string, obstacles: readonly Obstacle[]): Html => html`<p class="govuk-body">Publishing waits for ${obstacles.length === 1 ? 'one thing' : `${obstacles.length} things`}:</p>
${plainList(obstacles.map(({ sentence, task }) => html`${sentence} <a class="govuk-link" href="${at(id, TASK_PATHS[task])}">Put this right<span class="govuk-visually-hidden">: ${sentence}</span></a>`))}`;

export const detailsPage = (arrangement: Arrangement, areaNames: readonly string[], outcomes: Html, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Details')}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'Title', value: arrangement.title })}
${textArea(form, { name: 'summary', label: 'What is bought through it', hint: 'In plain words, for a small provider who has never met one', value: arrangement.summary, rows: 5 })}
${radioField(form, { name: 'category', label: 'What kind of thing is bought?', value: arrangement.category, inline: true, items: [{ value: 'services', text: 'Services' }, { value: 'goods', text: 'Goods' }, { value: 'works', text: 'Works' }] })}
${checkboxField(form, { name: 'lightTouch', label: 'Special rules', values: arrangement.lightTouch ? ['yes'] : [], items: [{ value: 'yes', text: 'These are light touch services, such as care, education or culture' }] })}
${moneyField(form, { name: 'expectedValue', label: 'How much do you expect to buy in all?', hint: `Shown to everyone beside what has been bought. ${NO_GUARANTEE}`, suffix: 'excluding VAT', ...(arrangement.expectedValueNetPence === null ? {} : { pence: arrangement.expectedValueNetPence }) })}
${textField(form, { name: 'expectedCallOffs', label: 'In about how many contracts? (optional)', width: 5, inputmode: 'numeric', value: arrangement.expectedCallOffs?.toString() })}
${outcomes}
${textField(form, { name: 'cpvCodes', label: 'Categories (CPV codes)', hint: 'Followers of a category are told when newcomers can join. Such as 85312400.', value: arrangement.cpvCodes.join(' ') })}
${textArea(form, { name: 'areas', label: 'Areas (optional)', hint: 'One a line, such as Swale', value: areaNames.join('\n'), rows: 3 })}
${button({ text: 'Save' })}</form>`;

export const termPage = (arrangement: Arrangement, rule: RuleNote | null, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Start and end')}
${rule && ruleNote(rule)}
<form method="post" novalidate>${csrf}
${dateField(form, { name: 'startsOn', label: 'Starts', value: arrangement.startsOn ?? undefined })}
${dateField(form, { name: 'endsOn', label: 'Ends', value: arrangement.endsOn ?? undefined })}
${textArea(form, { name: 'termReason', label: 'Why it runs longer than usual (only if it does)', hint: 'Published', value: arrangement.termReason, rows: 3 })}
${button({ text: 'Save' })}</form>`;

export function rulesPage(arrangement: Arrangement, criteria: readonly Criterion[], csrf: Html, form: FormState): Html {
  const rules = KIND_RULES[arrangement.kind];
  return html`${errorSummaryFor(form)}${heading(arrangement, 'Rules')}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'entry', label: 'How do providers join?', value: arrangement.entry, items: [{ value: 'application', text: 'By applying here', hint: 'Read on receipt, judged by published criteria' }, ...(rules.applicationsOnly ? [] : [{ value: 'opportunity', text: 'Through an open tender', hint: 'Everyone whose bid reaches the pass marks is admitted' }])] })}
${radioField(form, { name: 'intake', label: 'When may providers join?', value: arrangement.intake, items: rules.intakes.map((intake) => ({ value: intake, text: INTAKE_WORDS[intake] })) })}
${radioField(form, { name: 'callOffRule', label: 'How is work given?', value: arrangement.callOffRule, items: rules.callOffRules.map((rule) => ({ value: rule, text: CALL_OFF_RULE_WORDS[rule] })) })}
${radioField(form, { name: 'assessorsNeeded', label: 'How many people assess each application?', value: String(arrangement.assessorsNeeded), inline: true, items: [{ value: '1', text: 'One' }, { value: '2', text: 'Two, each alone' }] })}
${selectField(form, { name: 'scaleId', label: 'Scale of scores', value: arrangement.scaleId, items: Object.values(SCALES).map(({ id, words }) => ({ value: id, text: words })) })}
${textField(form, { name: 'passPercent', label: 'Pass mark of the whole (optional)', hint: 'Criteria can have pass marks of their own', suffix: '%', width: 5, inputmode: 'decimal', value: arrangement.passPercent?.toString() })}
<h2 class="govuk-heading-m">Provisional entry for newcomers (optional)</h2>
${moneyField(form, { name: 'provisionalCeiling', label: 'Most that may be called off before the review', suffix: 'excluding VAT', ...(arrangement.provisional ? { pence: arrangement.provisional.ceilingNetPence } : {}) })}
${textField(form, { name: 'provisionalReviewMonths', label: 'Months to the review', width: 3, inputmode: 'numeric', value: arrangement.provisional?.reviewMonths.toString() })}
${criteria.length > 0 && checkboxField(form, { name: 'provisionalCriteria', label: 'Criteria for which other evidence may stand in', hint: 'Such as experience', values: arrangement.provisionalCriteria, items: criteria.map(({ id, name }) => ({ value: id, text: name })) })}
${button({ text: 'Save' })}</form>`;
}

export const termsPage = (arrangement: Arrangement, rule: RuleNote, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Terms and conditions')}
${ruleNote(rule)}
${arrangement.terms && html`<p class="govuk-body"><a class="govuk-link" href="${at(arrangement.id, 'terms.pdf')}">The terms as they stand</a>: ${arrangement.terms.pages} pages.</p>`}
<form method="post" novalidate enctype="multipart/form-data">${csrf}${fileField(form, { name: 'file', label: arrangement.terms ? 'Replace them' : 'Add the terms', hint: 'A PDF, so that its pages can be counted', accept: '.pdf' })}${button({ text: 'Add the terms' })}</form>`;

const removeLink = (href: string, what: string): Html => html`<a class="govuk-link" href="${href}">Remove<span class="govuk-visually-hidden"> ${what}</span></a>`;

export const lotsPage = (arrangement: Arrangement, lots: readonly ArrangementLot[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Lots')}
${lots.length === 0 ? emptyState({ title: 'There are no lots: one list for everything.' }) : keyValue(lots.map((lot) => ({ key: `Lot ${lot.number}`, value: html`${lot.title}${lot.description && html`<br><span class="govuk-hint">${lot.description}</span>`}${lot.condition && html`<br><span class="govuk-hint">Needed: ${lot.condition}</span>`}`, change: { href: at(arrangement.id, `lots/${lot.id}/remove`), text: 'Remove' } })))}
<h2 class="govuk-heading-m">Add a lot</h2>
<form method="post" novalidate>${csrf}${textField(form, { name: 'title', label: 'What the lot is for' })}${textArea(form, { name: 'description', label: 'More about it (optional)', rows: 3 })}${textArea(form, { name: 'condition', label: 'What a provider of this lot must have (optional)', hint: 'Beside the pass marks, such as a registration or insurance. Published; whoever lacks it can be refused for this lot alone.', rows: 2 })}${button({ text: 'Add the lot' })}</form>`;

export const criteriaPage = (arrangement: Arrangement, criteria: readonly Criterion[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Criteria and pass marks')}
<p class="govuk-body">Every applicant is judged by these, whenever they apply. The shares must total 100%.</p>
${criteria.length > 0 && html`${criteriaTable(criteria, 'How applications are judged')}${plainList(criteria.map(({ id, name }) => html`${name}: ${removeLink(at(arrangement.id, `criteria/${id}/remove`), name)}`))}`}
<h2 class="govuk-heading-m">Add a criterion</h2>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'name', label: 'What is judged', hint: 'Such as “Safe with young people”' })}
${textArea(form, { name: 'guidance', label: 'What a good applicant shows (optional)', rows: 3 })}
${radioField(form, { name: 'kind', label: 'What is it about?', value: 'quality', inline: true, items: [{ value: 'quality', text: 'Quality' }, { value: 'social-value', text: 'Social value' }, { value: 'other', text: 'Other' }] })}
${textField(form, { name: 'share', label: 'Share of the whole', suffix: '%', width: 5, inputmode: 'decimal' })}
${textField(form, { name: 'pass', label: 'Pass mark of its own (optional)', suffix: '%', width: 5, inputmode: 'decimal' })}
${button({ text: 'Add the criterion' })}</form>`;

export const questionsPage = (arrangement: Arrangement, questions: readonly Question[], criteria: readonly Criterion[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Questions')}
<p class="govuk-body">What an applicant has to do: ${burdenInWords(burdenOf(questions))}.</p>
${questions.length > 0 && plainList(questions.map(({ id, text, criterionId }) => html`${text} <span class="govuk-hint">${criteria.find((one) => one.id === criterionId)?.name ?? 'Not scored'}</span> ${removeLink(at(arrangement.id, `questions/${id}/remove`), text)}`), 'number')}
<h2 class="govuk-heading-m">Add a question</h2>
<form method="post" novalidate>${csrf}
${textArea(form, { name: 'text', label: 'Question', rows: 2 })}
${textField(form, { name: 'purpose', label: 'Why it is asked (optional)' })}
${textField(form, { name: 'goodAnswer', label: 'What a good answer covers (optional)' })}
${radioField(form, { name: 'type', label: 'How is it answered?', value: 'long-text', items: [{ value: 'long-text', text: 'In some words' }, { value: 'short-text', text: 'In one line' }, { value: 'yes-no', text: 'Yes or no' }] })}
${textField(form, { name: 'wordLimit', label: 'Word limit', hint: '250 when left empty', width: 5, inputmode: 'numeric' })}
${selectField(form, { name: 'criterionId', label: 'Scored under', emptyText: 'Not scored', items: criteria.map(({ id, name }) => ({ value: id, text: name })) })}
${button({ text: 'Add the question' })}</form>`;

export const assessorsPage = (arrangement: Arrangement, assessors: readonly Assessor[], people: readonly { readonly id: string; readonly name: string; readonly jobTitle: string | null }[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Assessors')}
<p class="govuk-body">Each application needs ${arrangement.assessorsNeeded === 1 ? 'one assessor' : 'two assessors, who score alone'}. Whoever is named declares interests before each application.</p>
${assessors.length > 0 && plainList(assessors.map(({ id, name, barredAt }) => html`${name} ${barredAt ? statusTag('Removed', 'grey') : removeLink(at(arrangement.id, `assessors/${id}/remove`), name)}`))}
<form method="post" novalidate>${csrf}${selectField(form, { name: 'personId', label: 'Name a person', emptyText: 'Choose a person', items: people.filter(({ id }) => !assessors.some(({ personId }) => personId === id)).map(({ id, name, jobTitle }) => ({ value: id, text: jobTitle ? `${name}, ${jobTitle}` : name })) })}${button({ text: 'Name them' })}</form>`;

export const intakesPage = (arrangement: Arrangement, windows: readonly IntakeWindow[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement, 'Intakes and reviews')}
<p class="govuk-body">${INTAKE_WORDS[arrangement.intake]}. An intake or a review is held at least once a year.</p>
${windows.length === 0 ? emptyState({ title: 'None is planned.' }) : plainList(windows.map((window) => html`${window.kind === 'intake' ? `Intake from ${formatDate(window.opensOn)} to ${formatDate(window.closesOn)}` : `Review on ${formatDate(window.opensOn)}: ${window.words}`} ${arrangement.state === 'draft' ? removeLink(at(arrangement.id, `intakes/${window.id}/remove`), `the intake of ${formatDate(window.opensOn)}`) : nothing}`))}
${arrangement.intake !== 'standing' && html`<h2 class="govuk-heading-m">Plan an intake</h2>
<form method="post" novalidate>${csrf}${dateField(form, { name: 'opensOn', label: 'First day for applications' })}${dateField(form, { name: 'closesOn', label: 'Last day' })}${textField(form, { name: 'words', label: 'Anything to say about it (optional)' })}${button({ text: arrangement.state === 'live' ? 'Plan it and tell followers' : 'Plan it' })}</form>`}
${arrangement.state === 'live' && html`<p class="govuk-body"><a class="govuk-link" href="${at(arrangement.id, 'review')}">Record a review instead</a></p>`}`;

interface ConfirmPage {
  readonly caption: string;
  readonly title: string;
  readonly sentences: readonly (string | Html)[];
  readonly fields?: Html;
  readonly act: string;
  readonly danger?: boolean;
}

/** A page that says what will follow before it is done. */
export const confirmPage = ({ caption, title, sentences, fields, act, danger }: ConfirmPage, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>
${sentences.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
<form method="post" novalidate>${csrf}${fields}${button({ text: act, preventDoubleClick: true, classes: danger ? 'govuk-button--warning' : undefined })}</form>`;

interface FrameworkFields {
  readonly expectedNetPence: bigint | null;
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  readonly directors: readonly { readonly id: string; readonly name: string }[];
}

/** A framework is a contract on the register from its first provider on: what it may come to, and who answers for it. */
export function frameworkFields({ expectedNetPence, managers, directors }: FrameworkFields, form: FormState): Html {
  const choose = (people: FrameworkFields['managers']) => people.map(({ id, name }) => ({ value: id, text: name }));
  return html`<h2 class="govuk-heading-m">The contract that it is</h2>
<p class="govuk-body">It comes on the contracts register when the first provider joins. Everything called off counts towards the most that you enter here, and nothing goes beyond it.</p>
${moneyField(form, { name: 'ceiling', label: 'Most that may be called off in all', suffix: 'excluding VAT', ...(expectedNetPence === null ? {} : { pence: expectedNetPence, hint: `You expect to buy ${formatPounds(expectedNetPence)}` }) })}
${selectField(form, { name: 'managerId', label: 'Contract manager', emptyText: 'Choose a contract manager', items: choose(managers) })}
${selectField(form, { name: 'directorId', label: 'Lead director', emptyText: 'Choose a lead director', items: choose(directors) })}
${ruleNote(CEILING_RULE)}`;
}

export const platformFields = (form: FormState): Html => html`${textField(form, { name: 'platformReference', label: 'Reference of the notice on the central digital platform', width: 20 })}${dateField(form, { name: 'platformPublishedOn', label: 'Published there on' })}`;
export const reasonField = (form: FormState, label: string, hint: string): Html => textArea(form, { name: 'reason', label, hint, rows: 4 });

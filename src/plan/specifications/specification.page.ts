import { html, nothing, type Html } from '#platform/pages/html';
import { errorSummaryFor, hiddenField, textArea, type FormState } from '#platform/pages/form';
import { button, details, insetText, warningText } from '#platform/pages/components/index';
import { formatInstant, plainList, ruleNote, statusTag } from '#platform/pages/presentation';
import { approvalSteps, standingWords, type ApprovalState } from '#parts/approvals';
import { measuresTable, onlyOutputs, OUTCOMES_RULE, type Measure } from '#parts/measures';
import { needSummary, type ExerciseFacts, type Need } from '#needs';
import { benefitTable, isInDoubt, isStanding, type Benefit } from '#social-value';
import { SECTION_NAMES, SECTIONS, type Specification } from './specification.ts';

export interface SpecificationPage {
  readonly specification: Specification;
  readonly exercise: ExerciseFacts;
  readonly need: Need | null;
  readonly measures: readonly Measure[];
  readonly benefits: readonly Benefit[];
  readonly approval: ApprovalState;
  readonly versions: readonly Specification[];
  readonly withBudget: boolean;
  /** Staff see the approval and its history; the public sees the document. */
  readonly isStaff: boolean;
  /** Why it cannot change now; null when it can, by this person. */
  readonly whyNot: string | null;
  readonly mayChange: boolean;
  readonly thread: Html | null;
}

/** The document, with the need it answers on top. */
export function specificationPage(page: SpecificationPage): Html {
  const { specification, exercise, measures } = page;
  const base = `/specifications/${specification.id}`;
  const editable = page.mayChange && page.whyNot === null;
  return html`<span class="govuk-caption-l">${exercise.bodyName}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">Specification: ${exercise.title}</h1>
<p class="govuk-body">${stateTag(specification.state)} Version ${specification.version}${specification.approvedAt && html`, approved by ${specification.approvedByName ?? 'a director'} on ${formatInstant(specification.approvedAt)}`}</p>
${needSummary(page.need, { withBudget: page.withBudget })}
${outcomeWarning(specification, measures)}
${SECTION_NAMES.map((name) => html`<h2 class="govuk-heading-m">${SECTIONS[name].title}</h2><p class="govuk-body wantsum-words">${specification[name].trim() || html`<span class="wantsum-not-given">Not written yet</span>`}</p>`)}
${editable && html`<p class="govuk-body"><a class="govuk-link" href="${base}/edit">Change the words</a></p>`}
${benefitsPart(page)}
<h2 class="govuk-heading-m">How success is measured</h2>
${measuresTable(measures, { caption: 'Results chain', ...(editable ? { change: ({ id }) => ({ change: `${base}/measures/${id}`, remove: `${base}/measures/${id}/remove` }) } : {}) })}
${editable && html`<p class="govuk-body"><a class="govuk-link" href="${base}/measures/add">Add a measure</a></p>`}
${page.isStaff ? staffPart(page, base, editable) : nothing}
${page.thread}`;
}

/** The added value sought, by name; with what waits for the approver, for staff. */
function benefitsPart({ exercise, benefits, isStaff }: SpecificationPage): Html {
  const shown = benefits.filter((benefit) => isStanding(benefit) && (isStaff || !isInDoubt(benefit)));
  const inDoubt = isStaff ? shown.filter(isInDoubt) : [];
  return html`<h2 class="govuk-heading-m" id="benefits">Social benefits sought</h2>
${shown.length === 0 ? html`<p class="govuk-body"><span class="wantsum-not-given">None has been chosen</span></p>` : benefitTable(shown)}
${inDoubt.length > 0 && insetText({ html: html`<p class="govuk-body">Is ${inDoubt.length === 1 ? 'this' : 'each of these'} relevant? The approver confirms or strikes it before the specification is approved.</p>${plainList(inDoubt.map(({ doubt }) => doubt!))}` })}
${isStaff && html`<p class="govuk-body"><a class="govuk-link" href="/exercises/${exercise.id}/benefits">Benefits, suggestions and what was decided of them</a></p>`}`;
}

function staffPart({ specification, exercise, approval, versions, whyNot, mayChange }: SpecificationPage, base: string, editable: boolean): Html {
  const next = mayChange && specification.state === 'approved' && versions[0]?.id === specification.id && (exercise.stage === 'analyse' || exercise.stage === 'plan');
  return html`<h2 class="govuk-heading-m">Approval</h2>
<p class="govuk-body">${standingWords(approval.standing)}${approval.standing === 'waiting' && approval.waitingFor && html`: <a class="govuk-link" href="/approvals/${approval.waitingFor.id}">waiting for the lead director</a>`}</p>
${approvalSteps(approval, 'Who must agree')}
${editable && button({ text: approval.standing === 'not-asked' ? 'Put forward for approval' : 'Put forward again', href: `${base}/put-forward` })}
${!editable && mayChange && whyNot !== null && insetText({ text: whyNot })}
${next && html`<p class="govuk-body"><a class="govuk-link" href="/exercises/${exercise.id}/specification">Start a new version</a></p>`}
<h2 class="govuk-heading-m">Versions</h2>
${plainList(versions.map(({ id, version, state }) => (id === specification.id ? html`Version ${version} (this one)` : html`<a class="govuk-link" href="/specifications/${id}">Version ${version}</a>, ${state}`)))}`;
}

/** Said on the page for as long as it holds, and on the way to approval. */
function outcomeWarning(specification: Specification, measures: readonly Measure[]): Html {
  if (measures.length === 0 || !onlyOutputs(measures)) return nothing;
  return html`${warningText({ text: 'No outcome or impact measure. Every measure here counts what is done, not what changes.' })}
${specification.outputsOnlyReason && insetText({ html: html`<p class="govuk-body">Put forward all the same, because: ${specification.outputsOnlyReason}</p>` })}`;
}

export function editPage(specification: Specification, exercise: ExerciseFacts, need: Need | null, csrf: Html, form: FormState): Html {
  const overtaken = form.values['revision'] !== undefined && form.values['revision'] !== String(specification.revision);
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${exercise.title}</span>
<h1 class="govuk-heading-l">Specification, version ${specification.version}</h1>
${needSummary(need, { withBudget: true })}
${overtaken && details({ summaryText: 'What your colleague saved', open: true, html: html`${SECTION_NAMES.map((name) => html`<h2 class="govuk-heading-s">${SECTIONS[name].title}</h2><p class="govuk-body wantsum-words">${specification[name]}</p>`)}` })}
<form method="post" novalidate>${csrf}${hiddenField('revision', specification.revision)}
${SECTION_NAMES.map((name) => textArea(form, { name, label: SECTIONS[name].required ? SECTIONS[name].title : `${SECTIONS[name].title} (optional)`, labelSize: 's', hint: SECTIONS[name].hint, rows: name === 'summary' ? 4 : 10, value: specification[name] }))}
${button({ text: 'Save specification' })}</form>`;
}

export function startPage(exercise: ExerciseFacts, newest: Specification | undefined, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${exercise.title}</span>
<h1 class="govuk-heading-l">${newest ? `Start version ${newest.version + 1} of the specification` : 'Start the specification'}</h1>
<p class="govuk-body">${newest ? 'It begins as a copy of the newest version, with its measures. That version stays in force until the new one is approved.' : 'Say in plain words what is wanted, for whom, and how anybody will know whether it worked.'}</p>
<form method="post" novalidate>${csrf}${button({ text: 'Start', preventDoubleClick: true })}</form>`;
}

/** The last look before it goes to the director; here the warning of AN-05 is resolved or overridden. */
export function putForwardPage(specification: Specification, measures: readonly Measure[], csrf: Html, form: FormState): Html {
  const warned = measures.length > 0 && onlyOutputs(measures);
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Put version ${specification.version} forward for approval</h1>
<p class="govuk-body">The lead director is asked to approve it. If anything in it changes after this, it must be put forward again.</p>
${warned && html`${warningText({ text: 'No outcome or impact measure' })}${ruleNote(OUTCOMES_RULE)}
<p class="govuk-body"><a class="govuk-link" href="/specifications/${specification.id}/measures/add">Add an outcome or impact measure</a>, or give a reason for going forward without one.</p>`}
<form method="post" novalidate>${csrf}
${warned && textArea(form, { name: 'outputsOnlyReason', label: 'Reason for having no outcome or impact measure', rows: 4, value: specification.outputsOnlyReason ?? '' })}
${button({ text: 'Put forward', preventDoubleClick: true })}</form>`;
}

const stateTag = (state: Specification['state']): Html => (state === 'approved' ? statusTag('Approved', 'green') : state === 'draft' ? statusTag('Draft', 'yellow') : statusTag('Superseded', 'grey'));

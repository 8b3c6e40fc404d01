import { noticeName } from '#parts/notices';
import { asNote } from '#law';
import { table } from '#platform/pages/components/index';
import { html, join, type Html } from '#platform/pages/html';
import { emptyState, formatDate, ruleNote, statusTag } from '#platform/pages/presentation';
import type { PathStep, StepStanding } from './notice-path.ts';
import type { ProcurementPath } from './notice-path.store.ts';

const STANDINGS: Readonly<Record<StepStanding, Html>> = {
  done: statusTag('Done', 'green'), missed: statusTag('Missed', 'red'), next: statusTag('Next'), overdue: statusTag('Overdue', 'red'), later: statusTag('Later', 'grey'), 'not-made': statusTag('Not made', 'grey'),
};

const STEP_WORDS: Readonly<Record<string, string>> = {
  conflictsAssessment: 'Conflicts assessment', lotsDecision: 'Decision on lots', tenderDeadline: 'Bids close', assessment: 'Assessment of bids', exclusionChecks: 'Exclusion checks',
  assessmentSummaries: 'Assessment summaries to every bidder', standstill: 'Standstill ends', voluntaryStandstill: 'Voluntary standstill ends', contractEntered: 'Contract entered into', frameworkEntered: 'Framework entered into',
  contractCopy: 'Copy of the contract published', award: 'Award', decisionNotToAward: 'Decision not to award', smallSuppliersDuty: 'Barriers to small suppliers considered',
  inviteChosenSuppliers: 'Chosen suppliers invited', selectionProcess: 'Selection among members', noSuitableTenders: 'No suitable tenders', 'UK4 revised': 'Tender notice revised',
};

/** "UK7 Contract details notice"; a step that is no notice in plain words. */
const stepWords = (name: string): string => STEP_WORDS[name] ?? name.split(' or ').map((one) => (/^UK\d+$/.test(one) ? `${one} ${noticeName(one)}` : one)).join(' or ');

/** Every notice and decision of a procurement in the law's order: made, next, missed, and by when. */
export function noticePathPage({ title, reference, sequence, steps }: ProcurementPath): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${reference}: ${title}</span>Notices in the law’s order</h1>
    ${sequence === null
      ? emptyState({ title: 'The law that this procurement is pinned to has no such series of notices.' })
      : html`<p class="govuk-body">${sequence.statement} A step that was missed is put right by making it now and saying why it is late.</p>
        ${table({ caption: 'Steps', head: [{ text: 'Step' }, { text: 'Needed' }, { text: 'State' }, { text: 'When' }], rows: steps.map(stepRow) })}
        ${ruleNote(asNote(sequence))}`}`;
}

const NEEDS: Readonly<Record<PathStep['need'], string>> = { required: 'Yes', optional: 'Optional', conditional: 'Depends on the facts' };

const stepRow = (step: PathStep) => [{ text: stepWords(step.name) }, { text: NEEDS[step.need] }, { html: STANDINGS[step.standing] }, { html: whenOf(step) }];

function whenOf({ events, due }: PathStep): Html {
  if (events.length > 0) return join(events.map(({ on, href }) => (href ? html`<a class="govuk-link" href="${href}">${formatDate(on)}</a>` : html`${formatDate(on)}`)), ', ');
  if (due === null) return html``;
  return due.on ? html`By ${formatDate(due.on)}` : html`${due.words}`;
}

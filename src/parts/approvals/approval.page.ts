import { ROLES } from '#platform/access/roles';
import { html, type Html } from '#platform/pages/html';
import { errorSummaryFor, radioField, textArea, type FormState } from '#platform/pages/form';
import { button, insetText } from '#platform/pages/components/index';
import { formatInstant, keyValue, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Approval, ApprovalState, ApprovalStanding } from './approval.ts';

interface ApprovalPage {
  readonly approval: Approval;
  readonly state: ApprovalState;
  readonly words: string;
  readonly title: string;
  readonly address: string;
  readonly askedByName: string | null;
  /** Why this person cannot decide it now, or null when they can. */
  readonly whyNot: string | null;
  /** Whoever is away and for whom this person would decide. */
  readonly forName: string | null;
  readonly csrf: Html;
}

/** One step: what is asked, by whom, what was decided before it, and the form for whoever may decide it now. */
export function approvalPage(page: ApprovalPage, form: FormState): Html {
  const { approval } = page;
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Agree ${page.words} of ${page.title}</h1>
<p class="govuk-body"><a class="govuk-link" href="${page.address}">Read what you are asked to agree</a></p>
${keyValue([
    { key: 'Asked by', value: page.askedByName },
    { key: 'Asked on', value: formatInstant(approval.askedAt) },
    { key: 'For', value: ROLES[approval.role].title },
    approval.rule !== null && { key: 'Why', value: approval.rule },
  ])}
${approvalSteps(page.state, `Who must agree ${page.words}`)}
${page.whyNot === null
    ? html`${page.forName !== null && insetText({ text: `You decide this for ${page.forName}, who is away. Both names are kept with the decision.` })}<form method="post" novalidate>${page.csrf}
${radioField(form, { name: 'decision', label: 'Do you agree?', labelSize: 'm', items: [{ value: 'agree', text: 'Agree' }, { value: 'refuse', text: 'Refuse', hint: 'It goes back to whoever asked, with your reason' }] })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Needed when you refuse. It is kept with the record and shown to those concerned.', rows: 4 })}
${button({ text: 'Save decision', preventDoubleClick: true })}</form>`
    : insetText({ text: page.whyNot })}`;
}

const STANDING_WORDS: Readonly<Record<ApprovalStanding, string>> = {
  'not-asked': 'Not put forward yet', waiting: 'Waiting', agreed: 'Agreed', refused: 'Refused', lapsed: 'Lapsed: it has changed since it was put forward',
};

/** The standing in a few words, for a record's page. */
export const standingWords = (standing: ApprovalStanding): string => STANDING_WORDS[standing];

/** The steps of the latest round as a table: role, decision, who and when. Nothing when it was never asked. */
export function approvalSteps(state: ApprovalState, caption: string): Html | null {
  if (state.steps.length === 0) return null;
  return scrollingTable({
    caption,
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Role' }, { text: 'Decision' }, { text: 'By' }, { text: 'When' }, { text: 'Reason' }],
    rows: state.steps.map((step) => [
      { text: ROLES[step.role].title },
      { html: stepTag(step, state.standing === 'lapsed') },
      { text: step.decidedByName ?? '' },
      { text: step.decidedAt ? formatInstant(step.decidedAt) : '' },
      { text: step.reason ?? '' },
    ]),
  });
}

function stepTag({ state }: Approval, lapsed: boolean): Html {
  if (lapsed) return statusTag('Lapsed', 'grey');
  if (state === 'agreed') return statusTag('Agreed', 'green');
  return state === 'refused' ? statusTag('Refused', 'red') : statusTag('Waiting', 'yellow');
}

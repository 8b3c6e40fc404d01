import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { slotSetFields } from '#parts/sessions';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import type { PanelQuestion } from './evaluation.ts';
import { interviewBlock, visitBlock } from './item-evidence.page.ts';
import { deliveryGap, MANAGER_MUST_COME, VISIT_WORDS, type Place } from './meeting.ts';
import type { Interview, ShortlistRow, Visit } from './meeting.store.ts';
import { heading } from './panel.page.ts';

/** Who would go on, before the shortlist is made. */
export function shortlistPage(opportunity: EvaluatedOpportunity, places: readonly Place[], csrf: Html, form: FormState): Html {
  const sorted = [...places].sort((one, other) => other.points.compare(one.points) || one.name.localeCompare(other.name));
  return html`${errorSummaryFor(form)}${heading(opportunity, 'Make the shortlist')}
<p class="govuk-body">It follows from the agreed scores of the written answers and from what the tender says. Once it is made those scores stand.</p>
${scrollingTable({ caption: 'By the written answers', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'Points', format: 'numeric' }, { text: 'Goes on' }, { text: 'Why' }],
    rows: sorted.map(({ name, points, shortlisted, reason }) => [{ text: name }, { text: points.toFixed(2), format: 'numeric' }, { html: shortlisted ? statusTag('Yes', 'green') : statusTag('No', 'grey') }, { text: reason }]) })}
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'newcomers', label: 'Which of them has no service yet that could be visited?', hint: 'They are given an equal exercise: the same checklist and the same most points.', items: sorted.filter(({ shortlisted }) => shortlisted).map(({ bidId, name }) => ({ value: bidId, text: name })) })}
${button({ text: 'Make the shortlist', preventDoubleClick: true })}</form>`;
}

interface MeetingsPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly places: readonly ShortlistRow[];
  readonly visits: readonly Visit[];
  readonly interviews: readonly Interview[];
  readonly questions: readonly PanelQuestion[];
  readonly mayArrange: boolean;
  readonly mayWrite: boolean;
}

/** Everything face to face: who was shortlisted, each visit or its equal, each interview with who comes. */
export function meetingsPage({ opportunity, places, visits, interviews, questions, mayArrange, mayWrite }: MeetingsPage): Html {
  const going = places.filter(({ shortlisted }) => shortlisted);
  const has = (by: PanelQuestion['judgedBy']) => questions.some(({ judgedBy }) => judgedBy === by);
  const open = opportunity.state === 'opened';
  return html`${heading(opportunity, 'Interviews and visits')}
${places.length === 0 ? html`${emptyState({ title: 'The shortlist has not been made yet.' })}${open && mayWrite && button({ text: 'Make the shortlist', href: `/opportunities/${opportunity.id}/interview-shortlist` })}` : html`
<h2 class="govuk-heading-m">Shortlisted</h2>${plainList(going.map(({ organisationName, reason, hasService }) => `${organisationName}. ${reason}${hasService ? '' : ' It has no service to visit yet.'}`))}
${has('visit') && html`<h2 class="govuk-heading-m">Visits</h2>${checklist(questions, 'visit')}${scrollingTable({ caption: 'Visits and equal exercises', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'What' }, { text: 'When and where' }, { text: 'Standing' }],
      rows: visits.map((visit) => [{ text: visit.organisationName }, { text: VISIT_WORDS[visit.kind] }, { text: visit.visitOn ? `${formatDate(visit.visitOn)}, ${visit.place}` : 'Not arranged yet' },
        { html: html`${visit.heldAt ? statusTag('Written up', 'green') : statusTag('To do', 'yellow')}${open && mayWrite && html`<br><a class="govuk-link" href="/bids/${visit.bidId}/visit">${visit.heldAt ? 'Change the notes' : visit.visitOn ? 'Write it up' : 'Arrange it'}<span class="govuk-visually-hidden"> for ${visit.organisationName}</span></a>`}` }]) })}`}
${has('interview') && html`<h2 class="govuk-heading-m">Interviews</h2>${checklist(questions, 'interview')}
${interviews.length === 0 ? (open && mayArrange ? button({ text: 'Invite to interviews', href: `/opportunities/${opportunity.id}/interviews` }) : html`<p class="govuk-body">Nobody has been invited yet.</p>`)
      : html`${interviews[0]!.sessionId && html`<p class="govuk-body"><a class="govuk-link" href="/sessions/${interviews[0]!.sessionId}/manage">Times, who is coming and who came</a></p>`}${interviews.map((interview) => html`<h3 class="govuk-heading-s">${interview.organisationName}</h3>${interviewBlock(interview)}${open && mayWrite && html`<p class="govuk-body"><a class="govuk-link" href="/bids/${interview.bidId}/interview-notes">${interview.heldAt ? 'Change the notes' : 'Write it up'}<span class="govuk-visually-hidden"> of ${interview.organisationName}</span></a></p>`}`)}`}`}`}`;
}

/** What bidders know beforehand. */
const checklist = (questions: readonly PanelQuestion[], by: PanelQuestion['judgedBy']): Html =>
  html`<p class="govuk-body">Bidders know beforehand what is asked or looked at:</p>${plainList(questions.filter(({ judgedBy }) => judgedBy === by).map(({ text }) => text))}`;

/** Times for interviews, some of them online. */
export const interviewsPage = (opportunity: EvaluatedOpportunity, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Invite to interviews')}
<p class="govuk-body">Everyone shortlisted is told by email, chooses a time with one press, and says who is coming. Each invitation says: ${MANAGER_MUST_COME}</p>
<form method="post" novalidate>${csrf}${slotSetFields(form)}
${textArea(form, { name: 'words', label: 'What else should they know? (optional)', rows: 3 })}
${button({ text: 'Send the invitations', preventDoubleClick: true })}</form>`;

export const interviewNotesPage = (opportunity: EvaluatedOpportunity, interview: Interview, questions: readonly PanelQuestion[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, `Interview of ${interview.organisationName}`)}
${interviewBlock(interview)}${checklist(questions, 'interview')}
<form method="post" novalidate>${csrf}${textArea(form, { name: 'notes', label: 'What was asked and said', rows: 12, value: interview.notes })}${button({ text: 'Save the notes' })}</form>`;

export const visitPage = (opportunity: EvaluatedOpportunity, visit: Visit, questions: readonly PanelQuestion[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, `${VISIT_WORDS[visit.kind]}: ${visit.organisationName}`)}
${checklist(questions, 'visit')}
<form method="post" novalidate>${csrf}${textField(form, { name: 'place', label: 'Where', value: visit.place })}${dateField(form, { name: 'visitOn', label: 'Day', labelSize: 's', value: visit.visitOn ?? undefined })}
${textField(form, { name: 'visitors', label: 'Who goes', value: visit.visitors })}
${textArea(form, { name: 'notes', label: 'What was seen (leave blank until it was held)', hint: 'For each point of the checklist', rows: 12, value: visit.notes })}${button({ text: 'Save' })}</form>`;

/** The bidder's own page: its interview and its visit. */
export function ownMeetingsPage(title: string, interview: Interview | null, visit: Visit | null, items: readonly PanelQuestion[]): Html {
  const gap = interview ? deliveryGap(interview.people, interview.heldAt !== null) : null;
  return html`<span class="govuk-caption-l">${title}</span><h1 class="govuk-heading-l">Your interview and visit</h1>
${interview === null ? nothing : html`<h2 class="govuk-heading-m">Interview</h2><p class="govuk-body">${MANAGER_MUST_COME}</p>
${gap !== null && html`<div class="govuk-inset-text">${gap}</div>`}
<p class="govuk-body">${interview.startsAt ? `Your time: ${formatInstant(interview.startsAt)}${interview.place ? `, ${interview.place}` : ''}${interview.online ? ', or online' : ''}.` : 'You have not chosen a time yet.'}</p>
${interview.sessionId && button({ text: interview.startsAt ? 'Change the time or say who is coming' : 'Choose a time', href: `/sessions/${interview.sessionId}` })}${checklist(items, 'interview')}`}
${visit === null ? nothing : html`<h2 class="govuk-heading-m">${VISIT_WORDS[visit.kind]}</h2>${visitBlock({ ...visit, notes: '' })}${checklist(items, 'visit')}`}`;
}

import type { JudgedBy } from '#parts/assessments';
import { insetText, warningText } from '#platform/pages/components/index';
import { html, type Html } from '#platform/pages/html';
import { formatDate, formatInstant, keyValue, plainList, scrollingTable } from '#platform/pages/presentation';
import { EVIDENCE_KINDS, type EvidenceLine, type EvidenceSheet } from './evidence.ts';
import type { ItemEvidence } from './item-evidence.store.ts';
import { deliveryGap, VISIT_WORDS } from './meeting.ts';
import type { Interview, Visit } from './meeting.store.ts';

/** What an item is judged from, as the panel reads it beside the score. */
export function evidenceBlock(judgedBy: JudgedBy, { interview, visit, sheet }: ItemEvidence): Html {
  if (judgedBy === 'interview') return interview?.heldAt ? interviewBlock(interview) : html`<p class="govuk-body">The interview has not been written up yet.</p>`;
  if (judgedBy === 'visit') return visit?.heldAt ? visitBlock(visit) : html`<p class="govuk-body">The visit has not been written up yet.</p>`;
  return sheet ? sheetBlock(sheet) : html`<p class="govuk-body">The evidence sheet has not been issued yet.</p>`;
}

/** The panel sheet of an interview: who came, and whether any of them will do the work. */
export function interviewBlock({ startsAt, place, online, notes, heldAt, people }: Interview): Html {
  const gap = deliveryGap(people, heldAt !== null);
  return html`${gap !== null && warningText({ text: gap })}
${keyValue([
    { key: 'When', value: startsAt ? formatInstant(startsAt) : 'No time is booked yet' }, { key: 'Where', value: place || (online ? 'Online' : 'Not set') },
    { key: 'Who', value: people.length === 0 ? 'Nobody was named yet' : plainList(people.map(({ name, role, willDeliver, attended }) => `${name}${role && `, ${role}`}${willDeliver ? ' (will deliver the service)' : ''}${attended === null ? '' : attended ? ': came' : ': did not come'}`), 'plain') },
  ])}
${notes !== '' && insetText({ classes: 'wantsum-words', text: notes })}`;
}

export const visitBlock = ({ kind, place, visitOn, visitors, notes }: Visit): Html => html`${keyValue([
  { key: 'What', value: VISIT_WORDS[kind] }, { key: 'When', value: visitOn ? formatDate(visitOn) : 'Not set' }, { key: 'Where', value: place || 'Not set' }, visitors !== '' && { key: 'Who went', value: visitors },
])}${notes !== '' && insetText({ classes: 'wantsum-words', text: notes })}`;

/** Past work in the set form, with the bidder's own answer to it. */
export function sheetBlock({ lines, newcomer, reply, repliedAt, replyUntil }: EvidenceSheet): Html {
  return html`${newcomer ? html`<p class="govuk-body">This bidder has no past work to show. It has the neutral score that the tender states, and nobody scores it.</p>` : evidenceTable(lines)}
${reply !== null && repliedAt !== null ? html`<h3 class="govuk-heading-s">The bidder’s answer, ${formatInstant(repliedAt)}</h3>${insetText({ classes: 'wantsum-words', text: reply })}` : html`<p class="govuk-body">The bidder has not answered. It may until ${formatInstant(replyUntil)}.</p>`}`;
}

export const evidenceTable = (lines: readonly EvidenceLine[]): Html => scrollingTable({
  caption: 'Past work, as the records have it', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'When' }, { text: 'Fact' }, { text: 'Source' }],
  rows: lines.map(({ kind, on, fact, source }) => [{ text: EVIDENCE_KINDS[kind] }, { text: on ? formatDate(on) : '' }, { text: fact }, { text: source }]),
});

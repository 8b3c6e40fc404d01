import { insetText } from '#platform/pages/components/index';
import { html, nothing, type Html } from '#platform/pages/html';
import { plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { BidGroup, GroupGap, WritingGroup } from './ports.ts';

/**
 * For whom a bid is written: the members with their shares and, before it is sent, what each still has to do.
 * @param canChange whether the bid can still be changed: what is not done of one that was sent is for its consortium's own page
 */
export function groupSection(group: WritingGroup, canChange: boolean): Html {
  // A group that its lead never joined to the bid has no part in one that was sent.
  if (!group.isShared && !canChange) return nothing;
  return html`<h2 class="govuk-heading-m" id="group">${group.isShared ? `Who bids together: ${group.name}` : `Your group ${group.name}`}</h2>
${group.isShared && groupMembers(group)}
${canChange && gapsOf(group)}
<p class="govuk-body"><a class="govuk-link" href="/consortia/${group.id}">The page of ${group.name}</a></p>`;
}

/** Members and shares, as members read them and, once the bids are open, whoever judges. */
export const groupMembers = ({ name, form, members }: BidGroup): Html => html`<p class="govuk-body">${form}. The authority would contract with ${members.find(({ isLead }) => isLead)?.name ?? 'its lead'}.</p>
${scrollingTable({
    caption: `Members of ${name}`, firstCellIsHeader: true, head: [{ text: 'Organisation' }, { text: 'Part' }, { text: 'Work', format: 'numeric' }, { text: 'Money', format: 'numeric' }],
    rows: members.map((member) => [
      { html: html`${member.name}${member.isLead && html` ${statusTag('Lead', 'purple')}`}` }, { text: member.part || 'Not said' },
      { text: percent(member.workPercent), format: 'numeric' }, { text: percent(member.moneyPercent), format: 'numeric' },
    ]),
  })}`;

function gapsOf({ gaps }: WritingGroup): Html {
  const before = gaps.filter(({ keepsFromSending }) => keepsFromSending);
  const later = gaps.filter(({ keepsFromSending }) => !keepsFromSending);
  return html`${before.length > 0 && insetText({ html: html`<h3 class="govuk-heading-s">Before you can submit</h3>${plainList(before.map(gapLine))}` })}
${later.length > 0 && insetText({ html: html`<h3 class="govuk-heading-s">The group is not ready yet</h3><p class="govuk-body">You can submit without this. Nothing is awarded to the group before its legal form, its shares and every signature are there.</p>${plainList(later.map(gapLine))}` })}
${gaps.length === 0 && html`<p class="govuk-body">${statusTag('Ready', 'green')} Every member takes part, has accepted confidentiality and has signed.</p>`}`;
}

const gapLine = ({ sentence, way }: GroupGap): Html => html`${sentence}${way && html` <a class="govuk-link" href="${way.href}">${way.text}</a>`}`;

const percent = (value: string | null): string => (value === null ? 'Not set' : `${value}%`);

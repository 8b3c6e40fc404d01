import type { BidGroup, GroupGap, LotOffered, WritingGroup } from '#bids';
import { FORMS, partnersNamed, sharesAreWhole, taking, type Consortium, type Member } from './consortium.ts';

/** A consortium as its bid names it. Those who are only asked are not in it yet. */
export const bidGroupOf = ({ id, name, form, leadId, members }: Consortium): BidGroup => ({
  id, name, form: FORMS[form][0],
  members: taking(members).map((member) => ({
    name: member.name, isLead: member.organisationId === leadId, part: [member.part, member.specialNeed && `for ${member.specialNeed}`].filter(Boolean).join('; '),
    workPercent: member.workSharePercent?.toString() ?? null, moneyPercent: member.moneySharePercent?.toString() ?? null,
  })),
});

/** As `bidGroupOf`, with what has not been done yet for this bid. @param chosen the lots it is for, of those offered */
export const writingGroupOf = (consortium: Consortium, bidId: string, offered: readonly LotOffered[], chosen: readonly string[]): WritingGroup =>
  ({ ...bidGroupOf(consortium), isShared: consortium.bidId === bidId, gaps: [...gapsOfSharing(consortium, bidId), ...gapsOfMembers(consortium, bidId), ...gapsOfRecord(consortium), ...gapsOfLots(consortium, offered, chosen)] });

const gap = (sentence: string, text: string, href: string, keepsFromSending = false): GroupGap => ({ sentence, way: { text, href }, keepsFromSending });
const at = ({ id }: Pick<Consortium, 'id'>, path: string): string => `/consortia/${id}${path}`;

function gapsOfSharing(consortium: Consortium, bidId: string): GroupGap[] {
  if (consortium.bidId === bidId) return [];
  return [gap(`This bid is not joined to ${consortium.name}: as it stands it would be sent for your organisation alone, and its members cannot read it.`, 'Share the bid with the members', at(consortium, '/bid'))];
}

/** What each member has still to do, by name: an answer, its acceptance of confidentiality, its signature. */
function gapsOfMembers(consortium: Consortium, bidId: string): GroupGap[] {
  if (asked(consortium).every(({ organisationId }) => organisationId === consortium.leadId)) return [gap(`Nobody but its lead takes part in ${consortium.name} yet.`, 'Invite an organisation', at(consortium, '/members/add'))];
  const remind = (member: Member, sentence: string, keepsFromSending = false): GroupGap => gap(sentence, `Remind ${member.name}`, at(consortium, `/members/${member.id}/remind`), keepsFromSending);
  return consortium.members.flatMap((member): GroupGap[] => {
    const isLead = member.organisationId === consortium.leadId;
    if (member.state === 'invited') return [remind(member, `${member.name} has not answered your invitation: it says under “Consortia” whether it takes part.`)];
    if (member.state !== 'member') return [];
    // The lead reads its own bid in any case; a member cannot before, and would be bound by what it never saw.
    const unread = !isLead && member.acceptedAt === null && consortium.bidId === bidId ? [remind(member, `${member.name} has not accepted confidentiality, so this bid is locked for it: it accepts on the page of ${consortium.name}.`, true)] : [];
    if (member.signedAt !== null || !isSignable(consortium)) return unread;
    return [...unread, isLead ? gap(`${member.name} has not signed the members’ agreement itself.`, 'Sign it', at(consortium, '/agreement')) : remind(member, `${member.name} has not signed the members’ agreement: it signs on the page of ${consortium.name}.`)];
  });
}

/** The agreement is signed once it says something: see `signMembersAgreement`. */
const isSignable = (consortium: Consortium): boolean => consortium.legalForm.trim() !== '' && consortium.decisionRules.trim() !== '' && sharesAreWhole(asked(consortium));

/** Shares are set of everyone who is asked or takes part, so that an answer that is still to come does not undo them. */
const asked = ({ members }: Consortium): Member[] => members.filter(({ state }) => state === 'member' || state === 'invited');

/** What the lead has still to write down. */
function gapsOfRecord(consortium: Consortium): GroupGap[] {
  const edit = (sentence: string) => gap(sentence, `Change ${consortium.name}`, at(consortium, '/edit'));
  return [
    consortium.legalForm.trim() === '' && edit('The legal form is not named, so the members’ agreement cannot be signed.'),
    consortium.decisionRules.trim() === '' && edit('How decisions are made is not written down, so the members’ agreement cannot be signed.'),
    consortium.confidentiality.trim() === '' && edit('The confidentiality agreement is not written, so members cannot accept it and read the bid.'),
    !sharesAreWhole(asked(consortium)) && gap('The shares of work and of money do not each total 100%, so the members’ agreement cannot be signed.', 'Set the shares', at(consortium, '/shares')),
    consortium.form === 'prime' && !partnersNamed(consortium) && gap('Not every partner is named for a special need.', 'Name the needs', at(consortium, '/shares')),
  ].filter((one) => one !== false);
}

/** A group that was formed for some lots, and bids for others too. */
function gapsOfLots(consortium: Consortium, offered: readonly LotOffered[], chosen: readonly string[]): GroupGap[] {
  const named = (lots: readonly LotOffered[]) => new Intl.ListFormat('en-GB').format(lots.map(({ number, title }) => `lot ${number}, ${title}`));
  const beyond = consortium.lotIds.length === 0 ? [] : offered.filter(({ id }) => chosen.includes(id) && !consortium.lotIds.includes(id));
  if (beyond.length === 0) return [];
  const formedFor = offered.filter(({ id }) => consortium.lotIds.includes(id));
  return [gap(`${consortium.name} was formed for ${formedFor.length > 0 ? named(formedFor) : 'another lot'}. This bid is also for ${named(beyond)}, which its members have not agreed to.`, 'Change the lots of the group', at(consortium, '/edit'))];
}

import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { refuse, type Decision } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { putInSearch } from '#platform/search/search-index';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { isLockedOut } from '#evaluation';
import { platformInput, publishNotice, readPlatform, readPlatformIfGiven, type PlatformPublication, type PlatformTyped } from '#parts/notices';
import { lawFrom, policyValue } from '#policy';
import { decideGoingOn, decideStandstill, noticeCodeOf, platformComesFirst } from './award.ts';
import { lockAward, moveAward, type Award } from './award.store.ts';
import { awardsActs } from './awards.acts.ts';
import { provisionalWords } from './provisional.page.ts';
import { decideUnhindered } from './unhindered.store.ts';

/** Publishes the award notice here, after the central platform where the law puts it first, and starts the standstill. */
export const publishAward = command({
  act: awardsActs.publish,
  input: z.object({ awardId: z.string(), ...platformInput, voluntary: z.enum(['yes', 'no', ''], 'Choose whether to wait') }),
  record: ({ awardId }) => ({ kind: 'award', id: awardId }),
  perform: async ({ tx, actor }, input) => {
    const award = await lockAward(tx, input.awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return refuse('not-found', 'This award is not there any more.');
    const move = decideGoingOn('publish', award);
    if (move.kind === 'refused') return move;
    const unhindered = await decideUnhindered(tx, { opportunityId: award.opportunityId, lotId: award.lot?.id ?? null, bidId: award.bidId, step: 'publish' });
    if (unhindered.kind === 'refused') return unhindered;
    const now = await readClock(tx);
    const platform = platformOf(award, input, now);
    if (platform.kind === 'refused') return platform;
    const told = award.summariesSentAt && londonDate(award.summariesSentAt);
    if (platform.value && told && londonDate(platform.value.publishedAt) < told) {
      // An earlier day would end the standstill before it began.
      return refuse('platform-date', `Bidders were told on ${formatDate(told)}, so the award notice cannot have been published before that day`, { field: 'platformPublishedOn' });
    }
    // The law counts from publication on the central platform, where there is one.
    const publishedOn = londonDate(platform.value?.publishedAt ?? now);
    const standstill = decideStandstill(award, publishedOn, await isVoluntary(tx, award, input.voluntary, now), await lawFrom(tx));
    if (standstill.kind === 'refused') return standstill;
    const { lastDay, rule, kind } = standstill.value;
    await publishNotice(tx, {
      code: noticeCodeOf(award), about: { kind: 'award', id: award.id }, bodyId: award.bodyId, ocid: award.ocid, title: titleOf(award), words: awardSentence(award), platform: platform.value, publishedBy: actor.personId,
      content: { facts: { ...factsOf(award), Standstill: lastDay ? `To the end of ${formatDate(lastDay)} (${kind})` : 'None' }, awardId: award.id },
    });
    await moveAward(tx, award, move.value, { announced: { standstillEndsOn: lastDay, standstillRule: `${rule.sentence} (${rule.source})` } });
    await putInSearch(tx, { record: { kind: 'award', id: award.id }, bodyId: award.bodyId, title: `Award: ${titleOf(award)}`, summary: awardSentence(award), address: `/awards/${award.id}`, words: [award.organisationName, award.opportunityReference], happenedOn: publishedOn });
    return done({ lastDay }, { record: { kind: 'award', id: award.id }, bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, standstillEndsOn: lastDay, standstill: kind, platform: platform.value?.reference ?? null }, rule: `${rule.sentence} (${rule.source})` });
  },
});

/** Whether the authority waits where the law asks for nothing: its policy, or where that is silent the officer's choice. */
async function isVoluntary(read: Read, award: Award, chosen: string, now: Date): Promise<boolean> {
  const { value } = await policyValue(read, award.bodyId, 'standstill.voluntary', londonDate(now));
  return value === null ? chosen === 'yes' : value === 'always';
}

/** The central platform's reference and day: needed where it comes first; taken, where it does not, if given. */
export const platformOf = (award: Award, typed: PlatformTyped, now: Date): Decision<PlatformPublication | null> => (platformComesFirst(award) ? readPlatform(typed, now) : readPlatformIfGiven(typed, now));

export const titleOf = (award: Award): string => withLot(award.opportunityTitle, award);
/** As `titleOf`, for headings and messages, which tell the stages of a procurement apart. */
export const titleWithStage = (award: Award): string => withLot(award.titleInStage, award);
const withLot = (title: string, { lot }: Award): string => (lot ? `${title}, lot ${lot.number}: ${lot.title}` : title);

/** The award in a sentence, for anyone. */
export const awardSentence = (award: Award): string => `${award.bodyName} awards ${titleOf(award)} to ${award.organisationName} for ${formatPounds(award.valueNetPence)} excluding VAT.`;

/** What the notices say. */
export const factsOf = (award: Award): Readonly<Record<string, string>> => ({
  Supplier: award.organisationName,
  'Value excluding VAT': formatPounds(award.valueNetPence),
  'Value including VAT': formatPounds(award.valueGrossPence),
  'Small or medium-sized': award.organisationSize === null ? 'Not known' : award.organisationSize === 'large' ? 'No' : 'Yes',
  'Voluntary, community or social enterprise': award.organisationSector === null ? 'Not known' : award.organisationSector === 'vcse' ? 'Yes' : 'No',
  ...(award.provisional ? { Provisional: provisionalWords(award)! } : {}),
});

import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { readClock } from '#platform/clock';
import { putInSearch } from '#platform/search/search-index';
import { isLockedOut } from '#evaluation';
import { platformInput, publishNotice } from '#parts/notices';
import { decideAwardMove, noticeCodeOf } from './award.ts';
import { lockAward, moveAward, storeSetAside, type Award } from './award.store.ts';
import { awardsActs } from './awards.acts.ts';
import { factsOf, platformOf, titleOf } from './publish-award.command.ts';
import { tellBidders } from './tell-bidders.store.ts';

/**
 * Gives an award up after bidders were told of it and before its contract. Everyone who bid is told why, an announced award is announced as withdrawn,
 * the letters stay as they were sent, and the lot can be awarded anew. A contract that is made is ended as contracts are, not here.
 */
export const setAsideAward = command({
  act: awardsActs.setAside,
  input: z.object({ awardId: z.string(), reason: words(5000, 'Give the reason, for the record'), publicWords: words(2000, 'Enter what everyone is told'), ...platformInput }),
  record: ({ awardId }) => ({ kind: 'award', id: awardId }),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const award = await lockAward(tx, input.awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return refuse('not-found', 'This award is not there any more.');
    const move = decideAwardMove('setAside', award.state, input.reason);
    if (move.kind === 'refused') return move;
    const platform = award.noticePublishedAt === null ? ({ kind: 'allowed', value: null } as const) : platformOf(award, input, await readClock(tx));
    if (platform.kind === 'refused') return platform;
    await moveAward(tx, award, move.value);
    await storeSetAside(tx, award, input, actor.personId);
    const sentence = `${award.bodyName} has withdrawn the award of ${titleOf(award)} to ${award.organisationName}.`;
    if (award.noticePublishedAt !== null) {
      await publishNotice(tx, {
        code: noticeCodeOf(award), about: { kind: 'award', id: award.id }, bodyId: award.bodyId, ocid: award.ocid, title: titleOf(award), words: `${sentence} ${input.publicWords}`, platform: platform.value, publishedBy: actor.personId, reasonForChange: input.publicWords,
        content: { facts: { ...factsOf(award), Standing: 'Withdrawn' }, awardId: award.id },
      });
      await putInSearch(tx, { record: { kind: 'award', id: award.id }, bodyId: award.bodyId, title: `Award withdrawn: ${titleOf(award)}`, summary: sentence, address: `/awards/${award.id}`, words: [award.organisationName, award.opportunityReference] });
    }
    const told = await tellBidders(context, { opportunityId: award.opportunityId, lotId: award.lot?.id ?? null, subject: `The award is withdrawn: ${titleOf(award)}`, text: withdrawnLetter(award, input.publicWords), publicText: award.noticePublishedAt === null ? null : `${sentence} ${input.publicWords}` });
    return done({ opportunityId: award.opportunityId, told }, { record: { kind: 'award', id: award.id }, bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, publicWords: input.publicWords, bidsTold: told }, reason: input.reason });
  },
});

const withdrawnLetter = (award: Award, publicWords: string): string => `${award.bodyName} has withdrawn its decision on “${titleOf(award)}”, of which you were told. No contract was made.\n\n${publicWords}\n\nThe letter with your feedback stays as it was sent. You will be told what is decided next.`;

import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { askingFor, lockOpportunity, opportunityById, opportunityReference, publishAdvert } from '#opportunities';
import { termsActs } from './terms.acts.ts';
import { insertPack, insertReceipt, latestPack, storeStatement, tupeStatement } from './terms.store.ts';
import { readFacts, TUPE_RULE } from './tupe.ts';

const gone = refuse('not-found', 'This is not there any more.');

/** States whether staff may transfer to whoever wins, with the reason. After publication every bidder is told of a change. */
export const stateTupe = command({
  act: termsActs.stateTupe,
  input: z.object({ opportunityId: z.string(), says: z.enum(['may-apply', 'does-not-apply', 'facts-not-to-be-had'], 'Choose whether staff may transfer'), reason: words(2000, 'Give the reason: it is published') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor, services }, { opportunityId, says, reason }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (opportunity.state !== 'draft' && opportunity.state !== 'published') return refuse('wrong-state', 'Bids have been opened: what bidders were told stands.');
    const before = await tupeStatement(tx, opportunityId);
    if (opportunity.state === 'published' && says === 'may-apply' && !(await latestPack(tx, opportunityId))) return refuse('no-pack', 'Release the information about the staff first: bidders would be told that TUPE may apply and be given nothing.', { field: 'says', rule: TUPE_RULE });
    await storeStatement(tx, opportunityId, { says, reason }, actor.personId);
    if (opportunity.state === 'published') await publishAdvert(tx, opportunityId, actor.personId, services.config.siteUrl, `The statement on staff transfer (TUPE) was changed. ${reason}`);
    return done(undefined, { record: opportunityReference(opportunityId), bodyId: opportunity.bodyId, ...(before ? { before: { says: before.says, reason: before.reason } } : {}), after: { says }, reason });
  },
});

/** Releases the posts of the current provider, without names, to every bidder at once: the first version, or a later one with its reason. */
export const releasePack = command({
  act: termsActs.releasePack,
  input: z.object({
    opportunityId: z.string(), fromProvider: words(200, 'Enter who gave the facts'), factsOfOn: z.string(),
    posts: z.string().max(200_000, 'Use 200,000 characters or fewer'), pensionWords: words(4000, 'Say what is known of pensions, or that nothing is'),
    otherWords: optionalWords(4000), checked: z.boolean(), reason: optionalWords(2000),
  }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return gone;
    const now = await readClock(tx);
    if (opportunity.state !== 'draft' && !(opportunity.state === 'published' && opportunity.closesAt !== null && now < opportunity.closesAt)) return refuse('wrong-state', 'Bidding has closed: bidders have priced what they had.');
    const facts = readFacts(input, londonDate(now));
    if (facts.kind === 'refused') return facts;
    const { day, posts } = facts.value;
    if (!input.checked) return refuse('unchecked', 'Confirm that you checked the facts and that nobody can be told from them', { field: 'checked', rule: TUPE_RULE });
    const earlier = await latestPack(tx, input.opportunityId);
    if (earlier && input.reason === '') return refuse('no-reason', 'Say what changed: bidders who have the earlier version are told', { field: 'reason' });
    const made = await insertPack(tx, input.opportunityId, { fromProvider: input.fromProvider, factsOfOn: day, pensionWords: input.pensionWords, otherWords: input.otherWords, reasonForChange: earlier ? input.reason : null, posts: posts }, actor.personId);
    if (opportunity.state === 'published') await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl, `Staff transfer (TUPE) information, version ${made.version}, was released. ${input.reason}`);
    return done({ version: made.version }, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { version: made.version, posts: posts.length, factsOfOn: day }, ...(earlier ? { reason: input.reason } : {}) });
  },
});

/** A supplier undertakes to use the facts for its bid alone, and is given the newest version. Recorded under the organisation: that it is interested is nobody's business yet. */
export const receivePack = command({
  act: termsActs.receivePack,
  input: z.object({ opportunityId: z.string(), organisationId: z.string().refine(isId, 'Choose your organisation'), undertake: z.boolean() }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, organisationId, undertake }) => {
    const opportunity = await opportunityById(tx, opportunityId);
    const pack = opportunity && opportunity.state !== 'draft' ? await latestPack(tx, opportunityId) : null;
    if (!pack || !actor.personId) return gone;
    if (!askingFor(actor).includes(organisationId)) return refuse('not-yours', 'Register your organisation first, or ask a colleague to add you to it.', { field: 'organisationId' });
    if (!undertake) return refuse('no-undertaking', 'Confirm that you will use the information for this bid only', { field: 'undertake' });
    await insertReceipt(tx, pack.id, organisationId, actor.personId);
    return done({ version: pack.version }, { record: { kind: 'organisation', id: organisationId }, bodyId: null, after: { tupeInformation: opportunity!.reference, version: pack.version } });
  },
});

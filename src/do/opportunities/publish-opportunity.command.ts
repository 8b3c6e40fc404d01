import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { fixQuestionSet, questionsOf } from '#parts/questions';
import { command, done } from '#platform/command/command';
import { createEnvelopeKeys } from '#platform/sealing/envelope-keys';
import { publishAdvert } from './advert.store.ts';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, TENDER_QUESTIONS, updateOpportunity } from './opportunity.store.ts';
import { decidePublication } from './publication.ts';
import { publicationFacts } from './publication.store.ts';

/** Registered for tests of the standard; an authority's own prefix comes from the Open Contracting Partnership. */
const OCID_PREFIX = 'ocds-wantsum';

/** Publishes an opportunity: pins the law, fixes the questions, and makes the notice, all or nothing. */
export const publishOpportunity = command({
  act: opportunitiesActs.publish,
  input: z.object({ opportunityId: z.string() }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const { input: facts, law } = await publicationFacts(tx, opportunity);
    const decision = decidePublication(facts, law);
    if (decision.kind === 'refused') return decision;
    const ocid = opportunity.ocid ?? `${OCID_PREFIX}-${opportunity.reference.toLowerCase()}`;
    const aboveThreshold = law.coverage.covered === 'unknown' ? null : law.coverage.covered;
    await updateOpportunity(tx, opportunity.id, 'draft', {
      state: 'published', published_at: facts.now, ocid, law_pack: law.pinned.packId, law_version: law.pinned.version, regime: law.pinned.regime,
      commenced_on: londonDate(facts.now), above_threshold: aboveThreshold,
    });
    const set = await questionsOf(tx, opportunityReference(opportunity.id), TENDER_QUESTIONS);
    if (set) await fixQuestionSet(tx, set.id);
    await createEnvelopeKeys(tx, opportunity.id);
    await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl);
    return done({ ocid }, noteOn(opportunity, { after: { ocid, law: `${law.pinned.packId} ${law.pinned.version} ${law.pinned.regime}`, aboveThreshold, closesAt: opportunity.closesAt }, rule: law.periodNote.sentence }));
  },
});

import { londonDate } from '#kernel/calendar-date';
import { openContractingIdentifier } from '#kernel/ocid';
import { allow, type Decision } from '#kernel/outcome';
import { fixQuestionSet, questionsOf } from '#parts/questions';
import type { CommandContext } from '#platform/command/command';
import { createEnvelopeKeys } from '#platform/sealing/envelope-keys';
import { publishAdvert } from './advert.store.ts';
import { tellInvited } from './invitation.store.ts';
import type { Opportunity } from './opportunity.ts';
import { opportunityById, opportunityReference, TENDER_QUESTIONS, updateOpportunity } from './opportunity.store.ts';
import { ports } from './ports.ts';
import { storeOverrides } from './publication-override.store.ts';
import { publicationFacts } from './publication.store.ts';
import { decidePublication } from './publication.ts';

/** What the audit entry of a publication says. */
export interface Published {
  readonly ocid: string;
  readonly after: Readonly<Record<string, unknown>>;
  readonly rule: string;
}

/**
 * Publishes a draft under its lock, or refuses with all that is in the way: pins the law, fixes the questions, makes the keys and the
 * notice, and writes to whoever is invited.
 * @param reasons for each warning, by its code
 */
export async function publishDraft(context: CommandContext, opportunity: Opportunity, reasons: ReadonlyMap<string, string>): Promise<Decision<Published>> {
  const { tx, actor, services } = context;
  const { input: facts, law } = await publicationFacts(tx, opportunity);
  const decision = decidePublication(facts, law, reasons);
  if (decision.kind === 'refused') return decision;
  // Every stage is of one contracting process, as Find a Tender and the standard have it: a later one bears the identifier of the first.
  const before = opportunity.ocid === null && opportunity.followsId !== null ? await opportunityById(tx, opportunity.followsId) : null;
  const ocid = opportunity.ocid ?? before?.ocid ?? openContractingIdentifier(services.config.ocidPrefix, opportunity.reference);
  const aboveThreshold = law.coverage.covered === 'unknown' ? null : law.coverage.covered;
  await updateOpportunity(tx, opportunity.id, 'draft', {
    state: 'published', published_at: facts.now, ocid, law_pack: law.pinned.packId, law_version: law.pinned.version, regime: law.pinned.regime,
    commenced_on: londonDate(facts.now), above_threshold: aboveThreshold,
  });
  const set = await questionsOf(tx, opportunityReference(opportunity.id), TENDER_QUESTIONS);
  if (set) await fixQuestionSet(tx, set.id);
  await createEnvelopeKeys(tx, opportunity.id);
  await storeOverrides(tx, opportunity.id, facts.warnings, reasons, actor.personId);
  await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl);
  await tellInvited(tx, opportunity, services.config.siteUrl);
  for (const keep of ports().onPublished) await keep(context, { ...facts, law });
  const inSpiteOf = facts.warnings.map(({ code, sentence }) => ({ code, sentence, reason: reasons.get(code) }));
  return allow({
    ocid, rule: law.periodNote.sentence,
    after: { ocid, law: `${law.pinned.packId} ${law.pinned.version} ${law.pinned.regime}`, aboveThreshold, closesAt: opportunity.closesAt, ...(inSpiteOf.length > 0 ? { inSpiteOf } : {}) },
  });
}

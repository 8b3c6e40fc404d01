import { toIso } from '#kernel/instant';
import { poundsDecimal } from '#kernel/money';
import { shareInWords, weigh } from '#parts/assessments';
import { noticeName } from '#parts/notices';
import type { OpportunityRecord } from './record.ts';

/** The public record for machines. Pounds and weights are text, exact to the last digit. */
export function recordAsJson({ opportunity, status, areas, lots, documents, criteria, questions, burden, socialValue, clarifications, notices, outcomes, overrides, contact }: OpportunityRecord, siteUrl: string) {
  const pounds = (pence: bigint | null) => (pence === null ? null : poundsDecimal(pence));
  const instant = (at: Date | null) => (at === null ? null : toIso(at));
  return {
    id: opportunity.id, reference: opportunity.reference, ocid: opportunity.ocid, address: `${siteUrl}/opportunities/${opportunity.id}`, status,
    buyer: opportunity.bodyName, contact,
    reserved: opportunity.reservedTo.length === 0 ? null : { to: opportunity.reservedTo[0], with: opportunity.reservedTo.slice(1), reason: opportunity.reservationReason, areaCodes: opportunity.reservationAreaCodes },
    title: opportunity.title, summary: opportunity.summary, description: opportunity.description, category: opportunity.category,
    cpvCodes: opportunity.cpvCodes, areas, valueNetPounds: pounds(opportunity.valueNetPence), valueGrossPounds: pounds(opportunity.valueGrossPence),
    contract: { startsOn: opportunity.startsOn, endsOn: opportunity.endsOn, extensionMonths: opportunity.extensionMonths },
    suitableFor: { sme: opportunity.suitableForSme, vcse: opportunity.suitableForVcse }, outcomes,
    publishedAt: instant(opportunity.publishedAt), clarificationsUntil: instant(opportunity.clarificationsUntil), closesAt: instant(opportunity.closesAt), lateBids: opportunity.lateBids,
    cancelledReason: opportunity.cancelledReason,
    law: opportunity.law && { pack: opportunity.law.packId, version: opportunity.law.version, regime: opportunity.law.regime, commencedOn: opportunity.law.commencedOn, aboveThreshold: opportunity.law.aboveThreshold },
    platform: opportunity.platform && { reference: opportunity.platform.reference, publishedAt: toIso(opportunity.platform.publishedAt) },
    lots: lots.map(({ id, number, title, description, state, stateReason, valueNetPence, areas: where }) => ({ id, number, title, description, state, stateReason, valueNetPounds: pounds(valueNetPence), areas: where })),
    criteria: weigh(criteria).map((criterion) => ({
      id: criterion.id, parentId: criterion.parentId, name: criterion.name, kind: criterion.kind, sharePercent: criterion.sharePercent, points: criterion.points, words: shareInWords(criterion),
    })),
    priceFormula: opportunity.priceFormula, priceBenchmarkPounds: pounds(opportunity.priceBenchmarkPence), scale: opportunity.scaleId, burden,
    questions: questions.map(({ id, position, section, text, purpose, goodAnswer, type, choices, marks, wordLimit, required, criterionId, lotId }) =>
      ({ id, position, section, text, purpose, goodAnswer, type, choices, marks, wordLimit, required, criterionId, lotId })),
    documents: documents.map(({ id, title, fileName, sizeBytes, scan, addedAt, replacedAt, replacedReason }) => ({
      id, title, fileName, sizeBytes: Number(sizeBytes), virusCheck: scan, addedAt: toIso(addedAt), replacedAt: instant(replacedAt), replacedReason, address: `${siteUrl}/opportunities/${opportunity.id}/documents/${id}`,
    })),
    socialValue,
    publishedInSpiteOf: overrides.map(({ code, sentence, reason }) => ({ code, sentence, reason })),
    clarifications: clarifications.map(({ number, question, answer, answeredAt, material }) => ({ number, question, answer, answeredAt: toIso(answeredAt), material })),
    notices: notices.map(({ id, code, version, publishedAt, reasonForChange }) => ({ id, code, name: noticeName(code), version, publishedAt: toIso(publishedAt), reasonForChange, address: `${siteUrl}/notices/${id}` })),
  };
}

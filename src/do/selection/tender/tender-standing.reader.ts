import { londonDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, lawFor } from '#law';
import type { ApprovalSubject } from '#parts/approvals';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import { policyValue } from '#policy';
import { CHECKING, SELF_CERTIFICATION_RULE } from './checking.ts';
import { amountWords, REQUIREMENTS, type Level, type RequirementKind } from './risk.ts';
import { requirementsForBidders, requirementsInWords, type RequirementsInWords } from './tender.page.ts';
import { checkingOf, exceedingHash, extrasOf, lockTender, REQUIREMENTS_SUBJECT, requirementsApproval, requirementsOf, riskAssessment, tenderFacts, tenderQuestions, type TenderFacts } from './tender.store.ts';

/** Something in the way of publishing, with the page on which it is put right. */
export interface TenderObstacle {
  readonly sentence: string;
  readonly href: string;
  readonly rule?: RuleNote;
}

/** What this room holds against publishing a tender as it stands. */
export async function tenderObstacles(read: Read, opportunityId: string): Promise<readonly TenderObstacle[]> {
  const tender = await tenderFacts(read, opportunityId);
  if (!tender) return [];
  const requirements = await requirementsOf(read, opportunityId);
  const obstacles: TenderObstacle[] = [];
  const href = `/opportunities/${opportunityId}/requirements`;
  const above = requirements.filter(({ exceeds }) => exceeds);
  if (above.length > 0 && (await requirementsApproval(read, opportunityId, requirements)).standing !== 'agreed') {
    for (const { kind, amount, ceiling, ceilingRule } of above) {
      obstacles.push({ href, sentence: `${REQUIREMENTS[kind].title} of ${amountWords(kind, amount)} is above the ceiling of ${amountWords(kind, ceiling ?? 0n)}, and nobody has agreed to it yet.`, rule: { sentence: ceilingRule, source: 'Requirement PL-21' } });
    }
  }
  const risk = await riskAssessment(read, opportunityId);
  if (risk && requirements.length > 0 && tender.net !== risk.net) obstacles.push({ href, sentence: 'The value has changed since the risk was assessed. Assess it again: it sets the most that may be asked of bidders.' });
  return [...obstacles, ...(await uploadObstacles(read, tender))];
}

/** Where bidders certify themselves nobody uploads anything (DP-06). */
async function uploadObstacles(read: Read, tender: TenderFacts): Promise<TenderObstacle[]> {
  const files = (await tenderQuestions(read, tender.id)).filter(({ type }) => type === 'file');
  if (files.length === 0 || (await checkingOf(read, tender)) !== 'self-certification') return [];
  return files.map(({ position }) => ({ href: `/opportunities/${tender.id}/suitability`, sentence: `Question ${position} asks every bidder for a file. This contract is of low value and low risk: ask only the provisional winner for evidence.`, rule: SELF_CERTIFICATION_RULE }));
}

/** The tasks of this room on the page on which a tender is built. */
export async function tenderTasks(read: Read, opportunityId: string): Promise<readonly { readonly text: string; readonly hint: string; readonly href: string; readonly status: 'ready' | 'optional' }[]> {
  const tender = await tenderFacts(read, opportunityId);
  if (!tender) return [];
  const [checking, risk, requirements] = [await checkingOf(read, tender), await riskAssessment(read, opportunityId), await requirementsOf(read, opportunityId)];
  return [
    { text: 'Suitability of bidders', hint: CHECKING[checking].title, href: `/opportunities/${opportunityId}/suitability`, status: 'ready' },
    { text: 'Insurance, guarantees and terms', hint: risk ? `${risk.level.charAt(0).toUpperCase()}${risk.level.slice(1)} risk; ${requirements.length === 0 ? 'nothing is required' : `${requirements.length} required`}` : 'Only where you require any: the risk sets the most', href: `/opportunities/${opportunityId}/requirements`, status: risk ? 'ready' : 'optional' },
  ];
}

/** What a bidder needs, for the public record. Nothing for imported opportunities, of which we do not know. */
export async function drawRequirements(read: Read, opportunityId: string): Promise<Html> {
  const tender = await tenderFacts(read, opportunityId);
  if (!tender) return nothing;
  const { source } = await read.selectFrom('opportunity').select('source').where('id', '=', opportunityId).executeTakeFirstOrThrow();
  if (source === 'imported') return nothing;
  return requirementsForBidders(await checkingOf(read, tender), await requirementsOf(read, opportunityId), await extrasOf(read, opportunityId), asNote(lawFor('uk-2026').rules.preconditions.participation));
}

/** The same for a document; null of a tender that was not made here. */
export async function tenderRequirements(read: Read, opportunityId: string): Promise<RequirementsInWords | null> {
  const tender = await tenderFacts(read, opportunityId);
  return tender && requirementsInWords(await checkingOf(read, tender), await requirementsOf(read, opportunityId), await extrasOf(read, opportunityId));
}

/** The most that may be asked at a level of risk, in words; null where the authority has not set it. */
export async function ceilingsAt(read: Read, tender: TenderFacts, level: Level): Promise<ReadonlyMap<RequirementKind, string | null>> {
  const today = londonDate(await readClock(read));
  const found = new Map<RequirementKind, string | null>();
  for (const kind of Object.keys(REQUIREMENTS) as RequirementKind[]) {
    const { policy } = REQUIREMENTS[kind];
    const value = policy === null ? null : (await policyValue(read, tender.bodyId, policy, today)).value;
    found.set(kind, value === null ? null : amountWords(kind, value[level]));
  }
  return found;
}

/** What this room asks approval of; `app.ts` hands it to the part. */
export const selectionApprovals: readonly ApprovalSubject[] = [{
  subject: REQUIREMENTS_SUBJECT, aboutKind: 'opportunity', words: 'asking more of bidders than the risk allows',
  address: (id) => `/opportunities/${id}/requirements`,
  title: async (read, id) => (await tenderFacts(read, id))?.title ?? '',
  hold: lockTender,
  contentHash: async (read, id) => exceedingHash(await requirementsOf(read, id)),
}];

import type { RuleNote } from '#kernel/rule-note';
import { asNote } from '#law';
import type { Read } from '#platform/database/connection';
import { EXCLUSION_RULES } from '../exclusion-grounds.ts';
import { SELF_CERTIFICATION_RULE } from '../tender/checking.ts';
import { extrasOf, isTenderCovered, tenderFacts } from '../tender/tender.store.ts';
import { HEARD_FIRST } from './checks.ts';
import { checksOf, concernsOf, evidenceOf, groundWords, viewsOf } from './checks.store.ts';

export interface AwardObstacle {
  readonly sentence: string;
  readonly href: string;
  readonly rule?: RuleNote;
}

interface AwardInQuestion {
  readonly opportunityId: string;
  readonly lotId: string | null;
  readonly bidId: string;
  readonly step: 'recommend' | 'publish' | 'confirm';
}

/**
 * What this room holds against an award. A recommendation may be prepared meanwhile: it is telling bidders and the public, and
 * making the contract, that have to wait for the checks.
 */
export async function awardStanding(read: Read, { opportunityId, lotId, bidId, step }: AwardInQuestion): Promise<readonly AwardObstacle[]> {
  const tender = step === 'recommend' ? null : await tenderFacts(read, opportunityId);
  if (!tender) return [];
  const href = `/opportunities/${opportunityId}/checks/${bidId}`;
  const ofBid = <Row extends { readonly bidId: string }>(rows: readonly Row[]): Row[] => rows.filter((row) => row.bidId === bidId);
  const obstacles: AwardObstacle[] = [];
  const [check] = ofBid(await checksOf(read, opportunityId));
  const concerns = ofBid(await concernsOf(read, opportunityId));
  // The check is the Act's, so it is owed where its full rules apply; anyone may make it elsewhere.
  if (!check && tender.regime === 'PA2023' && (await isTenderCovered(read, tender)) === true) obstacles.push({ href, sentence: 'The winner has not been checked against the debarment list.', rule: asNote(EXCLUSION_RULES.debarment) });
  if (check?.result === 'match' && !concerns.some(({ debarred }) => debarred)) obstacles.push({ href, sentence: 'The winner was found on the debarment list. Raise the ground, and hear the supplier.', rule: asNote(EXCLUSION_RULES.debarment) });
  for (const concern of concerns.filter(({ decision }) => decision === null)) obstacles.push({ href: `/exclusion-concerns/${concern.id}`, sentence: `A ground for exclusion has been raised and not decided: ${groundWords(concern.ground)}.`, rule: HEARD_FIRST });
  const [view] = ofBid(await viewsOf(read, opportunityId));
  if (view?.view === 'not-satisfied') obstacles.push({ href, sentence: 'Finance is not satisfied with the winner’s financial standing.' });
  return step === 'confirm' ? [...obstacles, ...(await evidenceObstacles(read, { opportunityId, lotId, bidId }, href))] : obstacles;
}

/** Where bidders certified themselves the contract waits for the evidence; wherever it was asked for it waits too. */
async function evidenceObstacles(read: Read, { opportunityId, lotId, bidId }: Omit<AwardInQuestion, 'step'>, href: string): Promise<AwardObstacle[]> {
  const request = (await evidenceOf(read, opportunityId)).find((one) => one.bidId === bidId && (one.lotId === null || one.lotId === lotId));
  if (request && request.state !== 'accepted') return [{ href: `/evidence/${request.id}`, sentence: request.state === 'received' ? 'The evidence has come and has not been accepted yet.' : 'The evidence that the winner was asked for has not been accepted.', rule: SELF_CERTIFICATION_RULE }];
  if (request) return [];
  const certified = (await extrasOf(read, opportunityId)).some(({ kind }) => kind === 'self-certification');
  return certified ? [{ href, sentence: 'Bidders certified themselves. Ask the winner for evidence before the contract is made.', rule: SELF_CERTIFICATION_RULE }] : [];
}

import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import { coreOfBid } from './core/core.page.ts';
import { coreOf, isComplete } from './core/core.store.ts';

export interface CoreOfBid {
  /** What must be put right before the bid can be sent; empty where the tender asks for no core. */
  readonly toPutRight: readonly string[];
  /** For the bid's own page: what is filled in already. */
  readonly section: Html;
}

const NOT_ASKED: CoreOfBid = { toPutRight: [], section: nothing };

/**
 * What a published tender asks of a bidder's core questionnaire. Nothing below the threshold (DP-05), and then nothing is read, since
 * this stands in the way of every submission; above it the law asks for the share code too (PR24 reg 6(3)).
 */
export async function coreForBid(read: Read, tender: { readonly aboveThreshold: boolean | null; readonly regime: string | null }, organisationId: string): Promise<CoreOfBid> {
  if (tender.aboveThreshold !== true || tender.regime !== 'PA2023') return NOT_ASKED;
  const core = await coreOf(read, organisationId);
  return {
    section: coreOfBid(core, organisationId),
    toPutRight: [
      ...(isComplete(core) ? [] : ['Complete your core questionnaire: it is answered once for every tender']),
      ...(core.shareCode ? [] : ['Record your share code of the central digital platform']),
    ],
  };
}

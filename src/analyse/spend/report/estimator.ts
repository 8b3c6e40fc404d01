import { divideHalfUp } from '#kernel/decimal';
import type { Pence } from '#kernel/money';
import { LOCAL_BENEFIT } from './local-benefit.data.ts';

export interface BenefitEstimate {
  readonly spentPence: Pence;
  readonly localSmePence: Pence;
  readonly largerFirmPence: Pence;
  readonly differencePence: Pence;
}

/** What a spend would bring the local economy, by whom it is spent with; to the nearest penny. */
export function estimateBenefit(spentPence: Pence): BenefitEstimate {
  const of = (pence: bigint): Pence => divideHalfUp(spentPence * pence, 100n);
  const [localSmePence, largerFirmPence] = [of(LOCAL_BENEFIT.penceAPound.localSme), of(LOCAL_BENEFIT.penceAPound.largerFirm)];
  return { spentPence, localSmePence, largerFirmPence, differencePence: localSmePence - largerFirmPence };
}

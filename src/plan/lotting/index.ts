/** How the work is cut into lots, and whether it may be passed on. See README.md. */
import type { Module } from '#platform/module';
import { lottingActs } from './lotting.acts.ts';
import { lottingRoutes } from './lotting.routes.ts';

export { addLottingOption, chooseLotting, removeLottingOption, saveSubcontracting, setLottingKind } from './lotting.commands.ts';
export { LOTTING_RULE, PATTERNS, type Lotting, type LottingOption, type OptionLot, type Pattern } from './lotting.ts';
export { isAdvertised, lottingOf, subcontractingOf } from './lotting.store.ts';
export { lottingInWords } from './lotting.page.ts';
export { lottingObstacles } from './lotting-obstacle.reader.ts';
export { protectionTerms, STANCES, type ProtectionTerm, type Stance, type Subcontracting } from './subcontracting.ts';
export { subcontractingInWords } from './subcontracting.page.ts';
export { couldBidAlone, reachOf, whyNotAlone, yearlyOf, type Districts, type LotReach, type LotToCarry } from './who-could-bid.ts';

export const lottingModule: Module = { name: 'lotting', acts: lottingActs, routes: [lottingRoutes] };

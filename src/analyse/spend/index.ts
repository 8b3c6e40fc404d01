import type { Module } from '#platform/module';
import type { FurtherUndo } from '#transparency';
import { loadSpendRoutes } from './reading/load-spend.routes.ts';
import { SPEND_LOADERS, spendActs } from './spend.acts.ts';
import { spendSupplierKind } from './spend.kind.ts';
import { spendRoutes } from './spend.routes.ts';
import { remindReturnsJob } from './supply-chain/remind.job.ts';
import { supplyChainRoutes } from './supply-chain/supply-chain.routes.ts';
import { suggestionRoutes } from './suggestions.routes.ts';
import { undoSpend } from './undo-spend.store.ts';

export { importSpend, type SpendImported } from './import-spend.command.ts';
export { importSpendCli, lookOverSpendCli, type ImportSpendArguments, type LookOverSpendArguments } from './spend.cli.ts';
export { openSpendFile, type OpenedSpendFile, type SpendFileOptions } from './reading/open-spend-file.ts';
export { isRefused, SPEND_FIELDS, type RefusedRow, type SpendColumn, type SpendField, type SpendFile, type SpendMapping, type SpendRow } from './reading/spend-row.ts';
export { spendActs, SPEND_LOADERS } from './spend.acts.ts';
export { fileOf, spendFile, spendRow } from './spend.fixture.ts';
export { checkSpend } from './rollup.store.ts';
export { checkSpendCli, exportSpendCli, spendAsCsv, type ExportSpendArguments } from './export-spend.cli.ts';
export { decideSuggestion, reconsiderSuggestion } from './decide-suggestion.command.ts';
export { matchSupplier, unmatchSupplier, withholdSupplier } from './match-supplier.command.ts';
export { recordReturn, withdrawReturn } from './second-tier.command.ts';
export { acceptReturn, askReturns, prepareReturn, queryReturn, sendReturn } from './supply-chain/supply-chain.commands.ts';
export { remindReturns } from './supply-chain/remind.job.ts';
export { drawReturns, owedReturnsWork } from './supply-chain/supply-chain.reader.ts';
export { share, type SpendKind } from './spend.ts';

/** A load of spending is taken back like any import. */
export const spendUndo: FurtherUndo = { kind: 'spend', roles: SPEND_LOADERS, undo: undoSpend };

export const spendModule: Module = {
  name: 'spend',
  acts: spendActs,
  kinds: [spendSupplierKind],
  routes: [...spendRoutes, ...loadSpendRoutes, ...supplyChainRoutes, ...suggestionRoutes],
  jobs: [remindReturnsJob],
  navigation: [{ text: 'Spending', href: '/spend' }, { text: 'Suppliers to match', href: '/spend/unmatched', to: SPEND_LOADERS }],
};

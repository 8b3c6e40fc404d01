import { SYSTEM } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import type { Module } from '#platform/module';
import { lookForDuplicates } from './decide-pair.command.ts';
import { matchingActs } from './matching.acts.ts';
import { loadOrganisationsRoutes } from './load-organisations.routes.ts';
import { matchingRoutes } from './matching.routes.ts';

export { matchFileCli, type MatchFileArguments } from './match-file.cli.ts';
export { suggestGroups, suggestLinks, type Link, type NamedRow, type SuggestedGroup } from './suggest-groups.ts';
export { importOrganisationsCli, type ImportOrganisationsArguments } from './import-organisations.cli.ts';
export { importOrganisations } from './import-organisations.command.ts';
export { isNamedByKind } from './kind-and-id.store.ts';
export { oneEdit } from './spelling.ts';
export { rowNumbers, type RowNumbers } from './numbers.ts';
export { askAnewPage, decideSpellingPage } from './duplicates.page.ts';
export { lockSpellingSuggestion, spellingSuggestionById, storeSpellingDecision, type SpellingSuggestion } from './spellings.store.ts';
export { decidePair, lookForDuplicates, undoMerge } from './decide-pair.command.ts';

/** Which records are one organisation: suggested by name and number, decided by a person, undone exactly. */
export const matchingModule: Module = {
  name: 'matching',
  acts: matchingActs,
  routes: [...matchingRoutes, loadOrganisationsRoutes],
  navigation: [{ text: 'Duplicates', href: '/organisations/duplicates', to: ['procurement-officer', 'administrator', 'site-administrator'] }],
  jobs: [{ name: 'matching.look-for-duplicates', cron: '40 3 * * *', run: async (services) => void (await runCommand(services, lookForDuplicates, SYSTEM, {})) }],
};

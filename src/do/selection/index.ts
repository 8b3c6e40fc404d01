/** What is asked of suppliers about themselves, once: the core, the vault, what a tender may require, and the checks of whoever may win. See README.md. */
import type { Module } from '#platform/module';
import { checksRoutes } from './checks/checks.routes.ts';
import { coreRoutes } from './core/core.routes.ts';
import { eraseFormerPeopleJob } from './core/core.commands.ts';
import { connectSelection, type SelectionPorts } from './ports.ts';
import { selectionActs } from './selection.acts.ts';
import { selectionKinds } from './selection.kinds.ts';
import { tenderRoutes } from './tender/tender.routes.ts';
import { warnOfExpiryJob } from './vault/vault.commands.ts';
import { clearVaultJob } from './vault/retention.command.ts';
import { vaultRoutes } from './vault/vault.routes.ts';

export { selectionActs } from './selection.acts.ts';
export { connectSelection, type ProvisionalWinner, type SelectionPorts } from './ports.ts';
export { coreForBid, type CoreOfBid } from './bid-core.reader.ts';
export { connectedPeopleOf, coreAt, coreOf, isComplete, PERSON_KINDS, type ConnectedPerson, type CoreVersion } from './core/core.store.ts';
export { addConnectedPerson, beginCore, eraseFormerPeople, recordShareCode, removeConnectedPerson, saveCorePart } from './core/core.commands.ts';
export { addVaultDocument, endShare, renewDocument, shareDocument, warnOfExpiry, withdrawDocument } from './vault/vault.commands.ts';
export { clearVault, clearVaultJob, removeVaultFiles } from './vault/retention.command.ts';
export { removeUnusedFiles } from './vault/retention.store.ts';
export { addToBank, retireFromBank } from './tender/bank.commands.ts';
export { addExtra, askSelfCertification, assessRisk, setRequirement } from './tender/tender.commands.ts';
export { STATEMENTS } from './tender/checking.ts';
export type { RequirementsInWords } from './tender/tender.page.ts';
export { drawRequirements, tenderRequirements, selectionApprovals, tenderObstacles, tenderTasks } from './tender/tender-standing.reader.ts';
export { decideConcern, giveFinancialView, raiseConcern, recordExclusionCheck, replyToConcern } from './checks/checks.commands.ts';
export { askEvidence, decideOnEvidence, giveEvidence } from './checks/evidence.commands.ts';
export { awardStanding } from './checks/award-standing.reader.ts';
export { owedSelection, selectionPersonalData } from './owed-selection.store.ts';

/** The room with its ports connected. */
export function selectionModule(ports: Partial<SelectionPorts> = {}): Module {
  connectSelection(ports);
  return {
    name: 'selection',
    acts: selectionActs,
    kinds: selectionKinds,
    routes: [...coreRoutes, ...vaultRoutes, ...tenderRoutes, ...checksRoutes],
    navigation: [],
    jobs: [warnOfExpiryJob, clearVaultJob, eraseFormerPeopleJob],
  };
}

import type { Module } from '#platform/module';
import { sql } from 'kysely';
import type { HeldWork, OwedWork, PersonalData } from '#parties';
import { whereMay } from '#platform/access/access';
import { allow } from '#kernel/outcome';
import type { Tx } from '#platform/database/connection';
import { agreementsHeldBy, handOver } from './agreement.store.ts';
import { refreshWords } from './agreement-words.store.ts';
import { agreementsActs, RECORDERS } from './agreements.acts.ts';
import { agreementKind } from './agreements.kind.ts';
import { agreementsRoutes } from './agreements.routes.ts';

export { activateAgreement, bringIntoForce, createAgreement, type AgreementId, type NewAgreement, type PartyRole } from './create-agreement.store.ts';
export { closeFramework, moveFrameworkCeiling, moveFrameworkEnd, setProviders } from './framework-agreement.store.ts';
export { agreementsHeldBy, notTheirs, peopleWith, refreshMissing, lockAgreement } from './agreement.store.ts';
export { recordAgreement } from './record-agreement.command.ts';
export { useReviewPlanner, type ReviewPlanner } from './review-planner.ts';
export { agreementsServing, readAgreement, type AgreementView, type ServingAgreement } from './agreement-view.store.ts';
export { noticesAround, type AgreementNotice } from './agreement-notices.store.ts';
export { AGREEMENT_PLAIN, AGREEMENT_WORDS, refreshSearch, refreshWords } from './agreement-words.store.ts';
export { AGREEMENT_KINDS, latestEnd, missingFrom, missingInWords, MUST_HAVE, type AgreementKind, type AgreementState, type Missing } from './agreement.ts';
export { contractsDefinition, contractsRegister, WITHHOLDABLE } from './agreements.register.ts';
export { agreementsActs } from './agreements.acts.ts';
export { confirmResult, correctResult, enterResult, queryResult } from './results/results.commands.ts';
export { fewestShown } from './results/fewest-shown.store.ts';
export { owedResults } from './results/owed-results.reader.ts';
export { activate, assign, complete, end, extend } from './agreements.commands.ts';
export { addTerms, termsOf, type AgreementTerm, type NewTerm } from './agreement-terms.store.ts';
export { ALTERNATIVE_KINDS, decideWithinCeiling, earlyReviewDay, isAlternativeKind, PROVISIONAL_OUTCOMES, PROVISIONAL_RULE, provisionalSentence, type AlternativeKind, type ProvisionalOutcome, type ProvisionalStanding } from './provisional.ts';
export { provisionalStanding, settleProvisional } from './provisional.store.ts';
export { connectAgreements, type AgreementPorts } from './ports.ts';
export { agreementKind } from './agreements.kind.ts';

/** A contract manager's live and draft agreements at a body: handed over before the account is closed (RV-01). */
export const heldAgreements: HeldWork = {
  nouns: ['contract', 'contracts'],
  handOverAddress: '/agreements/hand-over',
  roles: ['contract-manager'],
  count: async (read, personId, bodyId) => (await agreementsHeldBy(read, personId)).filter((held) => held.bodyId === bodyId && held.as !== 'director').length,
  inheritance: {
    key: 'contracts', heirs: ['contract-manager'],
    give: async ({ tx }, { from, to, bodyId }) => allow(await handOver(tx, from, [bodyId], { managerId: to, directorId: null })),
  },
};

/** The agreements for which somebody answers as lead director. */
export const heldDirections: HeldWork = {
  nouns: ['contract as lead director', 'contracts as lead director'],
  handOverAddress: '/agreements/hand-over',
  roles: ['lead-director'],
  count: async (read, personId, bodyId) => (await agreementsHeldBy(read, personId)).filter((held) => held.bodyId === bodyId && held.as !== 'manager').length,
  inheritance: {
    key: 'contracts-directed', heirs: ['lead-director'],
    give: async ({ tx }, { from, to, bodyId }) => allow(await handOver(tx, from, [bodyId], { managerId: null, directorId: to })),
  },
};

/** What somebody answers for, as manager or lead director: part of the copy of all that is held about them. */
export const agreementsAnsweredFor: PersonalData = {
  key: 'agreementsYouAnswerFor',
  read: (read, personId) => read.selectFrom('agreement').select(['reference', 'title', 'state', 'starts_on', 'ends_on']).select((row) => [row('manager_id', '=', personId).as('as_manager'), row('director_id', '=', personId).as('as_director')])
    .where((row) => row.or([row('manager_id', '=', personId), row('director_id', '=', personId)])).orderBy('id').execute(),
};

/** The search finds the agreements of a renamed directorate by its new name. */
export async function unitRenamed(tx: Tx, unitId: string): Promise<void> {
  const rows = await tx.selectFrom('agreement').select('id').where('unit_id', '=', unitId).execute();
  if (rows.length > 0) await refreshWords(tx, rows.map(({ id }) => id));
}

/** What a contract manager owes: the agreements in their keeping that lack something. */
export const owedCompletion: OwedWork = {
  title: 'Agreements to complete',
  list: async (read, actor, limit) => {
    const mayComplete = whereMay(actor, agreementsActs.complete, agreementKind);
    const { rows } = await sql<{ id: string; title: string }>`select r.id, r.title from agreement r where r.state = 'live' and r.incomplete and r.manager_id = ${actor.personId} and ${mayComplete} order by r.title, r.id limit ${limit}`.execute(read);
    const { rows: counts } = await sql<{ others: bigint }>`select count(*) as others from agreement r where r.state = 'live' and r.incomplete and r.manager_id is null and ${mayComplete}`.execute(read);
    const others = counts[0]!.others;
    const own = rows.map((row) => ({ words: `Complete the record of ${row.title}`, dueAt: null, address: `/agreements/${row.id}/complete` }));
    // What nobody manages yet is everyone's: one line, so that it does not drown a person's own work.
    return others === 0n ? own : [...own, { words: `${others} ${others === 1n ? 'agreement has' : 'agreements have'} no manager and ${others === 1n ? 'is' : 'are'} incomplete`, dueAt: null, address: '/agreements/incomplete' }].slice(0, limit);
  },
};

export const agreementsModule: Module = {
  name: 'agreements',
  acts: agreementsActs,
  kinds: [agreementKind],
  routes: agreementsRoutes,
  navigation: [{ text: 'Contracts', href: '/contracts' }, { text: 'Incomplete agreements', href: '/agreements/incomplete', to: RECORDERS }],
};

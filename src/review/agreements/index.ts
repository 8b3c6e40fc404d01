import type { Module } from '#platform/module';
import { sql } from 'kysely';
import type { HeldWork, OwedWork } from '#parties';
import { whereMay } from '#platform/access/access';
import { STAFF_ROLES } from '#platform/access/roles';
import { agreementsHeldBy } from './agreement.store.ts';
import { agreementsActs } from './agreements.acts.ts';
import { agreementKind } from './agreements.kind.ts';
import { agreementsRoutes } from './agreements.routes.ts';

export { activateAgreement, createAgreement, type AgreementId, type NewAgreement, type PartyRole } from './create-agreement.store.ts';
export { agreementsHeldBy, outcomesOf, peopleWith, refreshMissing, serveOutcomes, lockAgreement } from './agreement.store.ts';
export { agreementsServing, readAgreement, type AgreementView, type ServingAgreement } from './agreement-view.store.ts';
export { AGREEMENT_PLAIN, AGREEMENT_WORDS, refreshSearch, refreshWords } from './agreement-words.store.ts';
export { AGREEMENT_KINDS, latestEnd, missingFrom, missingInWords, MUST_HAVE, type AgreementKind, type AgreementState, type Missing } from './agreement.ts';
export { contractsDefinition, contractsRegister, WITHHOLDABLE } from './agreements.register.ts';
export { agreementsActs } from './agreements.acts.ts';
export { activate, assign, complete, end, extend } from './agreements.commands.ts';
export { agreementKind } from './agreements.kind.ts';

/** A contract manager's or director's live and draft agreements at a body: handed over before the account is closed (RV-01). */
export const heldAgreements: HeldWork = {
  nouns: ['contract', 'contracts'],
  handOverAddress: '/agreements/hand-over',
  roles: ['contract-manager', 'lead-director'],
  count: async (read, personId, bodyId) => (await agreementsHeldBy(read, personId)).filter((held) => held.bodyId === bodyId).length,
};

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
  navigation: [{ text: 'Contracts', href: '/contracts' }, { text: 'Incomplete agreements', href: '/agreements/incomplete', to: STAFF_ROLES.filter((role) => role === 'contract-manager' || role === 'procurement-officer') }],
};

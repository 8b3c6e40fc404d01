import { londonDate, londonInstant, addDays, formatDate } from '#kernel/calendar-date';
import type { Actor } from '#platform/access/access';
import { holdsForActOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import type { Owed, OwedWork } from '#parties';
import { spendActs } from '../spend.acts.ts';
import { returnAddress } from './supply-chain.commands.ts';
import { returnsPart } from './supply-chain.page.ts';
import { contractOfReturns, contractsThatOwe, owedReturns } from './supply-chain.store.ts';

const CONTRACTOR_ROLES: readonly string[] = ['bid-writer', 'organisation-administrator'];

/** A contract's returns on its own page: where any are asked for, or where the reader may ask. */
export async function drawReturns(read: Read, agreementId: string, { actor, isStaff }: { readonly actor: Actor; readonly isStaff: boolean }): Promise<Html> {
  const contract = await contractOfReturns(read, agreementId);
  if (!contract || contract.contractorId === null) return nothing;
  const mayAsk = isStaff && holdsForActOn(actor, spendActs.askReturns, contract.bodyId);
  if (contract.duty === null && !mayAsk) return nothing;
  const owed = await owedReturns(read, [contract], londonDate(await readClock(read)));
  return returnsPart(contract, owed.get(contract.id)!, mayAsk);
}

/** What waits: a return for whoever writes for the contractor, a sent one for the contract's manager. */
export const owedReturnsWork: OwedWork = {
  title: 'Returns of what is paid to sub-contractors',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const own = actor.holdings.flatMap((held) => (held.scopeKind === 'organisation' && held.scopeId !== null && CONTRACTOR_ROLES.includes(held.role) ? [held.scopeId] : []));
    const isManager = actor.holdings.some((held) => held.role === 'contract-manager');
    if (own.length === 0 && !isManager) return [];
    const today = londonDate(await readClock(read));
    const contracts = isManager ? (await contractsThatOwe(read, null)).filter(({ managerId, contractorId }) => managerId === actor.personId || (contractorId !== null && own.includes(contractorId))) : await contractsThatOwe(read, null, own);
    const all = await owedReturns(read, contracts, today);
    return contracts.flatMap((contract) => all.get(contract.id)!.flatMap((one): Owed[] => {
      const address = returnAddress(contract.id, one.fromOn);
      const state = one.stored?.state ?? null;
      if (contract.contractorId !== null && own.includes(contract.contractorId)) {
        if (state === 'queried') return [{ words: `Answer what is asked about your return for ${contract.title}`, dueAt: null, address }];
        return state === null || state === 'draft' ? [{ words: `Return what you paid to sub-contractors of ${contract.title} from ${formatDate(one.fromOn)}`, dueAt: londonInstant(addDays(one.dueOn, 1), '00:00'), address }] : [];
      }
      return state === 'sent' ? [{ words: `Check the contractor’s return for ${contract.title}`, dueAt: null, address }] : [];
    })).toSorted((one, other) => (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity)).slice(0, limit);
  },
};

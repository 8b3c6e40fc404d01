import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { html, nothing, type Html } from '#platform/pages/html';
import { addTerms, type AgreementId } from '#agreements';
import { addMeasure } from '#parts/measures';
import { isWhole, paymentInWords, paymentPlanOf, paymentTerms } from '#payment-plan';
import { protectionTerms, subcontractingInWords, subcontractingOf } from '#lotting';
import { opportunityById } from '#opportunities';
import type { Owed, OwedWork } from '#parties';
import { consortiaForming } from './consortia/consortium.store.ts';
import { carryMembers } from './consortia/group-bid.reader.ts';
import { countsInWords } from './finder/finder.ts';
import { formingInWords } from './finder/finder.page.ts';
import { partnerCounts } from './finder/finder.store.ts';
import { countsOf, contractorsOf, noticesOfAgreement, requirementOf, silentAgreements } from './subcontracts/subcontract.store.ts';
import { supplyChainPart } from './subcontracts/subcontract.page.ts';
import { speaksFor } from './suppliers.ts';

/** What this room tells on an opportunity's page: how one would be paid, whether work may be passed on, and how many look for partners. */
export async function drawPartners(read: Read, opportunityId: string): Promise<Html> {
  const opportunity = await opportunityById(read, opportunityId);
  if (!opportunity) return nothing;
  const { exerciseId } = opportunity;
  const lots = (await sql<{ lots: number }>`select count(*)::int as lots from lot where opportunity_id = ${opportunityId} and state <> 'withdrawn'`.execute(read)).rows[0]!.lots;
  const at = `/opportunities/${opportunityId}`;
  return html`${exerciseId && paymentInWords(await paymentPlanOf(read, exerciseId), `${at}/payment`)}${exerciseId && subcontractingInWords(await subcontractingOf(read, exerciseId))}
<h2 class="govuk-heading-m" id="partners">Too much for you alone?</h2>
<p class="govuk-body">${countsInWords(await partnerCounts(read, opportunityId))}. ${formingInWords(await consortiaForming(read, opportunityId))}</p>
<ul class="govuk-list"><li><a class="govuk-link" href="${at}/partners">Find a partner or begin a consortium</a></li>${lots > 0 && opportunity.state !== 'draft' && html`<li><a class="govuk-link" href="${at}/lots-alone">Lots you could bid for alone</a></li>`}</ul>`;
}

interface Confirmed {
  readonly opportunityId: string;
  readonly exerciseId: string | null;
  readonly bidId: string;
  readonly agreementId: AgreementId;
}

/** Carries into a new contract what bidders were told: how it is paid, the protections of sub-contractors with rows to watch them, and the group's members (PL-22, PL-25, DP-34). */
export async function carryIntoContract({ tx, actor }: CommandContext, { exerciseId, bidId, agreementId }: Confirmed): Promise<void> {
  const about = { kind: 'agreement', id: agreementId };
  await carryMembers(tx, bidId, agreementId);
  if (exerciseId === null) return;
  const from = { kind: 'exercise', id: exerciseId };
  const plan = await paymentPlanOf(tx, exerciseId);
  if (plan && isWhole(plan)) await addTerms(tx, agreementId, 'Payment', from, paymentTerms(plan).map((words) => ({ words })));
  const stance = await subcontractingOf(tx, exerciseId);
  if (!stance) return;
  const terms = [];
  for (const { words, measure } of protectionTerms(stance)) terms.push({ words, measureId: await addMeasure(tx, about, measure) });
  await addTerms(tx, agreementId, 'Sub-contracting', from, terms);
  if (!stance.requiresPosting) return;
  await tx.insertInto('subcontract_requirement').values({ agreement_id: agreementId, from_on: londonDate(await readClock(tx)), reason: 'A term of the contract.', set_by: actor.personId }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** The supply chain on a contract's own page. */
export async function drawSupplyChain(read: Read, agreementId: string, { actor, isStaff }: { readonly actor: Actor; readonly isStaff: boolean }): Promise<Html> {
  const own = speaksFor(actor);
  const isContractor = own.length > 0 && (await contractorsOf(read, agreementId)).some((id) => own.includes(id));
  const [silent] = await silentAgreements(read, agreementId);
  return supplyChainPart(agreementId, { counts: await countsOf(read, agreementId), notices: await noticesOfAgreement(read, agreementId), requirement: await requirementOf(read, agreementId), silent: silent ?? null, isStaff, isContractor });
}

/** What waits for a supplier: invitations to consortia, and what a held-up award asks for. */
export const owedPartners: OwedWork = {
  title: 'Partners and consortia',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const { rows } = await sql<Owed>`select 'Answer the invitation to ' || c.name as words, null as "dueAt", '/consortia/' || c.id || '/answer' as address from consortium_member m join consortium c on c.id = m.consortium_id
        where m.state = 'invited' and c.ended_at is null and m.organisation_id = any(${speaksFor(actor)}::uuid[])
      union all select 'Give what is asked of ' || c.name, q.due_at, '/consortia/' || c.id from consortium_request q join consortium c on c.id = q.consortium_id join consortium_member m on m.consortium_id = c.id and m.state = 'member'
        where q.met_at is null and m.organisation_id = any(${speaksFor(actor)}::uuid[]) order by 2 nulls last, 3 limit ${limit}`.execute(read);
    return rows;
  },
};

/** Contracts whose contractor advertised nothing in a quarter although it must: for whoever manages them. */
export const owedSupplyChain: OwedWork = {
  title: 'Contracts without sub-contract notices',
  list: async (read, actor, limit) => {
    if (!actor.holdings.some(({ role }) => role === 'contract-manager')) return [];
    return (await silentAgreements(read, null)).filter(({ managerId }) => managerId === actor.personId).slice(0, limit).map(({ agreementId, title, quarter }) => ({ words: `No sub-contract was advertised in ${quarter.label}: ${title}`, dueAt: null, address: `/contracts/${agreementId}#supply-chain` }));
  },
};

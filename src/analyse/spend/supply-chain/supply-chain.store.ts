import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import type { Pence } from '#kernel/money';
import type { Read } from '#platform/database/connection';
import { periodsOver, standingOf, type ReturnDuty, type ReturnPeriod, type ReturnStanding, type ReturnState } from './return-period.ts';

/** A contract as its returns are asked for. */
export interface ContractOfReturns {
  readonly id: string;
  readonly title: string;
  readonly bodyId: BodyId;
  readonly bodySlug: string;
  readonly managerId: string | null;
  readonly contractorId: string | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly state: string;
  /** Whether a label hides the record or its supplier from anyone but staff and the contractor. */
  readonly withheld: boolean;
  readonly duty: ReturnDuty | null;
}

export interface StoredReturn {
  readonly id: string;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
  /** Null for one that staff recorded themselves. */
  readonly dueOn: CalendarDate | null;
  readonly state: ReturnState;
  readonly localPence: Pence;
  readonly method: string;
  readonly query: string | null;
  readonly fileName: string | null;
  readonly columns: readonly { readonly what: string; readonly heading: string }[];
  /** The day on which it was first sent. */
  readonly sentOn: CalendarDate | null;
}

/** One return that a contract owes: its period, how it stands, and what is here of it. */
export interface OwedReturn extends ReturnPeriod {
  readonly standing: ReturnStanding;
  readonly stored: StoredReturn | null;
}

const CONTRACT = sql.raw(`a.id, a.title, a.body_id as "bodyId", b.slug as "bodySlug", a.manager_id as "managerId", a.lead_organisation_id as "contractorId", a.starts_on as "startsOn", greatest(a.latest_ends_on, a.ends_on) as "endsOn", a.state,
    exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = a.id and (l.field is null or l.field = 'supplier') and l.ended_at is null) as withheld,
    d.every_months as "everyMonths", d.first_on as "firstOn", d.due_days as "dueDays" from agreement a join body b on b.id = a.body_id left join second_tier_duty d on d.agreement_id = a.id`);
type ContractRow = Omit<ContractOfReturns, 'duty'> & { readonly everyMonths: number | null; readonly firstOn: CalendarDate | null; readonly dueDays: number | null };
const contractFrom = ({ everyMonths, firstOn, dueDays, ...row }: ContractRow): ContractOfReturns => ({ ...row, duty: everyMonths === null ? null : { everyMonths, firstOn: firstOn!, dueDays: dueDays! } });

/** One contract with its duty; null for none. */
export async function contractOfReturns(read: Read, agreementId: string): Promise<ContractOfReturns | null> {
  const { rows } = await sql<ContractRow>`select ${CONTRACT} where a.id = ${agreementId} and a.state <> 'draft'`.execute(read);
  return rows[0] ? contractFrom(rows[0]) : null;
}

/** Every contract of a body that owes returns; of all bodies for null. */
export async function contractsThatOwe(read: Read, bodyId: string | null, organisationIds: readonly string[] | null = null): Promise<ContractOfReturns[]> {
  const { rows } = await sql<ContractRow>`select ${CONTRACT} where d.agreement_id is not null and a.state <> 'draft' and (${bodyId}::uuid is null or a.body_id = ${bodyId}::uuid)
    and (${organisationIds}::uuid[] is null or a.lead_organisation_id = any(${organisationIds}::uuid[])) order by a.title, a.id`.execute(read);
  return rows.map(contractFrom);
}

const RETURN = sql.raw(`t.id, t.agreement_id as "agreementId", t.from_on as "fromOn", t.to_on as "toOn", t.due_on as "dueOn", t.state, t.local_pence as "localPence", t.method, t.query, t.file_name as "fileName", coalesce(t.columns_read, '[]'::jsonb) as columns,
  (coalesce(t.sent_at, case when t.sent_by is null and t.state = 'accepted' then t.recorded_at end) at time zone 'Europe/London')::date as "sentOn" from second_tier_return t`);

/** What contracts owe, by their id: every period that is over, with what is here of it, and what was put in for periods asked before. One query, whatever the number of contracts. */
export async function owedReturns(read: Read, contracts: readonly ContractOfReturns[], today: CalendarDate): Promise<ReadonlyMap<string, readonly OwedReturn[]>> {
  const { rows } = await sql<StoredReturn & { readonly agreementId: string }>`select ${RETURN} where t.agreement_id = any(${contracts.map(({ id }) => id)}::uuid[]) and t.withdrawn_at is null`.execute(read);
  return new Map(contracts.map((contract) => {
    const stored = rows.filter(({ agreementId }) => agreementId === contract.id);
    const periods = contract.duty === null ? [] : periodsOver(contract.duty, contract.endsOn, today);
    const covers = (period: ReturnPeriod) => ({ fromOn, toOn }: StoredReturn): boolean => fromOn <= period.toOn && toOn >= period.fromOn;
    // What was put in while other periods were asked for stays in sight; one that staff recorded covers a period whatever its own days are.
    const earlier = stored.flatMap((one): OwedReturn[] => (one.dueOn === null || periods.some((period) => covers(period)(one)) ? [] : [{ fromOn: one.fromOn, toOn: one.toOn, dueOn: one.dueOn, stored: one, standing: standingOf(one.dueOn, one.sentOn, today) }]));
    const owed = periods.map((period): OwedReturn => {
      const found = stored.find(covers(period)) ?? null;
      return { ...period, stored: found, standing: standingOf(period.dueOn, found?.sentOn ?? null, today) };
    });
    return [contract.id, [...earlier, ...owed].toSorted((one, other) => (one.fromOn < other.fromOn ? -1 : 1))];
  }));
}

/** What a contractor was paid by an authority in the months of a period. In pence; nothing where no spending is loaded. */
export async function paidToContractor(read: Read, bodyId: string, contractorId: string, fromOn: string, toOn: string): Promise<Pence> {
  const { rows } = await sql<{ paid: bigint | null }>`select sum(m.amount_pence)::bigint as paid from spend_supplier s join spend_supplier_month m on m.supplier_key = s.supplier_key
    where s.body_id = ${bodyId} and s.organisation_id = ${contractorId} and m.month between date_trunc('month', ${fromOn}::timestamp) and ${toOn}::date`.execute(read);
  return rows[0]!.paid ?? 0n;
}

/** Which reminders went out to these contracts, as "agreement first-day kind". */
export async function remindersSent(read: Read, agreementIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`select agreement_id || ' ' || period_from_on || ' ' || kind as key from second_tier_reminder where agreement_id = any(${agreementIds}::uuid[])`.execute(read);
  return new Set(rows.map(({ key }) => key));
}

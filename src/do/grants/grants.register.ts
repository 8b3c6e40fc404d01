import { sql, type RawBuilder } from 'kysely';
import { financialYear } from '#kernel/calendar-date';
import { poundsDecimal } from '#kernel/money';
import { contractsDefinition } from '#agreements';
import { authorityFilter } from '#parties';
import type { Read } from '#platform/database/connection';
import { register, type RegisterDefinition } from '#platform/register/register';
import { grantsActs } from './grants.acts.ts';
import { grantTotalsPart, type GrantTotals } from './grants.page.ts';
import { OWN_GRANT } from './grants.store.ts';

const [FIRST_YEAR, LAST_YEAR] = [2008, 2040];
const YEARS = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => financialYear(LAST_YEAR - index)).map(({ startYear, label }) => ({ value: String(startYear), text: label }));
const withholding = contractsDefinition.withholding!;

/** Whole months and their tenths between the first day and the last; what the file says where there are no days. */
const LENGTH = `case when a.starts_on is not null and a.ends_on is not null
  then round((extract(year from age(a.ends_on + 1, a.starts_on)) * 12 + extract(month from age(a.ends_on + 1, a.starts_on)) + extract(day from age(a.ends_on + 1, a.starts_on)) / 30.4)::numeric, 2)
  else g.duration_months end`;

/** Every grant a body gave: the agreement with what is kept beside it. A grant recorded by hand may have nothing beside it yet. */
const GRANTS = `(select a.id, a.body_id, a.reference, a.title, a.description, a.state, a.unit_id, a.lead_organisation_id, a.supplier_name, a.starts_on, a.ends_on, a.value_net_pence, a.words, a.plain, a.incomplete,
    coalesce(g.identifier, a.reference) as identifier, coalesce(g.currency, 'GBP') as currency, case when coalesce(g.currency, 'GBP') = 'GBP' then a.value_net_pence end as pence, g.awarded_minor, g.applied_for_minor, g.disbursed_minor,
    coalesce(g.awarded_on, a.starts_on) as given_on, ${LENGTH} as months, g.programme, g.area, g.area_codes, coalesce(g.is_member_grant, false) as is_member_grant, g.member_name,
    coalesce(g.to_individual, false) as to_individual, g.from_open_call
  from agreement a left join grant_record g on g.agreement_id = a.id where ${OWN_GRANT})`;

/** A member's grant, one to an individual, or any other. */
const KIND = `case when r.is_member_grant then 'member' when r.to_individual then 'individual' else 'grant' end`;
const KINDS = { member: ['Member grant', 'purple'], individual: ['To an individual', 'teal'], grant: ['Grant', 'grey'] } as const;

/** Those whom a grant was passed on to, by name and amount; nothing of one that a label covers. */
const ONWARD = `select string_agg(coalesce(oo.name, c.supplier_name) || case when c.value_net_pence is null then '' else ' £' || to_char(c.value_net_pence / 100.0, 'FM999999999990.00') end, '; ' order by c.id)
  from agreement c left join organisation oo on oo.id = c.lead_organisation_id where c.parent_id = r.id and c.kind = 'grant' and c.state <> 'draft'
    and not exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = c.id and l.ended_at is null)`;
const RESULT = `select v.results from review v where v.agreement_id = r.id and v.held_on is not null order by v.held_on desc, v.id desc limit 1`;

export const grantsDefinition: RegisterDefinition = {
  name: 'grants',
  title: 'Grants register',
  summary: 'Every grant that the authorities here gave: to whom, for what, how much and for how long. Grants that councillors gave are among them, marked as member grants.',
  nouns: ['grant', 'grants'],
  url: '/grants',
  act: grantsActs.list,
  table: GRANTS,
  publicWhere: `r.state <> 'draft'`,
  joins: `join body b on b.id = r.body_id left join organisation o on o.id = r.lead_organisation_id left join organisational_unit u on u.id = r.unit_id`,
  address: (id) => `/contracts/${id}`,
  withholding,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'identifier', heading: 'Identifier', type: 'text', sql: 'r.identifier' },
    { key: 'body', heading: 'Authority', type: 'text', sql: 'b.name' },
    { key: 'recipient', heading: 'Recipient', type: 'text', sql: `case when r.to_individual then 'Individual Recipient' else coalesce(o.name, r.supplier_name) end`, label: 'supplier', onPage: true },
    { key: 'kind', heading: 'Kind', type: 'tag', sql: KIND, tags: KINDS, onPage: true },
    { key: 'amount', heading: 'Amount awarded', type: 'money', sql: 'r.pence', label: 'value', description: 'Pounds; empty for a grant in another currency', onPage: true },
    { key: 'otherCurrency', heading: 'Amount in another currency', type: 'text', sql: `case when r.currency <> 'GBP' then r.currency || ' ' || to_char(r.awarded_minor / 100.0, 'FM999999999990.00') end`, label: 'value' },
    { key: 'awarded', heading: 'Awarded', type: 'date', sql: 'r.given_on', onPage: true },
    { key: 'starts', heading: 'Starts', type: 'date', sql: 'r.starts_on' },
    { key: 'ends', heading: 'Ends', type: 'date', sql: 'r.ends_on' },
    { key: 'months', heading: 'Length in months', type: 'text', sql: `trim_scale(r.months)::text`, onPage: true },
    { key: 'purpose', heading: 'Purpose', type: 'text', sql: 'r.description', label: 'description' },
    { key: 'programme', heading: 'Programme', type: 'text', sql: 'r.programme' },
    { key: 'area', heading: 'Area that benefits', type: 'text', sql: 'r.area' },
    { key: 'areaCodes', heading: 'Area codes', type: 'text', sql: `array_to_string(r.area_codes, '; ')` },
    { key: 'directorate', heading: 'Directorate or service', type: 'text', sql: 'u.name' },
    { key: 'member', heading: 'Councillor', type: 'text', sql: 'r.member_name' },
    { key: 'outcomes', heading: 'Outcomes', type: 'text', sql: contractsDefinition.fields.find(({ key }) => key === 'outcomes')!.sql },
    { key: 'result', heading: 'Result at the last review', type: 'text', sql: RESULT, label: 'results' },
    { key: 'onward', heading: 'Passed on to', type: 'text', sql: ONWARD, label: 'supplier' },
    { key: 'appliedFor', heading: 'Amount applied for', type: 'money', sql: `case when r.currency = 'GBP' then r.applied_for_minor end`, label: 'value' },
    { key: 'paid', heading: 'Amount paid', type: 'money', sql: `case when r.currency = 'GBP' then r.disbursed_minor end`, label: 'value' },
    { key: 'openCall', heading: 'From an open call', type: 'yes-no', sql: 'r.from_open_call' },
  ],
  filters: [
    authorityFilter(`from agreement a where a.body_id = b.id and a.state <> 'draft' and ${OWN_GRANT}`),
    { key: 'year', words: 'Financial year of the award', type: 'choice', choices: YEARS, sql: inYear },
    { key: 'kind', words: 'Kind', type: 'choice', choices: [{ value: 'member', text: 'Member grants' }, { value: 'individual', text: 'To individuals' }, { value: 'grant', text: 'Other grants' }], sql: (kind) => sql`${sql.raw(KIND)} = ${kind}` },
    { key: 'area', words: 'Area that benefits', hint: 'A name, or a code such as E07000113', type: 'words', sql: (area) => sql`(${area} = any(r.area_codes) or position(lower(${area}) in lower(r.area)) > 0)` },
    { key: 'amountFrom', words: 'At least', type: 'money', label: 'value', sql: (pence) => sql`r.pence >= ${pence}` },
    { key: 'amountTo', words: 'At most', type: 'money', label: 'value', sql: (pence) => sql`r.pence <= ${pence}` },
    { key: 'recipient', words: 'Recipient', type: 'id', label: 'supplier', sql: (id) => sql`exists (select 1 from agreement_party p where p.agreement_id = r.id and p.organisation_id = ${id})` },
    { key: 'directorate', words: 'Directorate or service', type: 'id', sql: (id) => sql`r.unit_id = ${id}` },
    { key: 'outcome', words: 'Outcome', type: 'id', sql: (id) => sql`exists (select 1 from outcome_served s where s.about_kind = 'agreement' and s.about_id = r.id and s.outcome_id = ${id})` },
  ],
  sorts: [
    { key: 'awarded', words: 'Newest award', sql: `coalesce(r.given_on, date '-infinity')`, type: 'date', descending: true },
    { key: 'amount', words: 'Largest amount', sql: 'coalesce(r.pence, -1)', type: 'bigint', descending: true, label: 'value' },
    { key: 'title', words: 'Title, A to Z', sql: 'lower(r.title) collate "C"', type: 'text' },
  ],
  // The words are the agreement's own, with what a label withholds left out of them as in the contracts register.
  search: contractsDefinition.search,
  totals: async (read, matching) => {
    const totals = await grantTotals(read, matching);
    return { part: grantTotalsPart(totals), json: totalsAsJson(totals) };
  },
  otherForms: [{ text: 'The 360Giving standard, for programs and GrantNav', href: '/api/360giving.json' }],
};

export const grantsRegister = register(grantsDefinition);

/** Totals of the rows that match, in one question. What is withheld, and what is not in pounds, is counted but in no sum. */
async function grantTotals(read: Read, matching: RawBuilder<unknown>): Promise<GrantTotals> {
  const withheld = sql.raw(withholding.isWithheld('value'));
  const { rows } = await sql<GrantTotals>`with found as materialized (select r.id, r.unit_id, r.currency, r.months, r.is_member_grant, case when ${withheld} then null else r.pence end as pence, ${withheld} as is_withheld ${matching})
    select coalesce(sum(pence), 0)::bigint as pence, count(pence)::int as counted, min(pence) as "smallestPence", max(pence) as "largestPence",
      min(months)::float8 as "shortestMonths", max(months)::float8 as "longestMonths", count(*) filter (where is_withheld)::int as withheld, count(*) filter (where currency <> 'GBP')::int as "otherCurrencies",
      count(*) filter (where is_member_grant)::int as "memberGrants", coalesce(sum(pence) filter (where is_member_grant), 0)::bigint as "memberPence",
      coalesce((select json_agg(json_build_object('id', by.unit_id, 'name', u.name, 'grants', by.grants, 'pence', by.pence::text) order by by.pence desc nulls last, u.name)
        from (select unit_id, count(*)::int as grants, sum(pence) as pence from found where unit_id is not null group by unit_id order by 3 desc nulls last limit 12) by join organisational_unit u on u.id = by.unit_id), '[]') as directorates
    from found`.execute(read);
  return rows[0]!;
}

/** The sums as programs read them: pounds as numbers, lengths in months. */
const totalsAsJson = (totals: GrantTotals): Record<string, unknown> => ({
  amount: pounds(totals.pence), grants: totals.counted, smallest: pounds(totals.smallestPence), largest: pounds(totals.largestPence), shortestMonths: totals.shortestMonths, longestMonths: totals.longestMonths,
  withheld: totals.withheld, inOtherCurrencies: totals.otherCurrencies, memberGrants: totals.memberGrants, memberAmount: pounds(totals.memberPence),
});
const pounds = (pence: bigint | null): number | null => (pence === null ? null : Number(poundsDecimal(pence)));

/** @param startYear the year that a financial year begins in, one of those offered */
function inYear(startYear: string): RawBuilder<unknown> {
  const { start, end } = financialYear(Number(startYear));
  return sql`r.given_on between ${start}::date and ${end}::date`;
}

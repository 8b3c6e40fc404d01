import { sql } from 'kysely';
import { authorityFilter } from '#parties';
import { inForceTodaySql, labelCovering, withheldWords, type Label } from '#parts/labels';
import { register, type RegisterDefinition, type RegisterWithholding } from '#platform/register/register';
import { speltLike } from '#platform/search/spelt-like';
import { AGREEMENT_KINDS } from './agreement.ts';
import { agreementsActs } from './agreements.acts.ts';

const IN_FORCE = inForceTodaySql('l');
const TODAY = `(wantsum_clock() at time zone 'Europe/London')::date`;

/**
 * The labels part answers this for one row at a time; a list asks once for all, since nothing in the question depends on the row:
 * the database then runs it once, however many rows there are.
 */
const withheldIds = (field: string): string =>
  `array(select l.about_id from label l where l.about_kind = 'agreement' and (l.field is null or l.field = '${field}') and ${IN_FORCE})`;

const withholding: RegisterWithholding = {
  isWithheld: (field) => `(r.id = any(${withheldIds(field)}))`,
  anyWithheld: (field) => `(cardinality(${withheldIds(field)}) > 0)`,
  labelsSql: `select json_agg(json_build_object('id', l.id, 'field', l.field, 'label', l.label, 'reason', l.reason, 'until', l.until, 'readers', '[]'::json))
    from label l where l.about_kind = 'agreement' and l.about_id = r.id and ${IN_FORCE}`,
  words: (labels, field) => {
    const covering = labelCovering((labels ?? []) as Label[], field, null);
    return covering ? withheldWords(covering) : null;
  },
};

/** How an agreement stands today. Past its end date is read, never flipped. */
export const STANDING = `case when r.state <> 'live' then r.state when r.ends_on < ${TODAY} then case when r.incomplete then 'past-end-incomplete' else 'past-end' end when r.incomplete then 'incomplete' else 'live' end`;
export const STANDINGS = {
  live: ['Live', 'green'],
  incomplete: ['Live, incomplete', 'yellow'],
  'past-end': ['Past its end date', 'orange'],
  'past-end-incomplete': ['Past its end date, incomplete', 'orange'],
  ended: ['Ended', 'grey'],
  terminated: ['Terminated', 'red'],
  draft: ['Draft', 'grey'],
} as const;

/** A grant that its recipient made out of one of its own: nothing that the authority agreed, and the same money again. */
const PASSED_ON = `(r.kind = 'grant' and exists (select from agreement up where up.id = r.parent_id and up.kind = 'grant'))`;
const REGISTER_KINDS = { ...AGREEMENT_KINDS, 'grant-passed-on': 'Grant passed on' } as const;
const KIND = `case when ${PASSED_ON} then 'grant-passed-on' else r.kind end`;
const KIND_TAGS = Object.fromEntries(Object.entries(REGISTER_KINDS).map(([kind, words]): [string, readonly [string, 'grey']] => [kind, [words, 'grey']]));

/** How a provisional contract stands, in words; empty for every other. */
const PROVISIONAL = `case when r.provisional_ceiling_net_pence is null then null
  when r.provisional_outcome = 'full' then 'Full since ' || to_char(r.provisional_decided_on, 'YYYY-MM-DD')
  when r.provisional_outcome = 'ended' then 'Provisional, not to be extended by its early review of ' || to_char(r.provisional_decided_on, 'YYYY-MM-DD')
  else 'Provisional until its early review, due ' || to_char(r.provisional_review_on, 'YYYY-MM-DD') end`;

/** The fields of an agreement that a label can withhold, by the name that the label uses. */
export const WITHHOLDABLE = ['supplier', 'value', 'description', 'manager', 'director'] as const;

export const contractsDefinition: RegisterDefinition = {
  name: 'contracts',
  title: 'Contracts register',
  summary: 'What the authorities here have agreed with anyone to provide: who does what for whom, what it is worth, how long it runs and who is answerable. Grants are here too, and what their recipients passed on; each is counted as what it is.',
  nouns: ['contract', 'contracts'],
  url: '/contracts',
  act: agreementsActs.list,
  table: 'agreement',
  publicWhere: `r.state <> 'draft'`,
  joins: `join body b on b.id = r.body_id left join organisation o on o.id = r.lead_organisation_id left join organisational_unit u on u.id = r.unit_id
    left join person m on m.id = r.manager_id left join person d on d.id = r.director_id`,
  address: (id) => `/contracts/${id}`,
  mostCounted: 100_000,
  counted: {
    usual: 'contract', unusual: `r.kind in ('grant', 'in-house')`, sql: KIND,
    nouns: { contract: ['contract', 'contracts'], grant: ['grant', 'grants'], 'grant-passed-on': ['grant passed on', 'grants passed on'], 'in-house': ['in-house service', 'in-house services'] },
  },
  withholding,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'reference', heading: 'Reference', type: 'text', sql: 'r.reference' },
    { key: 'body', heading: 'Authority', type: 'text', sql: 'b.name' },
    { key: 'supplier', heading: 'Supplier', type: 'text', sql: 'coalesce(o.name, r.supplier_name)', label: 'supplier', onPage: true },
    { key: 'kind', heading: 'Kind', type: 'tag', sql: KIND, tags: KIND_TAGS, description: 'A grant passed on is one that a recipient made out of its own', onPage: { belowLinkUnless: 'contract' } },
    { key: 'framework', heading: 'Called off from', type: 'text', sql: `(select f.reference || ' ' || f.title from agreement f where f.id = r.parent_id and f.kind = 'framework' and f.state <> 'draft')`, description: 'The framework of which it is a call-off' },
    { key: 'value', heading: 'Value', type: 'money', sql: 'r.value_net_pence', label: 'value', description: 'Pounds over its whole life, without recoverable VAT. Of a framework, the most that may be called off in all', onPage: true },
    { key: 'annualValue', heading: 'Value a year', type: 'money', sql: 'r.annual_value_net_pence', label: 'value' },
    { key: 'starts', heading: 'Starts', type: 'date', sql: 'r.starts_on', onPage: true },
    { key: 'ends', heading: 'Ends', type: 'date', sql: 'r.ends_on', onPage: true },
    { key: 'latestEnd', heading: 'Latest end with extensions', type: 'date', sql: 'r.latest_ends_on' },
    { key: 'standing', heading: 'Standing', type: 'tag', sql: STANDING, tags: STANDINGS, onPage: true },
    { key: 'manager', heading: 'Contract manager', type: 'text', sql: 'coalesce(m.name, r.manager_name)', label: 'manager', onPage: true },
    { key: 'director', heading: 'Lead director', type: 'text', sql: 'coalesce(d.name, r.director_name)', label: 'director', onPage: true },
    { key: 'outcomes', heading: 'Outcomes', type: 'text', sql: outcomesSql() },
    { key: 'reviews', heading: 'Reviews', type: 'text', sql: reviewsSql() },
    { key: 'service', heading: 'Directorate or service', type: 'text', sql: 'u.name' },
    { key: 'description', heading: 'Description', type: 'text', sql: 'r.description', label: 'description' },
    { key: 'category', heading: 'Category', type: 'text', sql: `upper(left(coalesce(r.procurement_category, r.cpv_code), 1)) || substr(coalesce(r.procurement_category, r.cpv_code), 2)` },
    { key: 'process', heading: 'How it was let', type: 'text', sql: 'r.process' },
    { key: 'provisional', heading: 'Provisional', type: 'text', sql: PROVISIONAL, description: 'Of a small contract awarded to a new provider on other evidence than a record of contracts: how it stands, and when its early review is due' },
    { key: 'provisionalCeiling', heading: 'Provisional ceiling', type: 'money', sql: `case when r.provisional_outcome is distinct from 'full' then r.provisional_ceiling_net_pence end`, label: 'value', description: 'Pounds, excluding VAT: the most that a provisional contract may be worth. Empty once a good early review has lifted it' },
    { key: 'sme', heading: 'Small or medium-sized supplier', type: 'yes-no', sql: 'r.sme' },
    { key: 'vcse', heading: 'Voluntary, community or social enterprise', type: 'yes-no', sql: 'r.vcse' },
    { key: 'ocid', heading: 'Open contracting identifier', type: 'text', sql: 'r.ocid' },
  ],
  filters: [
    authorityFilter(`from agreement r where r.body_id = b.id and r.state <> 'draft'`),
    { key: 'standing', words: 'Standing', type: 'choice', choices: [{ value: 'current', text: 'Live and not past its end date' }, { value: 'live', text: 'Live' }, { value: 'past-end', text: 'Past its end date' }, { value: 'incomplete', text: 'Live, incomplete' }, { value: 'ended', text: 'Ended or terminated' }], sql: standingFilter },
    { key: 'kind', words: 'Kind', type: 'choice', choices: Object.entries(REGISTER_KINDS).map(([value, text]) => ({ value, text })), sql: kindFilter },
    { key: 'endsBefore', words: 'Ends before', hint: 'For example, 31/3/2027', type: 'date', sql: (date) => sql`r.ends_on < ${date}::date` },
    { key: 'startsFrom', words: 'Starts on or after', hint: 'For example, 1/4/2026', type: 'date', sql: (date) => sql`r.starts_on >= ${date}::date` },
    { key: 'valueFrom', words: 'Worth at least', type: 'money', label: 'value', sql: (pence) => sql`r.value_net_pence >= ${pence}` },
    { key: 'valueTo', words: 'Worth at most', type: 'money', label: 'value', sql: (pence) => sql`r.value_net_pence <= ${pence}` },
    { key: 'sme', words: 'Small or medium-sized supplier', type: 'choice', label: 'supplier', choices: yesOrNo(), sql: (value) => sql`r.sme = ${value === 'yes'}` },
    { key: 'vcse', words: 'Voluntary, community or social enterprise', type: 'choice', label: 'supplier', choices: yesOrNo(), sql: (value) => sql`r.vcse = ${value === 'yes'}` },
    { key: 'supplier', words: 'Supplier', type: 'id', label: 'supplier', sql: (id) => sql`exists (select 1 from agreement_party p where p.agreement_id = r.id and p.organisation_id = ${id})` },
    { key: 'framework', words: 'Called off from', type: 'id', sql: (id) => sql`r.parent_id = ${id} and r.kind = 'call-off'` },
    { key: 'outcome', words: 'Outcome', type: 'id', sql: (id) => sql`exists (select 1 from outcome_served s where s.about_kind = 'agreement' and s.about_id = r.id and s.outcome_id = ${id})` },
  ],
  sorts: [
    { key: 'starts', words: 'Newest start', sql: `coalesce(r.starts_on, date '-infinity')`, type: 'date', descending: true },
    { key: 'ends', words: 'Soonest end', sql: `coalesce(r.ends_on, date 'infinity')`, type: 'date' },
    { key: 'value', words: 'Highest value', sql: 'coalesce(r.value_net_pence, -1)', type: 'bigint', descending: true, label: 'value' },
    { key: 'title', words: 'Title, A to Z', sql: 'lower(r.title) collate "C"', type: 'text' },
  ],
  search: {
    words: (words) => {
      const asked = sql`websearch_to_tsquery('english', plain_text(${words}))`;
      // A contract whose supplier is withheld must not be found by the supplier's name; the letters are those of agreement-words.ts.
      return sql`r.words @@ ${asked}
        and (r.id <> all(${sql.raw(withheldIds('supplier'))}) or ts_filter(r.words, '{a,b}') @@ ${asked})
        and (r.id <> all(${sql.raw(withheldIds('description'))}) or ts_filter(r.words, '{a,c}') @@ ${asked})`;
    },
    likeness: (words) => speltLike(words, 'r.plain'),
  },
};

/** `/contracts`, `/contracts.csv` and `/contracts.json`. */
export const contractsRegister = register(contractsDefinition);

function outcomesSql(): string {
  return `select string_agg(w.title, '; ' order by w.code) from outcome_served s join lateral (
    select w.code, w.title from outcome_wording w join outcome_framework f on f.id = w.framework_id and f.state <> 'draft' where w.outcome_id = s.outcome_id order by f.version desc limit 1) w on true
    where s.about_kind = 'agreement' and s.about_id = r.id`;
}

/** In words, so that a reader need not know the missed-after setting: that is applied on the agreement's own page. */
function reviewsSql(): string {
  return `select case when count(*) = 0 then 'None planned'
      else count(*) filter (where v.held_on is not null) || ' held, ' || count(*) filter (where v.held_on is null and v.due_on < ${TODAY}) || ' past due, '
        || coalesce('next due ' || to_char(min(v.due_on) filter (where v.held_on is null and v.due_on >= ${TODAY}), 'YYYY-MM-DD'), 'none to come') end
    from review v where v.agreement_id = r.id`;
}

/** Contracts are asked for by kind too: `kind=grant` is those that an authority gave, without those passed on. */
function kindFilter(kind: string) {
  if (kind === 'grant-passed-on') return sql.raw(PASSED_ON);
  return kind === 'grant' ? sql`r.kind = 'grant' and not ${sql.raw(PASSED_ON)}` : sql`r.kind = ${kind}`;
}

function standingFilter(value: string) {
  switch (value) {
    case 'current': return sql`r.state = 'live' and (r.ends_on is null or r.ends_on >= ${sql.raw(TODAY)})`;
    case 'past-end': return sql`r.state = 'live' and r.ends_on < ${sql.raw(TODAY)}`;
    case 'incomplete': return sql`r.state = 'live' and r.incomplete`;
    case 'ended': return sql`r.state in ('ended', 'terminated')`;
    default: return sql`r.state = 'live'`;
  }
}

function yesOrNo() {
  return [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }];
}

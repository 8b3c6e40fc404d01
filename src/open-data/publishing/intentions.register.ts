import { sql } from 'kysely';
import { register } from '#platform/register/register';
import { publishingActs } from './publishing.acts.ts';

const CATEGORIES = { services: 'Services', goods: 'Goods', works: 'Works' } as const;
const STANDING = `case when r.withdrawn then 'withdrawn' when r.moves > 0 then 'moved' else 'expected' end`;

/** The forward plan (PL-18): what bodies here intend to buy, as it was made public, with every move of its date counted. */
export const intentionsRegister = register({
  name: 'pipeline',
  title: 'Forward plan',
  summary: 'What public bodies on this site intend to buy: early notices, and tenders announced before they open. Each date that moved says how often, and why it moved last.',
  nouns: ['intention', 'intentions'],
  url: '/pipeline',
  act: publishingActs.readPlan,
  table: 'intention',
  publicWhere: 'true',
  joins: `join body b on b.id = r.body_id left join organisational_unit u on u.id = r.unit_id`,
  address: (id) => `/pipeline/${id}`,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'standing', heading: 'Standing', type: 'tag', sql: STANDING, onPage: true, tags: { expected: ['Expected', 'purple'], moved: ['Its date moved', 'yellow'], withdrawn: ['Withdrawn', 'red'] } },
    { key: 'body', heading: 'Authority', type: 'text', sql: 'b.name', onPage: true },
    { key: 'directorate', heading: 'Directorate or service', type: 'text', sql: 'u.name' },
    { key: 'expected', heading: 'Expected', type: 'date', sql: 'r.expected_on', onPage: true, description: 'The day on which the advert is expected now' },
    { key: 'firstExpected', heading: 'First expected', type: 'date', sql: 'r.first_expected_on', onPage: true, description: 'The day that was given first' },
    { key: 'moves', heading: 'Times moved', type: 'text', sql: 'r.moves', onPage: true },
    { key: 'reason', heading: 'Why it moved last', type: 'text', sql: 'coalesce(r.withdrawn_reason, r.last_reason)', description: 'Or why it was withdrawn' },
    { key: 'least', heading: 'Worth at least, without VAT', type: 'money', sql: 'r.value_low_net_pence' },
    { key: 'most', heading: 'Worth at most, without VAT', type: 'money', sql: 'r.value_high_net_pence' },
    { key: 'category', heading: 'Kind', type: 'tag', sql: 'r.category', tags: Object.fromEntries(Object.entries(CATEGORIES).map(([key, words]) => [key, [words, 'grey'] as const])) },
    { key: 'cpv', heading: 'CPV codes', type: 'text', sql: `array_to_string(r.cpv_codes, '; ')` },
    { key: 'areas', heading: 'Areas', type: 'text', sql: `(select string_agg(coalesce(a.name, wanted.code), '; ' order by wanted.code) from unnest(r.area_codes) wanted (code) left join area a on a.code = wanted.code)` },
    { key: 'summary', heading: 'Summary', type: 'text', sql: 'r.summary' },
    { key: 'contact', heading: 'Contact', type: 'text', sql: 'b.contact_email', description: 'Whom to ask at the authority' },
    { key: 'told', heading: 'Made public', type: 'date', sql: `(r.told_at at time zone 'Europe/London')::date` },
    { key: 'source', heading: 'Made public by', type: 'tag', sql: 'r.kind', tags: { 'early-notice': ['Early notice', 'purple'], announced: ['Announced tender', 'turquoise'] } },
    { key: 'reference', heading: 'Reference', type: 'text', sql: 'r.reference' },
    { key: 'ocid', heading: 'Contracting process (OCID)', type: 'text', sql: 'r.ocid' },
  ],
  filters: [
    { key: 'standing', words: 'Standing', type: 'choice', choices: [{ value: 'expected', text: 'Expected' }, { value: 'moved', text: 'Its date moved' }, { value: 'withdrawn', text: 'Withdrawn' }], sql: (standing) => sql`${sql.raw(STANDING)} = ${standing}` },
    { key: 'category', words: 'Kind', type: 'choice', choices: Object.entries(CATEGORIES).map(([value, text]) => ({ value, text })), sql: (category) => sql`r.category = ${category}` },
    { key: 'expectedBefore', words: 'Expected before', type: 'date', sql: (date) => sql`r.expected_on < ${date}::date` },
    { key: 'expectedFrom', words: 'Expected on or after', type: 'date', sql: (date) => sql`r.expected_on >= ${date}::date` },
    { key: 'body', words: 'Authority', type: 'slug', sql: (slug) => sql`r.body_id = (select id from body where slug = ${slug})` },
  ],
  sorts: [
    { key: 'expected', words: 'Soonest', sql: `coalesce(r.expected_on, date 'infinity')`, type: 'date' },
    { key: 'moves', words: 'Moved most often', sql: 'r.moves::bigint', type: 'bigint', descending: true },
  ],
  search: { words: (words) => sql`plain_text(r.title || ' ' || r.summary) like '%' || plain_text(${words.replaceAll(/[\\%_]/g, '\\$&')}) || '%'` },
  otherForms: [{ text: 'Calendar file', href: '/pipeline.ics' }],
});

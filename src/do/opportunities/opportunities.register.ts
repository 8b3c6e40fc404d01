import { sql, type RawBuilder } from 'kysely';
import { register } from '#platform/register/register';
import { titleInStageSql } from '#routes';
import { opportunitiesActs } from './opportunities.acts.ts';
import { CATEGORY_WORDS, STATUS_TAGS } from './opportunity-words.ts';

const CLOSING_DAY = `coalesce((r.closes_at at time zone 'Europe/London')::date, r.expected_on, date 'infinity')`;
const PUBLISHED_DAY = `coalesce((r.published_at at time zone 'Europe/London')::date, date '-infinity')`;
/** The same answer as `statusOf`, for a list. */
const STATUS = `case when r.state = 'draft' then 'coming' when r.state = 'cancelled' then 'cancelled' when r.state = 'awarded' then 'awarded'
  when r.state = 'published' and wantsum_clock() < r.closes_at then 'open' else 'closed' end`;
// Of one that is only announced, no more than its page says.
const ifPublished = (column: string) => `case when r.state <> 'draft' then ${column} end`;
const AREAS = `(select string_agg(coalesce(a.name, wanted.code), ', ' order by wanted.code) from unnest(r.area_codes) wanted (code) left join area a on a.code = wanted.code)`;

/** Rows whose search entry has the words: the same words that the site's one search finds it by. */
const found = (condition: RawBuilder<unknown>) => sql`exists (select from search_entry s where s.record_kind = 'opportunity' and s.record_id = r.id and ${condition})`;

/** The public list of what may be bid for: open, coming and closed, of every body here (DM-01). */
export const opportunitiesRegister = register({
  name: 'opportunities',
  title: 'Opportunities',
  summary: 'Work that public bodies on this site want done: open for bids now, coming, or closed. You can read all of it without signing in.',
  nouns: ['opportunity', 'opportunities'],
  url: '/opportunities',
  act: opportunitiesActs.list,
  table: 'opportunity',
  // One for the invited is no opportunity for whoever reads this list.
  publicWhere: `(r.state <> 'draft' or r.announced_at is not null) and r.audience = 'anyone'`,
  joins: 'join body b on b.id = r.body_id',
  address: (id) => `/opportunities/${id}`,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: titleInStageSql('r'), onPage: true, link: true },
    { key: 'status', heading: 'Status', type: 'tag', sql: STATUS, onPage: true, tags: STATUS_TAGS, description: 'open, coming, closed, awarded or cancelled' },
    { key: 'buyer', heading: 'Authority', type: 'text', sql: 'coalesce(r.buyer_name, b.name)', onPage: true },
    { key: 'areas', heading: 'Where', type: 'text', sql: AREAS, onPage: true },
    { key: 'value', heading: 'Value without VAT', type: 'money', sql: ifPublished('r.value_net_pence'), onPage: true },
    { key: 'closes', heading: 'Closes', type: 'date', sql: ifPublished(`(r.closes_at at time zone 'Europe/London')::date`), onPage: true },
    { key: 'closesAt', heading: 'Closes at', type: 'text', sql: ifPublished(`to_char(r.closes_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`) },
    { key: 'expected', heading: 'Expected', type: 'date', sql: `case when r.state = 'draft' then r.expected_on end` },
    { key: 'summary', heading: 'Summary', type: 'text', sql: 'r.summary' },
    { key: 'category', heading: 'Kind', type: 'tag', sql: 'r.category', tags: Object.fromEntries(Object.entries(CATEGORY_WORDS).map(([key, words]) => [key, [words, 'grey'] as const])) },
    { key: 'published', heading: 'Published', type: 'date', sql: `(r.published_at at time zone 'Europe/London')::date` },
    { key: 'reference', heading: 'Reference', type: 'text', sql: 'r.reference' },
    { key: 'ocid', heading: 'Contracting process (OCID)', type: 'text', sql: 'r.ocid' },
    { key: 'sme', heading: 'Suitable for small and medium-sized enterprises', type: 'yes-no', sql: 'r.suitable_for_sme' },
    { key: 'vcse', heading: 'Suitable for voluntary, community and social enterprises', type: 'yes-no', sql: 'r.suitable_for_vcse' },
  ],
  filters: [
    {
      key: 'status', words: 'Status', type: 'choice', sql: (status) => sql`${sql.raw(STATUS)} = ${status}`,
      choices: (['open', 'coming', 'closed', 'awarded', 'cancelled'] as const).map((status) => ({ value: status, text: STATUS_TAGS[status][0] })),
    },
    { key: 'category', words: 'Kind', type: 'choice', choices: Object.entries(CATEGORY_WORDS).map(([value, text]) => ({ value, text })), sql: (category) => sql`r.category = ${category}` },
    {
      key: 'suits', words: 'Suitable for', type: 'choice', choices: [{ value: 'sme', text: 'Small and medium-sized enterprises' }, { value: 'vcse', text: 'Voluntary, community and social enterprises' }],
      sql: (kind) => (kind === 'sme' ? sql`r.suitable_for_sme` : sql`r.suitable_for_vcse`),
    },
    { key: 'least', words: 'Worth at least', hint: 'Without VAT', type: 'money', sql: (pence) => sql`r.state <> 'draft' and r.value_net_pence >= ${pence}` },
    { key: 'most', words: 'Worth at most', hint: 'Without VAT', type: 'money', sql: (pence) => sql`r.state <> 'draft' and r.value_net_pence <= ${pence}` },
    { key: 'closingBefore', words: 'Closing on or before', type: 'date', sql: (date) => sql`r.state <> 'draft' and ${sql.raw(CLOSING_DAY)} <= ${date}::date` },
    { key: 'area', words: 'Area', type: 'slug', sql: (area) => sql`exists (select from area a where (lower(a.code) = lower(${area}) or lower(replace(a.name, ' ', '-')) = lower(${area}))
      and (a.code = any(r.area_codes) or exists (select from lot l where l.opportunity_id = r.id and r.state <> 'draft' and a.code = any(l.area_codes))))` },
    { key: 'body', words: 'Authority', type: 'slug', sql: (slug) => sql`r.body_id = (select id from body where slug = ${slug})` },
  ],
  sorts: [
    { key: 'published', words: 'Date published', sql: PUBLISHED_DAY, type: 'date', descending: true },
    { key: 'closes', words: 'Closing date', sql: CLOSING_DAY, type: 'date' },
    { key: 'value', words: 'Value', sql: 'coalesce(r.value_net_pence, -1)', type: 'bigint', descending: true },
  ],
  search: {
    words: (words) => found(sql`s.words @@ websearch_to_tsquery('english', plain_text(${words}))`),
    likeness: (words) => found(sql`plain_text(${words}) <% s.plain`),
  },
});

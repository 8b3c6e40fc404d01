import { sql, type RawBuilder } from 'kysely';
import { inForceTodaySql } from '#parts/labels';
import { register } from '#platform/register/register';
import { KIND_RULES, KINDS } from './arrangement-kinds.ts';
import { arrangementsActs } from './arrangements.acts.ts';

const TODAY = `(wantsum_clock() at time zone 'Europe/London')::date`;
/** The same answer as `isCurrent`, for a list. */
const STATUS = `case when r.state = 'ended' or r.ends_on < ${TODAY} then 'ended' when r.starts_on > ${TODAY} then 'coming' else 'running' end`;
const OPEN = `(r.state = 'live' and r.ends_on >= ${TODAY} and r.entry = 'application' and (r.intake = 'standing' or exists (select 1 from arrangement_intake i where i.arrangement_id = r.id and i.kind = 'intake' and ${TODAY} between i.opens_on and i.closes_on)))`;
const USED = `(select coalesce(sum(c.value_net_pence), 0)::bigint from call_off c where c.arrangement_id = r.id and c.state = 'awarded'
  and not exists (select 1 from label l where l.about_kind = 'agreement' and l.about_id = c.agreement_id and (l.field is null or l.field in ('value', 'supplier')) and ${inForceTodaySql('l')}))`;
const MEMBERS = `(select count(distinct m.organisation_id)::int from arrangement_member m where m.arrangement_id = r.id and m.status not in ('left', 'ended'))`;
const PROMISES = `from promise p join arrangement_application a on a.id = p.about_id where p.about_kind = 'arrangement-application' and p.kind = 'application-decision' and a.arrangement_id = r.id`;
const found = (condition: RawBuilder<unknown>) => sql`exists (select from search_entry s where s.record_kind = 'arrangement' and s.record_id = r.id and ${condition})`;

/** The public list of what may be joined, with what was expected of it and what came (DP-23, DP-28). */
export const arrangementsRegister = register({
  name: 'arrangements',
  title: 'Frameworks and dynamic markets',
  summary: 'Lists of providers from which public bodies on this site buy: who may join and when, what each was expected to bring, and what it has brought. Joining one never guarantees work.',
  nouns: ['framework or dynamic market', 'frameworks and dynamic markets'],
  url: '/arrangements',
  act: arrangementsActs.list,
  table: 'arrangement',
  publicWhere: `r.state in ('live', 'ended')`,
  joins: 'join body b on b.id = r.body_id',
  address: (id) => `/arrangements/${id}`,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'kind', heading: 'Kind', type: 'tag', sql: 'r.kind', onPage: true, tags: Object.fromEntries(KINDS.map((kind) => [kind, [KIND_RULES[kind].title, 'grey'] as const])) },
    { key: 'open', heading: 'Open to newcomers', type: 'yes-no', sql: OPEN, onPage: true, description: 'Whether an application to join can be made today' },
    { key: 'buyer', heading: 'Authority', type: 'text', sql: 'b.name', onPage: true },
    { key: 'providers', heading: 'Providers', type: 'text', sql: `${MEMBERS}::text`, onPage: true },
    { key: 'expected', heading: 'Expected value without VAT', type: 'money', sql: 'r.expected_value_net_pence', onPage: true, description: 'Not guaranteed' },
    { key: 'used', heading: 'Called off without VAT', type: 'money', sql: USED, onPage: true },
    { key: 'status', heading: 'Status', type: 'tag', sql: STATUS, tags: { running: ['Running', 'green'], coming: ['Not begun', 'yellow'], ended: ['Ended', 'grey'] } },
    { key: 'starts', heading: 'Starts', type: 'date', sql: 'r.starts_on' },
    { key: 'ends', heading: 'Ends', type: 'date', sql: 'r.ends_on' },
    { key: 'intake', heading: 'Intake', type: 'text', sql: 'r.intake' },
    { key: 'decided', heading: 'Applications decided', type: 'text', sql: `(select count(*) ${PROMISES} and p.kept_at is not null)::text` },
    { key: 'decidedInTime', heading: 'Applications decided in time', type: 'text', sql: `(select count(*) ${PROMISES} and p.kept_at < p.due_at)::text`, description: 'Within the days promised' },
    { key: 'overdue', heading: 'Applications overdue', type: 'text', sql: `(select count(*) ${PROMISES} and p.kept_at is null and p.withdrawn_at is null and coalesce(p.paused_at, wantsum_clock()) >= p.due_at)::text` },
    { key: 'termsPages', heading: 'Pages of terms', type: 'text', sql: 'r.terms_pages::text' },
    { key: 'reference', heading: 'Reference', type: 'text', sql: 'r.reference' },
    { key: 'summary', heading: 'Summary', type: 'text', sql: 'r.summary' },
    { key: 'cpvCodes', heading: 'Categories (CPV)', type: 'text', sql: `array_to_string(r.cpv_codes, ' ')` },
  ],
  filters: [
    { key: 'kind', words: 'Kind', type: 'choice', choices: KINDS.map((kind) => ({ value: kind, text: KIND_RULES[kind].title })), sql: (kind) => sql`r.kind = ${kind}` },
    { key: 'open', words: 'Open to newcomers', type: 'choice', choices: [{ value: 'yes', text: 'Yes, today' }, { value: 'no', text: 'Not today' }], sql: (open) => (open === 'yes' ? sql.raw(OPEN) : sql`not ${sql.raw(OPEN)}`) },
    { key: 'status', words: 'Status', type: 'choice', choices: [{ value: 'running', text: 'Running' }, { value: 'coming', text: 'Not begun' }, { value: 'ended', text: 'Ended' }], sql: (status) => sql`${sql.raw(STATUS)} = ${status}` },
    { key: 'body', words: 'Authority', type: 'slug', sql: (slug) => sql`r.body_id = (select id from body where slug = ${slug})` },
  ],
  sorts: [
    { key: 'starts', words: 'Start', sql: `coalesce(r.starts_on, date 'infinity')`, type: 'date', descending: true },
    { key: 'title', words: 'Title', sql: 'lower(r.title)', type: 'text' },
    { key: 'expected', words: 'Expected value', sql: 'coalesce(r.expected_value_net_pence, -1)', type: 'bigint', descending: true },
  ],
  search: {
    words: (words) => found(sql`s.words @@ websearch_to_tsquery('english', plain_text(${words}))`),
    likeness: (words) => found(sql`plain_text(${words}) <% s.plain`),
  },
});

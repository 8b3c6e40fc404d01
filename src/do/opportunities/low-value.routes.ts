import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import { register } from '#platform/register/register';
import { form, pageOf, redirectTo } from '#platform/web/route';
import { policyNote, policyValues } from '#policy';
import { mayBuildFor } from './create-opportunity.command.ts';
import { lowValuePage } from './low-value.page.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { postLowValue } from './post-low-value.command.ts';
import { postedReasons } from './typed-fields.ts';

/** What a supplier without a contract yet can begin with: small, open now, answered on one page (DM-05). */
const firstContractsRegister = register({
  name: 'first-contracts',
  title: 'First contracts',
  summary: 'Small opportunities that are open now, each answered on one page. A good place to begin if you have never worked for a council.',
  nouns: ['opportunity', 'opportunities'],
  url: '/first-contracts',
  act: opportunitiesActs.list,
  table: 'opportunity',
  publicWhere: `r.state = 'published' and r.audience = 'anyone' and r.route = 'low-value' and r.closes_at > wantsum_clock()`,
  joins: 'join body b on b.id = r.body_id',
  address: (id) => `/opportunities/${id}`,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'summary', heading: 'What is wanted', type: 'text', sql: 'r.summary', onPage: true },
    { key: 'buyer', heading: 'Authority', type: 'text', sql: 'b.name', onPage: true },
    { key: 'value', heading: 'Value without VAT', type: 'money', sql: 'r.value_net_pence', onPage: true },
    { key: 'closes', heading: 'Answer by', type: 'date', sql: `(r.closes_at at time zone 'Europe/London')::date`, onPage: true },
    { key: 'reference', heading: 'Reference', type: 'text', sql: 'r.reference' },
  ],
  filters: [
    { key: 'area', words: 'Area', type: 'slug', sql: (area) => sql`exists (select from area a where (lower(a.code) = lower(${area}) or lower(replace(a.name, ' ', '-')) = lower(${area})) and a.code = any(r.area_codes))` },
  ],
  sorts: [{ key: 'closes', words: 'Closing date', sql: `coalesce((r.closes_at at time zone 'Europe/London')::date, r.expected_on, date 'infinity')`, type: 'date' }],
  search: { words: (words) => sql`exists (select from search_entry s where s.record_kind = 'opportunity' and s.record_id = r.id and s.words @@ websearch_to_tsquery('english', plain_text(${words})))` },
});

/** The low-value lane: one page to post, one list to find. */
export const lowValueRoutes = [
  ...firstContractsRegister.routes,
  ...form({
    url: '/opportunities/low-value/new',
    command: postLowValue,
    show: async ({ read, actor, csrf }, state) => {
      const bodies = (await read.selectFrom('body').select(['id', 'name']).orderBy('name').execute()).filter(({ id }) => mayBuildFor(actor, id));
      const policy = bodies[0] ? await policyValues(read, bodies[0].id, ['opportunity.publishing', 'opportunity.publishFrom'], londonDate(await readClock(read))) : null;
      return pageOf('Post a low-value opportunity', lowValuePage({ bodies, rules: policy ? [policyNote(policy['opportunity.publishing']), policyNote(policy['opportunity.publishFrom'])] : [] }, state, csrf), { backLink: { text: 'Back to opportunities being built', href: '/opportunities/drafts' } });
    },
    input: (posted) => ({
      bodyId: posted.text('bodyId'), title: posted.text('title'), summary: posted.text('summary'), category: posted.text('category'), areas: posted.text('areas'), valueNet: posted.text('valueNet'), vat: posted.text('vat'),
      startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), closesOn: posted.date('closesOn'), quality: posted.text('quality'), question: posted.text('question'), reasons: postedReasons(posted),
    }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}`, 'It is posted. Everyone can read it now, and answer on one page.'),
  }),
];

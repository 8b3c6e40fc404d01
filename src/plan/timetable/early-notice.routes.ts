import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, textArea } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { register } from '#platform/register/register';
import type { Posted } from '#platform/web/posted';
import { form, notFound, page, pageOf, redirectTo, type Route } from '#platform/web/route';
import { noticesOf } from '#parts/notices';
import { allBodies } from '#parties';
import { policyNote, policyValue } from '#policy';
import { titleInStageSql } from '#opportunities';
import { CATEGORIES } from './diary.page.ts';
import { editEarlyNotice, mayGiveNoticeFor, publishEarlyNotice, sizeWords, startEarlyNotice, withdrawEarlyNotice } from './early-notice.commands.ts';
import { earlyNoticeFormPage, earlyNoticePage } from './early-notice.page.ts';
import { earlyNoticeById } from './early-notice.store.ts';
import { earlyNoticeReference, timetableActs } from './timetable.acts.ts';

const EXPECTED = 'r.expected_on';

/** Every early notice that is published, for everyone (PL-26). */
const earlyNoticesRegister = register({
  name: 'early-notices',
  title: 'Early notices',
  summary: 'What public bodies on this site expect to buy, told months before, so that partners can find each other. Nothing can be bid for yet.',
  nouns: ['early notice', 'early notices'],
  url: '/early-notices',
  act: timetableActs.listEarlyNotices,
  table: 'early_notice',
  publicWhere: `r.state <> 'draft'`,
  joins: 'join body b on b.id = r.body_id',
  address: (id) => `/early-notices/${id}`,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'standing', heading: 'Standing', type: 'tag', sql: 'r.state', onPage: true, tags: { published: ['Early notice', 'purple'], withdrawn: ['Withdrawn', 'red'] } },
    { key: 'buyer', heading: 'Authority', type: 'text', sql: 'b.name', onPage: true },
    { key: 'most', heading: 'Worth at most, without VAT', type: 'money', sql: 'r.value_high_net_pence', onPage: true },
    { key: 'expected', heading: 'Advert expected', type: 'date', sql: EXPECTED, onPage: true },
    { key: 'least', heading: 'Worth at least, without VAT', type: 'money', sql: 'r.value_low_net_pence' },
    { key: 'lots', heading: 'Lots', type: 'text', sql: 'r.lots_words' },
    { key: 'scope', heading: 'Scope', type: 'text', sql: 'r.scope' },
    { key: 'code', heading: 'Code', type: 'text', sql: 'r.code' },
    { key: 'published', heading: 'Published', type: 'date', sql: `(r.published_at at time zone 'Europe/London')::date` },
    { key: 'reference', heading: 'Reference', type: 'text', sql: 'r.reference' },
  ],
  filters: [
    { key: 'category', words: 'Kind', type: 'choice', choices: Object.entries(CATEGORIES).map(([value, text]) => ({ value, text })), sql: (category) => sql`r.category = ${category}` },
    { key: 'body', words: 'Authority', type: 'slug', sql: (slug) => sql`r.body_id = (select id from body where slug = ${slug})` },
  ],
  sorts: [{ key: 'expected', words: 'Date expected', sql: `coalesce(${EXPECTED}, date 'infinity')`, type: 'date' }],
  search: { words: (words) => sql`plain_text(r.title || ' ' || r.scope) like '%' || plain_text(${words.replaceAll(/[\\%_]/g, '\\$&')}) || '%'` },
});

const posted = (sent: Posted) => ({
  code: sent.text('code'), title: sent.text('title'), scope: sent.text('scope'), category: sent.text('category'), cpvCodes: sent.text('cpvCodes'), valueLowNetPence: sent.text('valueLowNetPence'),
  valueHighNetPence: sent.text('valueHighNetPence'), lotsWords: sent.text('lotsWords'), expectedOn: sent.date('expectedOn'),
});
const backTo = (id: string) => ({ backLink: { href: `/early-notices/${id}` } });

export const earlyNoticeRoutes: readonly (Route | readonly Route[])[] = [
  ...earlyNoticesRegister.routes,
  form({
    url: '/early-notices/new',
    command: startEarlyNotice,
    show: async ({ read, actor, csrf }, state) => {
      const bodies = (await allBodies(read)).filter(({ id }) => mayGiveNoticeFor(actor, id));
      return pageOf('Give early notice', earlyNoticeFormPage('Give early notice of a tender', { notice: null, bodies, csrf }, state), { backLink: { href: '/early-notices' } });
    },
    input: (sent) => ({ ...posted(sent), bodyId: sent.text('bodyId') }),
    done: ({ earlyNoticeId }) => redirectTo(`/early-notices/${earlyNoticeId}`, 'Saved. It is not published yet.'),
  }),
  page({
    url: '/early-notices/:id',
    act: timetableActs.viewEarlyNotice,
    show: async ({ read, actor, services, params }) => {
      const notice = await earlyNoticeById(read, params.id);
      if (!notice) return notFound;
      const now = await readClock(read);
      const minimum = await policyValue(read, notice.bodyId, 'earlyNotice.minimumDays', londonDate(now));
      const tenders = await read.selectFrom('timetable as t').innerJoin('opportunity as o', 'o.id', 't.opportunity_id').select(['o.id', sql<string>`${sql.raw(titleInStageSql('o'))}`.as('title')]).where('t.early_notice_id', '=', notice.id).where('o.state', '<>', 'draft').orderBy('o.title').execute();
      const mayEdit = await may(read, services.kinds, actor, timetableActs.editEarlyNotice, earlyNoticeReference(notice.id));
      const model = { notice, tenders, now, mayEdit, notices: await noticesOf(read, earlyNoticeReference(notice.id)), minimum: { days: minimum.value, note: policyNote(minimum) } };
      return pageOf(notice.title, earlyNoticePage(model), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Early notices', href: '/early-notices' }, { text: notice.title }] });
    },
  }),
  form({
    url: '/early-notices/:id/edit',
    command: editEarlyNotice,
    show: async ({ read, params, csrf }, state) => {
      const notice = await earlyNoticeById(read, params.id);
      return notice?.state === 'draft' ? pageOf('Change the early notice', earlyNoticeFormPage('Change the early notice', { notice, bodies: [], csrf }, state), backTo(params.id)) : notFound;
    },
    input: (sent, params) => ({ ...posted(sent), earlyNoticeId: params.id }),
    done: (_value, params) => redirectTo(`/early-notices/${params.id}`, 'Saved'),
  }),
  form({
    url: '/early-notices/:id/publish',
    command: publishEarlyNotice,
    show: async ({ read, params, csrf }, state) => {
      const notice = await earlyNoticeById(read, params.id);
      if (notice?.state !== 'draft') return notFound;
      return pageOf('Publish the early notice', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Publish “${notice.title}”?</h1>
<p class="govuk-body">Everyone will read it, and whoever follows such work is told. From today the days until the advert are counted. ${sizeWords(notice)}.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Publish' })}</form>`, backTo(params.id));
    },
    input: (_sent, params) => ({ earlyNoticeId: params.id }),
    done: (_value, params) => redirectTo(`/early-notices/${params.id}`, 'Published'),
  }),
  form({
    url: '/early-notices/:id/withdraw',
    command: withdrawEarlyNotice,
    show: async ({ read, params, csrf }, state) => {
      const notice = await earlyNoticeById(read, params.id);
      if (notice?.state !== 'published') return notFound;
      return pageOf('Withdraw the early notice', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Withdraw “${notice.title}”?</h1><form method="post" novalidate>${csrf}
${textArea(state, { name: 'reason', label: 'Reason', hint: 'It is published', rows: 3 })}${button({ text: 'Withdraw it', classes: 'govuk-button--warning' })}</form>`, backTo(params.id));
    },
    input: (sent, params) => ({ earlyNoticeId: params.id, reason: sent.text('reason') }),
    done: (_value, params) => redirectTo(`/early-notices/${params.id}`, 'Withdrawn'),
  }),
];

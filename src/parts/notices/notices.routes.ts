import { sql } from 'kysely';
import { acts, anyone, anyoneWhenPublic } from '#platform/access/act';
import type { RecordKind } from '#platform/access/record-kind';
import type { Module } from '#platform/module';
import { register } from '#platform/register/register';
import { speltLike } from '#platform/search/spelt-like';
import { notFound, page, pageOf, payload } from '#platform/web/route';
import { AWARD_DECISION, noticeName, noticeNameAndCode } from './notice.ts';
import { noticeAsJson, noticePage } from './notice.page.ts';
import { noticeById, noticesOf } from './notice.store.ts';

export const noticeActs = acts('notices', {
  list: { on: null, words: 'looked at the list of notices', may: [anyone] },
  view: { on: 'notice', words: 'looked at a notice', may: [anyoneWhenPublic] },
});

const noticeKind: RecordKind = {
  kind: 'notice', noun: 'notice', table: 'notice', scopes: { body: 'r.body_id' }, public: 'true', title: 'r.title', address: (id) => `/notices/${id}`, viewAct: 'notices.view',
};

const CODES = [...Array.from({ length: 17 }, (_unused, index) => `UK${index + 1}`), AWARD_DECISION];
const DAY = `(r.published_at at time zone 'Europe/London')::date`;

export const noticesRegister = register({
  name: 'notices',
  title: 'Notices',
  summary: 'Everything that public bodies on this site have announced about their buying: each version, with the reason for every change.',
  nouns: ['notice', 'notices'],
  url: '/notices',
  act: noticeActs.list,
  table: 'notice',
  publicWhere: 'true',
  joins: 'join body b on b.id = r.body_id',
  address: noticeKind.address,
  fields: [
    { key: 'title', heading: 'Title', type: 'text', sql: 'r.title', onPage: true, link: true },
    { key: 'kind', heading: 'Kind', type: 'tag', sql: 'r.code', onPage: true, tags: Object.fromEntries(CODES.map((code) => [code, [noticeName(code), 'grey'] as const])) },
    { key: 'code', heading: 'Code', type: 'text', sql: 'r.code' },
    { key: 'version', heading: 'Version', type: 'text', sql: 'r.version', onPage: true },
    { key: 'body', heading: 'Published by', type: 'text', sql: 'b.name', onPage: true },
    { key: 'published', heading: 'Published', type: 'date', sql: DAY, onPage: true },
    { key: 'reason', heading: 'Reason for change', type: 'text', sql: 'r.reason_for_change' },
    { key: 'ocid', heading: 'Contracting process (OCID)', type: 'text', sql: 'r.ocid' },
    { key: 'platform', heading: 'Reference on the central digital platform', type: 'text', sql: 'r.platform_reference' },
  ],
  filters: [
    { key: 'kind', words: 'Kind of notice', type: 'choice', choices: CODES.map((code) => ({ value: code, text: noticeNameAndCode(code) })), sql: (code) => sql`r.code = ${code}` },
    { key: 'body', words: 'Published by', type: 'slug', sql: (slug) => sql`r.body_id = (select id from body where slug = ${slug})` },
    // Not `from`: that name is the register's own cursor.
    { key: 'since', words: 'Published on or after', type: 'date', sql: (date) => sql`${sql.raw(DAY)} >= ${date}::date` },
  ],
  sorts: [{ key: 'published', words: 'Date published', sql: DAY, type: 'date', descending: true }],
  mostCounted: 100_000,
  search: {
    words: (words) => sql`plain_text(r.title) like '%' || plain_text(${words.replaceAll(/[\\%_]/g, '\\$&')}) || '%'`,
    likeness: (words) => speltLike(words, 'plain_text(r.title)'),
  },
});

/** The public list of notices and the page of each. A notice is made by the room whose record it is about. */
export const noticesModule: Module = {
  name: 'notices',
  acts: noticeActs,
  kinds: [noticeKind],
  navigation: [],
  routes: [
    ...noticesRegister.routes,
    page({
      url: '/notices/:id',
      act: noticeActs.view,
      show: async ({ read, services, params }) => {
        const notice = await noticeById(read, params.id);
        if (!notice) return notFound;
        const body = await read.selectFrom('body').select('name').where('id', '=', notice.bodyId).executeTakeFirstOrThrow();
        const kind = services.kinds.get(notice.about.kind);
        const model = { notice, bodyName: body.name, about: kind ? { noun: kind.noun, address: kind.address(notice.about.id) } : null, versions: await noticesOf(read, notice.about) };
        return pageOf(`${noticeName(notice.code)}: ${notice.title}`, noticePage(model), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Notices', href: '/notices' }, { text: notice.title }] });
      },
    }),
    page({
      url: '/notices/:id.json',
      act: noticeActs.view,
      show: async ({ read, params }) => {
        const notice = await noticeById(read, params.id);
        return notice ? payload('application/json; charset=utf-8', JSON.stringify(noticeAsJson(notice))) : notFound;
      },
    }),
  ],
};

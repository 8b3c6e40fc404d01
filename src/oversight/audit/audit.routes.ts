import { Readable } from 'node:stream';
import { z } from 'zod';
import { parseCalendarDate } from '#kernel/calendar-date';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { nameRecords } from '#parts/thread';
import { page, pageOf, payload, type PageContext } from '#platform/web/route';
import { auditActs } from './audit.acts.ts';
import { auditSearchPage } from './audit-search.page.ts';
import { searchAudit, type AuditQuery, type AuditRow } from './audit-search.store.ts';

const text = z.string().max(200).catch('');
const part = z.string().regex(/^\d{1,4}$/).catch('');

const auditQuery = z
  .object({
    words: text, person: text, record: text, after: text,
    result: z.enum(['', 'done', 'refused', 'viewed']).catch(''),
    'from-day': part, 'from-month': part, 'from-year': part, 'to-day': part, 'to-month': part, 'to-year': part,
  })
  .transform((fields): AuditQuery => ({
    words: fields.words, person: fields.person, record: fields.record, after: fields.after, result: fields.result,
    from: dateOf(fields['from-year'], fields['from-month'], fields['from-day']),
    to: dateOf(fields['to-year'], fields['to-month'], fields['to-day']),
  }));

/** A date that does not exist narrows nothing, rather than failing a search. */
function dateOf(year: string, month: string, day: string): string {
  const parsed = parseCalendarDate(day, month, year);
  return parsed.ok ? parsed.date : '';
}

export const auditRoutes = [
  page({
    url: '/audit',
    act: auditActs.search,
    query: auditQuery,
    show: async (context) => {
      const { rows, next } = await searchAudit(context.read, context.actor, context.query);
      const { read, services, actor } = context;
      const named = await nameRecords(read, services.kinds, services.actsByName, actor, rows.flatMap(({ recordKind: kind, recordId: id }) => (kind && id ? [{ kind, id }] : [])));
      const nounOf = (kind: string): string => services.kinds.get(kind)?.noun ?? kind;
      return pageOf('Audit trail', auditSearchPage({ query: context.query, rows, named, nounOf, next: next && withParameter(context.url, 'after', next), csvAddress: withParameter(context.url.replace('/audit', '/audit.csv'), 'after', '') }), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Audit trail' }] });
    },
  }),
  page({ url: '/audit.csv', act: auditActs.search, query: auditQuery, show: async (context) => payload('text/csv; charset=utf-8', Readable.from(csvLines(context)), { fileName: 'audit-trail.csv' }) }),
];

function withParameter(address: string, name: string, value: string): string {
  const url = new URL(address, 'http://site');
  if (value) url.searchParams.set(name, value);
  else url.searchParams.delete(name);
  return `${url.pathname}${url.search}`;
}

const FILE_PAGE = 1000;

/** The file is read page by page in transactions of its own, since it goes on after the page's own has ended. */
async function* csvLines({ services, actor, query }: PageContext<unknown, AuditQuery>): AsyncGenerator<string> {
  yield csvLine(['When', 'Who', 'Act', 'What', 'Result', 'Record kind', 'Record', 'Body', 'Reason', 'Rule', 'Detail']);
  let after = '';
  do {
    const { rows, next } = await services.database.read((read) => searchAudit(read, actor, { ...query, after }, FILE_PAGE));
    for (const row of rows) yield lineOf(row);
    after = next ?? '';
  } while (after);
}

const lineOf = (row: AuditRow): string =>
  csvLine([
    plainCell(row.happenedAt.toISOString()), textCell(row.who), plainCell(row.act), textCell(row.words), plainCell(row.result), plainCell(row.recordKind),
    plainCell(row.recordId), textCell(row.body), textCell(row.reason), textCell(row.rule), textCell(JSON.stringify(row.detail)),
  ]);

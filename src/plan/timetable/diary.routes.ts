import { z } from 'zod';
import { addDays, addMonths, calendarDate, financialYear, financialYearOf, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import { page, pageOf, payload, type Route } from '#platform/web/route';
import { CALENDAR_MEDIA_TYPE, calendarFile, type CalendarEvent } from '#parts/sessions';
import { CATEGORIES, diaryPage, slippagePage } from './diary.page.ts';
import { bodiesInDiary, bodiesOf, diaryBetween, type DiaryFilter } from './diary.store.ts';
import { slippageByDirectorate, type TenderSlip } from './slippage.ts';
import { STAGES, type Stage } from './stage.ts';
import { publishedBetween, timetablesOf } from './timetable.store.ts';
import { timetableActs } from './timetable.acts.ts';

const MONTHS_SHOWN = 3;
const MONTHS_IN_FILE = 12;
const MOST_SHOWN = 200;
const MOST_IN_FILE = 1000;
const MOST_REPORTED = 1000;

const text = (most: number) => z.string().max(most).catch('').default('');
const diaryQuery = z.object({ from: text(10), category: text(20), body: text(100), cpv: text(8) });
const slippageQuery = z.object({ stage: text(20), body: text(100), year: text(4) });

/** What was asked for, as far as it can be read; else this month and everything. */
function filterFrom(query: z.infer<typeof diaryQuery>, today: CalendarDate, months: number): DiaryFilter {
  const asked = /^\d{4}-(0[1-9]|1[0-2])-01$/.test(query.from) && query.from >= '1900' ? calendarDate(query.from) : null;
  const from = asked ?? calendarDate(`${today.slice(0, 7)}-01`);
  return {
    from, to: addDays(addMonths(from, months), -1), category: Object.hasOwn(CATEGORIES, query.category) ? query.category : '',
    body: /^[a-z0-9-]*$/.test(query.body) ? query.body : '', cpv: /^\d{0,8}$/.test(query.cpv) ? query.cpv : '',
  };
}

const addressWith = (path: string, filter: DiaryFilter, from: CalendarDate): string =>
  `${path}?${new URLSearchParams({ from, ...Object.fromEntries(Object.entries({ category: filter.category, body: filter.body, cpv: filter.cpv }).filter(([, value]) => value !== '')) }).toString()}`;

export const diaryRoutes: readonly Route[] = [
  page({
    url: '/diary',
    act: timetableActs.viewDiary,
    query: diaryQuery,
    show: async ({ read, actor, query }) => {
      const today = londonDate(await readClock(read));
      const filter = filterFrom(query, today, MONTHS_SHOWN);
      const entries = await diaryBetween(read, actor, filter, today, MOST_SHOWN + 1);
      const links = {
        previous: addressWith('/diary', filter, addMonths(filter.from, -MONTHS_SHOWN)), next: addressWith('/diary', filter, addMonths(filter.from, MONTHS_SHOWN)), calendar: addressWith('/diary.ics', filter, filter.from),
      };
      return pageOf('Tender diary', diaryPage({ entries: entries.slice(0, MOST_SHOWN), cut: entries.length > MOST_SHOWN, filter, links, bodies: await bodiesInDiary(read), isStaff: bodiesOf(actor).length > 0 }));
    },
  }),
  page({
    url: '/diary.ics',
    act: timetableActs.viewDiary,
    query: diaryQuery,
    show: async ({ read, actor, query, services }) => {
      const now = await readClock(read);
      const filter = filterFrom(query, londonDate(now), MONTHS_IN_FILE);
      const entries = await diaryBetween(read, actor, filter, londonDate(now), MOST_IN_FILE);
      const events = entries.map((entry): CalendarEvent => ({
        id: `${entry.id}@wantsum`, title: `${entry.standing === 'coming' || entry.kind === 'early-notice' ? 'Expected' : 'Closes'}: ${entry.title}`, when: { on: entry.on }, words: entry.buyer,
        address: `${services.config.siteUrl}${entry.address}`, cancelled: entry.standing === 'cancelled',
      }));
      return payload(CALENDAR_MEDIA_TYPE, calendarFile('Tender diary', events, now), { fileName: 'tender-diary.ics' });
    },
  }),
  page({
    url: '/reports/slippage',
    act: timetableActs.viewSlippage,
    query: slippageQuery,
    show: async ({ read, query }) => {
      const now = await readClock(read);
      const year = /^(19|20)\d{2}$/.test(query.year) ? Number(query.year) : financialYearOf(londonDate(now)).startYear;
      const stage: Stage = Object.hasOwn(STAGES, query.stage) ? (query.stage as Stage) : 'award';
      const bodies = await bodiesInDiary(read);
      const body = bodies.find(({ slug }) => slug === query.body)?.slug ?? '';
      const bodyId = body === '' ? null : ((await read.selectFrom('body').select('id').where('slug', '=', body).executeTakeFirst())?.id ?? null);
      const { start, end } = financialYear(year);
      const tenders = await timetablesOf(read, await publishedBetween(read, bodyId, start, end, MOST_REPORTED), now);
      const slips = tenders.flatMap(({ opportunityId, title, directorate, lines }): TenderSlip[] => {
        const line = lines.find((one) => one.stage === stage);
        if (!line || line.plannedOn === null || line.actualOn === null || line.slipDays === null) return [];
        return [{ opportunityId, title, directorate, plannedOn: line.plannedOn, actualOn: line.actualOn, days: line.slipDays, reasons: line.reasons }];
      });
      return pageOf('How far dates slip', slippagePage({ directorates: slippageByDirectorate(slips), stage, year, bodies, body }), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Tender diary', href: '/diary' }, { text: 'How far dates slip' }] });
    },
  }),
];

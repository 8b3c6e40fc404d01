import { z } from 'zod';
import { calendarDateOrNull, financialYearOf, londonDate } from '#kernel/calendar-date';
import { mayAct } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, page, pageOf, redirectTo } from '#platform/web/route';
import { allBodies } from '../bodies/bodies.store.ts';
import { logOutreach } from './log-outreach.command.ts';
import { logPage, takeUpPage } from './take-up.page.ts';
import { TAKE_UP_ACTS } from './take-up.acts.ts';
import { takeUp } from './take-up.store.ts';

/** The example of the papers: registrations in the 14 days after an event. Whoever reads may ask for another number. */
const DAYS_AFTER = 14;
const query = z.object({ from: z.string().catch(''), to: z.string().catch(''), days: z.coerce.number().int().min(1).max(365).catch(DAYS_AFTER) });
const LONGEST_YEARS = 10;

export const takeUpRoutes = [
  page({
    url: '/take-up', act: TAKE_UP_ACTS.view, query,
    show: async ({ read, actor, query: given }) => {
      const year = financialYearOf(londonDate(await readClock(read)));
      const [asked, until] = [calendarDateOrNull(given.from) ?? year.start, calendarDateOrNull(given.to) ?? year.end];
      const isSound = asked <= until && Number(until.slice(0, 4)) - Number(asked.slice(0, 4)) <= LONGEST_YEARS;
      const [from, to] = isSound ? [asked, until] : [year.start, year.end];
      return pageOf('Who finds this site', takeUpPage({ found: await takeUp(read, { from, to, days: given.days }), from, to, days: given.days, mayLog: mayAct(actor, TAKE_UP_ACTS.log, null, null) }), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Who finds this site' }] });
    },
  }),
  ...form({
    url: '/take-up/log', command: logOutreach,
    show: async ({ read, actor, csrf }, state) => {
      const theirs = actor.holdings.filter(({ role }) => role === 'procurement-officer').map(({ scopeId }) => scopeId);
      return pageOf('Log an event', logPage(state, csrf, (await allBodies(read)).filter(({ id }) => theirs.includes(id))), { backLink: { href: '/take-up' } });
    },
    input: (posted) => ({ bodyId: posted.text('bodyId'), kind: posted.text('kind'), name: posted.text('name'), heldOn: posted.date('heldOn'), place: posted.text('place') }),
    done: () => redirectTo('/take-up', 'Logged. Those who register can name it now.'),
  }),
];

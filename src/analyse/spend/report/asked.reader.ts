import { londonDate } from '#kernel/calendar-date';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { ALL_PAYMENTS, bodiesSeenWhole } from '../all-payments.ts';
import { yearWords } from '../spend.ts';
import { spendBodies, spendLoads, spendYears } from './figures.store.ts';
import type { ReportQuestion } from './report.ts';

/** One value of a question, as text that the database can read. */
export const textOf = (query: unknown, name: string): string => {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value.replaceAll('\0', '').slice(0, 200) : '';
};

/** What is asked, whatever the address says: the first authority and the latest year where it says nothing that is here. Null where no spending is. */
export async function asked(read: Read, query: unknown, actor: Actor) {
  const bodies = await spendBodies(read);
  const body = bodies.find(({ slug }) => slug === textOf(query, 'body')) ?? bodies[0];
  if (!body) return null;
  const years = await spendYears(read, body.id);
  const year = years.find((one) => yearWords(one) === textOf(query, 'year')) ?? years[0]!;
  const loads = await spendLoads(read, body.id);
  return { bodies, years, question: { body, year, today: londonDate(await readClock(read)), payments: bodiesSeenWhole(actor).includes(body.id) ? ALL_PAYMENTS : '/spend' } satisfies ReportQuestion, lastLoad: loads[0] };
}

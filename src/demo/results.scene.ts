import { sql } from 'kysely';
import { addDays, addMonths, calendarDate, daysBetween, type CalendarDate } from '#kernel/calendar-date';
import { confirmResult, correctResult, enterResult, queryResult } from '#agreements';
import { measuresOf } from '#parts/measures';
import type { Cast } from './cast.ts';

/** The mentors’ contract a few months on: two quarters from its provider, one of them queried and put right, and a year’s outcome that the manager entered and the director has still to confirm. */
export async function resultsScene(cast: Cast): Promise<void> {
  const { agreementId, startsOn } = await mentors(cast);
  const measures = await cast.services.database.read((read) => measuresOf(read, { kind: 'agreement', id: agreementId }));
  const measureId = (name: string): string => measures.find((measure) => measure.name.startsWith(name))!.id;
  const at = (day: CalendarDate, hour: number): Promise<void> => cast.at(daysBetween(calendarDate(cast.date(0)), day), hour);
  const result = (from: CalendarDate, to: CalendarDate, found: { readonly value: string; readonly meetsTarget: 'yes' | 'no' | ''; readonly evidence: string }) =>
    ({ agreementId, from, to, observedOn: addDays(to, 2), numerator: '', denominator: '', words: '', ...found });
  const [first, second] = [addDays(addMonths(startsOn, 3), -1), addDays(addMonths(startsOn, 6), -1)];

  await at(addDays(first, 4), 10);
  const early = await cast.act(enterResult, 'harbour', { measureId: measureId('Young people with a mentor'), ...result(startsOn, first, { value: '31', meetsTarget: 'no', evidence: 'Match records on the last day of the quarter. Twelve more volunteers are in training.' }) });
  await at(addDays(first, 6), 15);
  await cast.act(confirmResult, 'manager', { agreementId, resultId: early });

  await at(addDays(second, 4), 10);
  const typedWrong = await cast.act(enterResult, 'harbour', { measureId: measureId('Young people with a mentor'), ...result(addMonths(startsOn, 3), second, { value: '540', meetsTarget: 'yes', evidence: 'Match records on the last day of the quarter.' }) });
  await at(addDays(second, 5), 9);
  await cast.act(queryResult, 'manager', { agreementId, resultId: typedWrong, reason: 'There are 75 young people in all. Is a digit too many in this?' });
  await at(addDays(second, 5), 16);
  await cast.act(correctResult, 'harbour', { resultId: typedWrong, ...result(addMonths(startsOn, 3), second, { value: '54', meetsTarget: 'no', evidence: 'Match records on the last day of the quarter, counted again.' }) });
  await at(addDays(second, 7), 11);
  const corrected = await newestOf(cast, measureId('Young people with a mentor'));
  await cast.act(confirmResult, 'director', { agreementId, resultId: corrected });

  await cast.at(-3, 11);
  await cast.act(enterResult, 'manager', {
    measureId: measureId('Young people in school'), ...result(startsOn, second, { value: '', meetsTarget: '', evidence: 'Personal advisers asked every young person with a mentor who has been away from care for a year.' }), numerator: '17', denominator: '23',
  });
}

/** The contract for mentors of young people leaving care, made earlier. */
export async function mentors(cast: Cast): Promise<{ agreementId: string; startsOn: CalendarDate }> {
  const { rows } = await cast.services.database.read((read) => sql<{ agreementId: string; startsOn: CalendarDate }>`select id as "agreementId", starts_on as "startsOn" from agreement where title = 'Mentors for young people leaving care'`.execute(read));
  if (!rows[0]) throw new Error('the demonstration has no contract for mentors yet');
  return rows[0];
}

async function newestOf(cast: Cast, measureId: string): Promise<string> {
  const { rows } = await cast.services.database.read((read) => sql<{ id: string }>`select id from observation where measure_id = ${measureId} and is_current order by upper(period) desc limit 1`.execute(read));
  return rows[0]!.id;
}

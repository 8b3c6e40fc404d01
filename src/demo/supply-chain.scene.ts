import { addDays, addMonths, calendarDate, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { acceptReturn, askReturns, prepareReturn, queryReturn, sendReturn } from '#spend';
import type { Cast } from './cast.ts';

const SUBCONTRACTORS = [['Shoreline Transport Ltd', 'QW2 2AB', 18_400], ['Saltmarsh Catering CIC', 'QW3 1QT', 6_250], ['Northern Signs plc', 'M1 4BT', 31_000]] as const;

/** The large contractor returns what it paid to sub-contractors each quarter: one return late, queried, put right and accepted, one that waits to be checked. */
export async function supplyChainScene(cast: Cast): Promise<void> {
  const firstOn = addMonths(calendarDate(`${cast.date(0).slice(0, 7)}-01`), -6);
  const agreement = await cast.services.database.read((read) => read.selectFrom('agreement').select('id').where('lead_organisation_id', '=', cast.organisation('brightway')).where('state', '=', 'live').where('kind', '=', 'contract').where('starts_on', '<=', firstOn).orderBy('reference').limit(1).executeTakeFirstOrThrow());
  await cast.at(-150, 9);
  await cast.act(askReturns, 'manager', { agreementId: agreement.id, everyMonths: '3', firstOn, dueDays: '30' });
  const [first, second] = [{ agreementId: agreement.id, fromOn: firstOn }, { agreementId: agreement.id, fromOn: addMonths(firstOn, 3) }];
  const method = 'Every purchase invoice for this contract, staff and rent left out';
  await cast.at(-20, 10);
  await cast.act(prepareReturn, 'brightway', { ...first, typed: typed(firstOn), method });
  await cast.act(sendReturn, 'brightway', first);
  await cast.at(-18, 10);
  await cast.act(queryReturn, 'manager', { ...first, reason: 'Is the catering for this contract alone, or for your other contracts too?' });
  await cast.at(-15, 10);
  await cast.act(prepareReturn, 'brightway', { ...first, typed: typed(firstOn, 2), method: `${method}. Catering by the share of this contract.` });
  await cast.act(sendReturn, 'brightway', first);
  await cast.at(-14, 10);
  await cast.act(acceptReturn, 'manager', first);
  await cast.at(0, 0);
  await cast.act(prepareReturn, 'brightway', { ...second, typed: typed(addMonths(firstOn, 3)), method });
  await cast.act(sendReturn, 'brightway', second);
}

/** As somebody types it, a payment a line. @param share the catering is divided by it */
const typed = (from: CalendarDate, share = 1): string =>
  SUBCONTRACTORS.map(([name, postcode, pounds], index) => `${name}, ${postcode}, ${formatDate(addDays(from, 20 * (index + 1)))}, ${index === 1 ? pounds / share : pounds}.00`).join('\n');

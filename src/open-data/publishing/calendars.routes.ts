import { CALENDAR_MEDIA_TYPE, calendarFile, type CalendarEvent } from '#parts/sessions';
import { opportunitiesRegister } from '#opportunities';
import { readClock } from '#platform/clock';
import type { RegisterDefinition } from '#platform/register/register';
import { onlyRow, readRegisterQuery } from '#platform/register/register-query';
import { notFound, page, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { eventOfIntention, eventsOf } from './calendar-events.ts';
import { datedIntentions, datedOpportunities, idsFound, intentionAddress } from './calendars.store.ts';
import { intentionsRegister } from './intentions.register.ts';
import { FILES_A_MINUTE, openProblem, openText } from './public-answer.page.ts';
import { publishingActs } from './publishing.acts.ts';

type EventsOf = (context: PageContext, ids: readonly string[]) => Promise<readonly CalendarEvent[]>;

const opportunityEvents: EventsOf = async ({ read, services }, ids) => (await datedOpportunities(read, ids)).flatMap((one) => eventsOf(one, services.config.siteUrl));
const intentionEvents: EventsOf = async ({ read, services }, ids) => (await datedIntentions(read, ids)).flatMap((one) => eventOfIntention(one, services.config.siteUrl));

export const calendarRoutes = [
  page({ url: '/opportunities.ics', act: publishingActs.readCalendar, perMinute: FILES_A_MINUTE, show: (context) => calendarOf(context, opportunitiesRegister.definition, opportunityEvents) }),
  page({ url: '/pipeline.ics', act: publishingActs.readCalendar, perMinute: FILES_A_MINUTE, show: (context) => calendarOf(context, intentionsRegister.definition, intentionEvents) }),
  page({
    url: '/opportunities/:id.ics',
    act: publishingActs.readCalendar,
    record: () => null,
    show: async (context) => {
      const { definition } = opportunitiesRegister;
      const query = { ...readRegisterQuery(definition, {}), conditions: [onlyRow(context.params.id)] };
      const ids = await idsFound(context.services.database, definition, query);
      return ids.length === 0 ? notFound : file(context, 'Opportunity', await opportunityEvents(context, ids));
    },
  }),
  page({
    url: '/pipeline/:id',
    act: publishingActs.readPlan,
    record: () => null,
    show: async ({ read, params }) => {
      const address = await intentionAddress(read, params.id);
      return address === null ? notFound : redirectTo(address);
    },
  }),
];

/** The same filters as the register's own page; a question that cannot be read is refused, or a calendar would silently hold something else. */
async function calendarOf(context: PageContext, definition: RegisterDefinition, events: EventsOf): Promise<Answer> {
  const query = readRegisterQuery(definition, context.query);
  if (query.errors.length > 0) return openProblem(query.errors);
  return file(context, definition.title, await events(context, await idsFound(context.services.database, definition, query)));
}

const file = async ({ read, held }: PageContext, name: string, events: readonly CalendarEvent[]): Promise<Answer> =>
  openText(CALENDAR_MEDIA_TYPE, calendarFile(name, events, await readClock(read)), held, { fileName: `${name.toLowerCase().replaceAll(' ', '-')}.ics` });

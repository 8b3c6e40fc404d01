import { londonDate } from '#kernel/calendar-date';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { readClock } from '#platform/clock';
import { setPolicy, type PolicyKeyName } from '#policy';
import { openBuyingHouse, type BuyingHouse } from '../../do/opportunities/opportunities.fixture.ts';

/** A buying county whose administrator sets policies about time. */
export interface TimeHouse extends BuyingHouse {
  readonly administrator: PersonId;
  /** From the day that the clock shows. */
  set(key: PolicyKeyName, fields: Readonly<Record<string, string>>): Promise<void>;
  supplier(name: string): Promise<{ readonly organisationId: OrganisationId; readonly writer: PersonId }>;
  /** An award announced then, straight into the tables: what evaluation and awards do is not what these tests are about. */
  addAward(opportunityId: string, organisationId: OrganisationId, announcedAt: string | null): Promise<void>;
}

export async function openTimeHouse(): Promise<TimeHouse> {
  const house = await openBuyingHouse();
  const administrator = await house.addPerson('Ada Administrator', ['administrator', house.bodyId]);
  return {
    ...house, administrator,
    set: async (key, fields) => {
      const from = await house.database.read(async (read) => londonDate(await readClock(read)));
      await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key, fields, from, source: 'Minute 7', owner: 'Procurement', reason: 'Fair time' });
    },
    supplier: async (name) => {
      const organisationId = await house.addOrganisation(name);
      return { organisationId, writer: await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]) };
    },
    addAward: (opportunityId, organisationId, announcedAt) => house.database.write(async (tx) => {
      const bidId = newId<'bid'>();
      await tx.insertInto('bid').values({ id: bidId, reference: `B-${bidId}`, opportunity_id: opportunityId, organisation_id: organisationId, state: 'draft' }).execute();
      await tx.insertInto('award').values({
        id: newId<'award'>(), opportunity_id: opportunityId, bid_id: bidId, ocds_award_id: `a-${bidId}`, state: announcedAt === null ? 'recommended' : 'notified', value_net_pence: 6000_00n, value_gross_pence: 7200_00n,
        total_points: '80', reasons: 'The most points.', notice_published_at: announcedAt === null ? null : new Date(announcedAt),
      }).execute();
    }),
  };
}

/** The fields of the timetable's form, with days as a browser sends them. */
export function planFields(days: Readonly<Record<string, string>>, rest: Readonly<Record<string, string>> = {}): Record<string, string> {
  const dates = Object.entries(days).flatMap(([name, day]) => dateFields(name, day));
  return { complexity: 'low', visitsNoneReason: '', earlyNoticeId: '', ...Object.fromEntries(dates), ...rest };
}

/** The three boxes of a date. */
export const dateFields = (name: string, day: string): [string, string][] => day.split('-').map((part, index) => [`${name}-${['year', 'month', 'day'][index]}`, part]);

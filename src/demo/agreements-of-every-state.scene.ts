import { sql } from 'kysely';
import { end, extend, recordAgreement } from '#agreements';
import { publishedOutcomes } from '#outcomes';
import type { Cast } from './cast.ts';

/** What the register has besides: one ended, one terminated, one recorded by hand and extended since, and a grant that is still being agreed. */
export async function agreementsOfEveryStateScene(cast: Cast): Promise<void> {
  const outcomes = await cast.services.database.read((read) => publishedOutcomes(read, cast.bodyId as never));
  const outcomeIds = [outcomes.find(({ code }) => code === 'C1')!.id];
  await cast.at(-200, 11);
  const hall = await cast.act(recordAgreement, 'manager2', {
    ...NOTHING_MORE, bodyId: cast.bodyId, kind: 'contract', standing: 'live', title: 'Carers’ singing afternoons', description: 'A hall, a pianist and transport on the last Friday of each month.', supplierName: 'Meadow Care Partners Ltd', companyNumber: '99120031',
    valueNetPence: '9,600', startsOn: cast.date(-340), endsOn: cast.date(40), extensionMonths: '12', process: 'Invitation to quote', managerId: cast.person('manager2'), directorId: cast.person('director'), outcomeIds, frequencies: ['annual'],
  });
  await cast.at(-62, 10);
  await cast.act(end, 'manager', { agreementId: await imported(cast, 'Stop smoking in the workplace, Downs'), how: 'terminate', reason: 'The provider closed its stop smoking service nationwide. The pharmacies take over its clients from this month.' });
  await cast.at(-30, 9);
  await cast.act(extend, 'manager2', { agreementId: hall.id, endsOn: cast.date(200), reason: 'Eighty carers asked for it, and the price stays as it is.' });
  await cast.at(-21, 15);
  await cast.act(end, 'manager2', { agreementId: await imported(cast, 'Gully emptying, Stour Valley'), how: 'end', reason: '' });
  await cast.at(-5, 16);
  await cast.act(recordAgreement, 'commissioner', {
    ...NOTHING_MORE, bodyId: cast.bodyId, kind: 'grant', standing: 'draft', title: 'Sailing for young carers', description: 'Two weekends on the water, and a club that goes on after them.', supplierName: 'Harbour Youth Trust', charityNumber: '9912001',
    valueNetPence: '4,800', startsOn: cast.date(40), endsOn: cast.date(400), outcomeIds,
  });
}

const NOTHING_MORE = {
  description: '', companyNumber: '', charityNumber: '', valueNetPence: '', startsOn: '', endsOn: '', extensionMonths: '0', process: '', managerId: '', directorId: '', outcomeIds: [] as readonly string[], frequencies: [] as readonly string[],
};

async function imported(cast: Cast, title: string): Promise<string> {
  const { rows } = await cast.services.database.read((read) => sql<{ id: string }>`select id from agreement where title = ${title}`.execute(read));
  if (!rows[0]) throw new Error(`the register has no contract “${title}”`);
  return rows[0].id;
}

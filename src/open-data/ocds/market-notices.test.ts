import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceIntention, decideApplication, endArrangement, publishArrangement, publishChanges, writeMarketConflicts } from '#arrangements';
import { noticesOf } from '#parts/notices';
import { SYSTEM } from '#platform/access/access';
import { runCommand } from '#platform/command/command';
import { openArrangementHouse, type ArrangementHouse } from '../../do/arrangements/arrangements.fixture.ts';
import { keepReleases, validateRelease } from './index.ts';

let house: ArrangementHouse;
beforeAll(async () => {
  house = await openArrangementHouse();
});
afterAll(() => house.close());

test('a dynamic market’s four notices are valid releases that say who is on it, kept once', async () => {
  await house.setClock('2026-03-02T09:00:00Z');
  const platform = { platformReference: '2026/S 000-012345', platformPublishedOn: '2026-03-02' };
  const arrangementId = await house.setUp({ kind: 'dynamic-market', commencedOn: '2026-03-02', startsOn: '2026-04-01', endsOn: '2030-03-31', publish: false });
  for (const kind of ['prepared', 'confirmed']) await house.mustRun(writeMarketConflicts, house.officer, { arrangementId, kind, notice: 'UK13', conflicts: 'Nobody has one.', mitigations: 'None is needed.' });
  await house.mustRun(announceIntention, house.officer, { arrangementId, ...platform });
  await house.mustRun(publishArrangement, house.officer, { arrangementId, ...platform });
  const applicationId = await house.apply(arrangementId, await house.addSupplier('Market Member'));
  await house.assess(applicationId, '90');
  await house.mustRun(decideApplication, house.officer, { applicationId, decision: 'admit', ground: '', words: '', tryAgain: '', reasons: {}, lateReason: '' });
  await house.mustRun(publishChanges, house.officer, { arrangementId, ...platform });
  expect(await runCommand(house.services, keepReleases, SYSTEM, {})).toMatchObject({ value: { kept: 3, withProblems: 0 } });
  await house.mustRun(endArrangement, house.officer, { arrangementId, reason: 'Replaced.' });
  await house.mustRun(publishChanges, house.officer, { arrangementId, ...platform });
  expect(await runCommand(house.services, keepReleases, SYSTEM, {})).toMatchObject({ value: { kept: 1, withProblems: 0 } });
  const notices = await house.database.read((read) => noticesOf(read, { kind: 'arrangement', id: arrangementId }));
  expect(notices.map(({ code }) => code).toSorted()).toEqual(['UK13', 'UK14', 'UK15', 'UK16']);
  for (const { id, code } of notices) {
    const { releases } = JSON.parse((await house.visitor().get(`/notices/${id}/ocds.json`)).html) as { releases: [{ tender: { techniques: { dynamicPurchasingSystem: { status: string } }; tenderers?: { name: string }[] } }] };
    expect({ code, ...validateRelease(releases[0]) }).toEqual({ code, errors: [], undocumented: [] });
    expect(releases[0].tender.techniques.dynamicPurchasingSystem.status).toBe({ UK13: 'pending', UK14: 'active', UK15: 'active', UK16: 'terminated' }[code]);
    if (code === 'UK15') expect(releases[0].tender.tenderers).toMatchObject([{ name: 'Market Member' }]);
  }
});

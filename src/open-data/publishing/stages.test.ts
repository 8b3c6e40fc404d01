import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeConflicts } from '#evaluation';
import { newId } from '#kernel/ids';
import { cancelOpportunity, makeShortlist, publishOpportunity } from '#opportunities';
import { validateRelease } from '#ocds-tools';
import { completeDraft } from '../../do/opportunities/opportunities.fixture.ts';
import { evaluate, openPanelHouse, type PanelHouse } from '../../do/evaluation/evaluation.fixture.ts';
import { ask, followFeed, publish } from './publishing.fixture.ts';

const OCID = 'ocds-wantsum-first-stage';
const CONTENT = JSON.stringify({ facts: {} });

let house: PanelHouse;
let second: string;
beforeAll(async () => {
  house = await openPanelHouse({
    lots: 3, bidders: [['Alpha Trust', 70_000_00n], ['Beta Ltd', 72_000_00n]],
    opportunity: { ocid: OCID, reference: 'FIRST-1', route: 'competitive-flexible', regime: 'PA2023', above_threshold: true, value_net_pence: 30_000_000n, value_gross_pence: 36_000_000n },
  });
  await house.database.write(async (tx) => {
    await tx.insertInto('area').values([{ code: 'E07000113', name: 'Swale', kind: 'district' }]).onConflict((conflict) => conflict.doNothing()).execute();
    await tx.insertInto('notice').values([1, 2].map((version) => ({
      id: newId<'notice'>(), code: 'UK4', version, about_kind: 'opportunity', about_id: house.opportunityId, body_id: house.bodyId, ocid: OCID, title: 'Youth clubs', words: 'Clubs', content: CONTENT, reason_for_change: version > 1 ? 'A week longer' : null,
    }))).execute();
  });
  await publish(house);
  await evaluate(house, [['3', '2.5'], ['4', '4.5']]);
  // The first lot is wanted no more: the second of the first stage is the first of the next.
  await house.database.write((tx) => tx.updateTable('lot').set({ state: 'withdrawn', state_reason: 'No need' }).where('id', '=', house.lots[0]!).execute());
  const [alpha, beta] = house.bids;
  second = (await house.mustRun(makeShortlist, house.officer, { opportunityId: house.opportunityId, chosen: [beta!.id], reasons: { [beta!.id]: 'The better', [alpha!.id]: 'Less good' } })).nextId;
});
afterAll(() => house.close());

interface Tender { readonly id: string; readonly status: string; readonly lots: { readonly id: string; readonly title: string }[]; readonly documents: { readonly noticeType: string }[]; readonly amendments: { readonly id: string }[] }
const record = async () => (await ask<{ records: { releases: { tag: string[]; relatedProcesses?: unknown; awards?: { relatedLots: string[] }[] }[]; compiledRelease: { tender: Tender } }[] }>(house, `/api/ocds/records/${OCID}.json`)).value.records[0]!;

describe('the stages of one procurement', () => {
  test('the later stage is published under the identifier of the first, which then cannot be cancelled over its head', async () => {
    await completeDraft(house, house.officer, second, { lots: 1, closesOn: '2026-12-18', valueNet: '300000', valueGross: '360000' });
    const words = { conflicts: 'Nobody has one that we know of.', mitigations: 'Everyone is asked again once bids are open.' };
    await house.mustRun(writeConflicts, house.officer, { opportunityId: second, kind: 'prepared', notice: '', ...words });
    await house.mustRun(writeConflicts, house.officer, { opportunityId: second, kind: 'confirmed', notice: 'UK4', ...words });
    const published = await house.run(publishOpportunity, house.officer, { opportunityId: second });
    expect(published).toMatchObject({ kind: 'done', value: { ocid: OCID } });
    expect(await house.run(cancelOpportunity, house.officer, { opportunityId: house.opportunityId, reason: 'No money' })).toMatchObject({ code: 'goes-on' });
    // The notice that began it all is the first stage's: the second has missed none.
    expect((await house.visitor(house.officer).get(`/opportunities/${second}/notices`)).text).toContain('UK4 Tender notice Yes Done 2 November 2026');
  });

  test('what ends it is said in its one process: lots keep their identifiers, new ones take no other’s, and nothing of the first stage is lost', async () => {
    await house.mustRun(cancelOpportunity, house.officer, { opportunityId: second, reason: 'The grant was cut.' });
    await publish(house);
    const { releases, compiledRelease: { tender } } = await record();
    expect(releases.map(({ tag }) => tag.join())).toEqual(['tender', 'tenderUpdate', 'tenderCancellation']);
    expect(releases.map(({ relatedProcesses }) => relatedProcesses)).toEqual([undefined, undefined, undefined]);
    for (const release of releases) expect(validateRelease(release)).toEqual({ errors: [], undocumented: [] });
    expect(tender).toMatchObject({ id: 'FIRST-1', status: 'withdrawn' });
    expect(tender.lots.map(({ id, title }) => [id, title])).toEqual([['1', 'Place 1'], ['2', 'Place 2'], ['3', 'Place 3'], ['stage-2-3', 'Isle of Sheppey']]);
    expect(releases[2]!.awards!.map(({ relatedLots }) => relatedLots.join())).toEqual(['2', '3', 'stage-2-3']);
    expect(tender.documents.map(({ noticeType }) => noticeType)).toEqual(['UK4', 'UK4', 'UK12']);
    expect(tender.amendments.map(({ id }) => id)).toEqual(['UK4-2']);
    expect((await followFeed(house, '')).releases.filter((release) => String(release['ocid']) === OCID)).toHaveLength(3);
  });
});

test('a later stage that was published under an identifier of its own keeps it, names the first as prior, and numbers its lots for itself', async () => {
  const own = 'ocds-wantsum-own-stage';
  await house.database.write(async (tx) => {
    await tx.updateTable('opportunity').set({ ocid: own }).where('id', '=', second).execute();
    await tx.insertInto('notice').values({ id: newId<'notice'>(), code: 'UK12', version: 2, about_kind: 'opportunity', about_id: second, body_id: house.bodyId, ocid: own, title: 'Youth clubs', words: 'Ended', content: CONTENT, reason_for_change: 'Said again' }).execute();
  });
  await publish(house);
  const { value } = await ask<{ records: { releases: unknown[]; compiledRelease: { relatedProcesses: unknown[]; tender: Tender } }[] }>(house, `/api/ocds/records/${own}.json`);
  expect(value.records[0]!.compiledRelease.relatedProcesses).toMatchObject([{ relationship: ['prior'], identifier: OCID }]);
  expect(value.records[0]!.compiledRelease.tender.lots.map(({ id }) => id)).toEqual(['1', '2', '3']);
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepEverything, keepReleases, validateRelease } from '#ocds';
import { AWARD_DECISION } from '#parts/notices';
import { sequenceFeed } from '#publishing';
import { SYSTEM } from '../../src/platform/access/access.ts';
import { runCommand } from '../../src/platform/command/command.ts';
import { openSite, type RunningSite } from './site.ts';

/** Codes that the demonstration publishes at least. */
const CODES = ['UK3', 'UK4', 'UK5', 'UK6', 'UK7', 'UK12'];

describe('every notice of the demonstration county as an OCDS release', () => {
  let site: RunningSite;
  let releases: { code: string; version: number; noticeId: string; content: Record<string, never>; problems: unknown[] }[];
  beforeAll(async () => {
    site = await openSite();
    for (;;) {
      const result = await runCommand(site.services, keepReleases, SYSTEM, {});
      if (result.kind !== 'done') throw new Error(JSON.stringify(result));
      if (result.value.kept === 0) break;
    }
    releases = await site.database.read((read) =>
      read.selectFrom('ocds_release').innerJoin('notice', 'notice.id', 'ocds_release.notice_id').select(['notice.code', 'notice.version', 'notice.id as noticeId', 'ocds_release.content', 'ocds_release.problems']).orderBy('notice.published_at').execute()) as never;
  });
  afterAll(() => site.close());

  test('is valid against the schema of Find a Tender, with no error and no undocumented field', async () => {
    for (const { code, version, content } of releases) expect({ code, version, ...validateRelease(content) }).toEqual({ code, version, errors: [], undocumented: [] });
    expect(releases.map(({ problems }) => problems)).toEqual(releases.map(() => []));
    expect([...new Set(releases.map(({ code }) => code))]).toEqual(expect.arrayContaining(CODES));
    const { rows } = await site.database.pool.query<{ without: number }>("select count(*)::int as without from notice n where n.source = 'made' and not exists (select 1 from ocds_release r where r.notice_id = n.id)");
    expect(rows[0]!.without, 'notices made here that have no release').toBe(0);
  });

  test('and so is the whole feed with its contracts: valid, each id once, every award and contract id of one process only', async () => {
    await keepEverything(site.services);
    // A release waits for every older transaction on the server, those of other tests among them.
    for (let round = 0; round < 200 && (await site.database.pool.query<{ waiting: boolean }>('select exists (select 1 from ocds_release where position is null) as waiting')).rows[0]!.waiting; round++) {
      await sequenceFeed(site.database);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const lines = (await (await fetch(`${site.siteUrl}/api/ocds/releases.jsonl`)).text()).trimEnd().split('\n').map((line) => JSON.parse(line) as { id: string; ocid: string; tag: string[]; awards?: { id: string }[]; contracts?: { id: string }[] });
    for (const release of lines) expect({ id: release.id, ...validateRelease(release) }).toEqual({ id: release.id, errors: [], undocumented: [] });
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
    expect(lines.filter(({ tag }) => tag.includes('contract')).length).toBeGreaterThan(40);
    for (const section of ['awards', 'contracts'] as const) {
      const processes = Map.groupBy(lines.flatMap((release) => (release[section] ?? []).filter(({ id }) => !id.startsWith('none-')).map(({ id }) => ({ id, ocid: release.ocid }))), ({ id }) => id);
      for (const [id, of] of processes) expect([section, id, new Set(of.map(({ ocid }) => ocid)).size]).toEqual([section, id, 1]);
    }
  });

  test('keeps its id, and its process an OCID that every later notice of it shares', () => {
    expect(new Set(releases.map(({ content }) => content['id'])).size).toBe(releases.length);
    const byProcess = Map.groupBy(releases, ({ content }) => String(content['ocid']));
    // Below the threshold the award is announced without a name of the UK series; above it the award notice comes before the contract's.
    for (const codes of [['UK4', AWARD_DECISION, 'UK7'], ['UK6', 'UK7']]) expect([codes, [...byProcess.values()].some((of) => codes.every((code) => of.some((one) => one.code === code)))]).toEqual([codes, true]);
  });

  test('says nothing of bids or of who bid before the award notice', () => {
    for (const { code, content } of releases.filter((one) => one.code === 'UK4')) {
      expect(Object.keys(content), code).not.toContain('bids');
      expect(content['parties']).toHaveLength(1);
    }
    for (const after of ['UK6', 'UK7']) {
      expect(releases.find(({ code, content }) => code === after && 'bids' in content)?.content['bids'], after).toMatchObject({ statistics: [{ measure: 'bids' }, { measure: 'finalStageBids' }, { measure: 'smeFinalStageBids' }, { measure: 'vcseFinalStageBids' }] });
    }
  });

  test('is given to anybody as a package, and is the same before and after it is kept', async () => {
    const { noticeId, content } = releases[0]!;
    const seen = await fetch(`${site.siteUrl}/notices/${noticeId}/ocds.json`);
    expect(seen.status).toBe(200);
    expect(await seen.json()).toMatchObject({ version: '1.1', releases: [content] });
    const awaited = await site.database.write(async (tx) => {
      await tx.deleteFrom('ocds_release').where('notice_id', '=', noticeId).execute();
    }).then(() => fetch(`${site.siteUrl}/notices/${noticeId}/ocds.json`));
    expect(await awaited.json()).toMatchObject({ releases: [{ id: content['id'], tag: content['tag'] }] });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { refreshWords } from '#agreements';
import { findOrganisation, findOrganisations, indexOrganisation, matchName } from '#parties';
import { COMMAND_LINE } from '#platform/access/access';
import { putLabel } from '#parts/labels';
import { decideSuggestion } from '../../analyse/spend/decide-suggestion.command.ts';
import { undoImport } from '../transparency/undo-import.command.ts';
import { openHouse, type House } from '../../../tests/house.ts';
import { decidePair, lookForDuplicates, reconsiderPair, undoMerge } from './decide-pair.command.ts';
import { importOrganisationsCli, type ImportOrganisationsArguments } from './import-organisations.cli.ts';
import { mayMerge, type Side } from './merge-rules.ts';

let house: House;
let body: BodyId;
let officer: PersonId;
beforeAll(async () => {
  house = await openHouse();
  body = await house.addBody('matching');
  officer = await house.addPerson('Olive Officer', ['procurement-officer', body]);
});
afterAll(() => house.close());
beforeEach(async () => void (await house.database.pool.query('truncate organisation_merge, organisation_pair, spelling_suggestion')));

let made = 0;
/** Two records of one organisation under names nobody else bears, and the suggestion about them. */
async function suggested(): Promise<{ readonly kept: OrganisationId; readonly merged: OrganisationId; readonly pair: string; readonly name: string }> {
  const name = `Quandrel ${['Bramblewick', 'Thistledown', 'Merriweather', 'Cobblestane', 'Fennimarsh', 'Grindlestone', 'Hollowbeck', 'Icklethorpe', 'Juniperhay', 'Knottenridge', 'Larkenfell', 'Mossenholt', 'Nettlecombe', 'Oxenhythe'][made++]} Works`;
  const kept = await house.addOrganisation(`${name} Ltd`);
  const merged = await house.addOrganisation(`${name} Limited`);
  await house.database.pool.query('update organisation set match_name = $2 where id = any($1)', [[kept, merged], matchName(name)]);
  await house.mustRun(lookForDuplicates, officer, {});
  const { rows } = await house.database.pool.query<{ id: string }>('select id from organisation_pair where left_id = least($1::uuid, $2::uuid) and right_id = greatest($1::uuid, $2::uuid)', [kept, merged]);
  return { kept, merged, pair: rows[0]!.id, name };
}

async function agreementWith(organisation: string, title: string): Promise<string> {
  const id = newId<'agreement'>();
  await house.database.pool.query(`insert into agreement (id, body_id, kind, reference, title, state, lead_organisation_id, incomplete, missing) values ($1, $2, 'contract', $3, $4, 'draft', $5, true, '{manager}')`, [id, body, `M-${id.slice(-8)}`, title, organisation]);
  await house.database.pool.query(`insert into agreement_party (agreement_id, organisation_id, role) values ($1, $2, 'supplier')`, [id, organisation]);
  return id;
}
/** Every row that points at either, as text, to compare before and after. */
async function pointers(ids: readonly string[]): Promise<unknown[]> {
  const { rows } = await house.database.pool.query(`select 'agreement' as t, id::text, lead_organisation_id::text as o from agreement where lead_organisation_id = any($1) union all select 'party', agreement_id::text, organisation_id::text from agreement_party where organisation_id = any($1) union all select 'organisation', id::text, coalesce(merged_into::text, '') from organisation where id = any($1) order by 1, 2, 3`, [ids]);
  return rows;
}

test('a suggestion is decided by a person, with both records side by side; the merged one leads to the other and is found by its name', async () => {
  const { kept, merged, pair, name } = await suggested();
  const title = `Gates of ${name}`;
  await agreementWith(merged, title);
  const visitor = house.visitor(officer);
  const list = await visitor.get('/organisations/duplicates');
  expect(list.text).toContain(`${name} Ltd`);
  expect(list.text).toContain('The same name but for the legal form');
  expect(list.text).toContain('96 %');
  const compare = await visitor.get(`/organisations/duplicates/${pair}`);
  expect(compare.text).toContain('1 contracts and grants, 1 parts in contracts');
  expect((await visitor.post(`/organisations/duplicates/${pair}`, {})).text).toContain('Choose which record stays');
  const after = await visitor.post(`/organisations/duplicates/${pair}`, { keep: kept });
  expect(after.text).toContain('Merged. It can be taken back below');
  const page = await visitor.get(`/organisations/${merged}`);
  expect(page.text).toContain('Also known as');
  expect(page.text).toContain(`${name} Limited`);
  expect((await house.visitor().get('/organisations.csv')).html).not.toContain(merged);
  expect(await house.database.read((read) => findOrganisation(read, { name: `THE ${name} LTD.` }))).toMatchObject({ organisationId: kept });
  const { rows } = await house.database.pool.query(`select 1 from audit_entry where act = 'matching.decide' and result = 'done' and record_id = $1`, [kept]);
  expect(rows).toHaveLength(1);
  await house.mustRun(lookForDuplicates, officer, {});
  expect((await visitor.get('/organisations/duplicates')).text).toContain('No suggestions wait');
});

test('undo gives back exactly what moved, and what was added since stays', async () => {
  const { kept, merged, pair, name } = await suggested();
  await agreementWith(merged, `Gates of ${name}`);
  await agreementWith(kept, `Doors of ${name}`);
  // Both are party to one agreement: that row cannot stand twice, so it stays where it is.
  const shared = await agreementWith(kept, `Fences of ${name}`);
  await house.database.pool.query(`insert into agreement_party (agreement_id, organisation_id, role) values ($1, $2, 'supplier')`, [shared, merged]);
  const before = await pointers([kept, merged]);
  const { mergeId } = await house.mustRun(decidePair, officer, { pairId: pair, keep: kept });
  expect(await pointers([kept, merged])).not.toEqual(before);
  const later = await agreementWith(kept, `Locks of ${name}`);
  const visitor = house.visitor(officer);
  expect((await visitor.get(`/organisations/merges/${mergeId}/undo`)).text).toContain('becomes a record of its own again');
  expect((await visitor.post(`/organisations/merges/${mergeId}/undo`, {})).text).toContain('The merge is taken back');
  const now = (await pointers([kept, merged])) as { readonly id: string }[];
  expect(now.filter(({ id }) => id !== later)).toEqual(before);
  expect(await house.run(undoMerge, officer, { mergeId })).toMatchObject({ kind: 'refused', code: 'undone-already' });
  expect((await visitor.get('/organisations/duplicates')).text).toContain(`${name} Ltd`);
});

/** Every row of every table, as text, but for those that only tell what was done. */
async function everything(): Promise<Record<string, string[]>> {
  const told = new Set(['audit_entry', 'audit_position', 'audit_transaction', 'organisation_merge', 'organisation_pair', 'schema_migration', 'feed_due']);
  const { rows: tables } = await house.database.pool.query<{ name: string }>(`select c.oid::regclass::text as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relispartition order by 1`);
  const all: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (told.has(name) || name.startsWith('audit_')) continue;
    all[name] = (await house.database.pool.query<{ row: string }>(`select (to_jsonb(t) - 'updated_at' - 'indexed_at')::text as row from ${name} t order by 1`)).rows.map(({ row }) => row);
  }
  return all;
}

test('what names an organisation by kind and id moves with it, and after undoing every table is as it was', async () => {
  const { kept, merged, pair, name } = await suggested();
  const agreement = await agreementWith(merged, `Hedges of ${name}`);
  const person = officer;
  await house.database.write(async (tx) => {
    await putLabel(tx, { kind: 'organisation', id: merged }, { field: 'name', label: 'commercial', reason: 'While it is being sold', until: null, readers: [] }, person);
    await putLabel(tx, { kind: 'organisation', id: merged }, { field: 'postcode', label: 'personal', reason: 'Somebody lives there', until: null, readers: [] }, person);
    // The other has the same label: this one cannot stand twice, and stays.
    await putLabel(tx, { kind: 'organisation', id: kept }, { field: 'postcode', label: 'personal', reason: 'Somebody lives there', until: null, readers: [] }, person);
  });
  const link = (from: string, fromId: string, to: string, toId: string, label: string) =>
    house.database.pool.query('insert into thread_link (id, from_kind, from_id, label, to_kind, to_id) values ($1, $2, $3, $4, $5, $6)', [newId<'thread_link'>(), from, fromId, label, to, toId]);
  await link('agreement', agreement, 'organisation', merged, 'reviewed by');
  await link('organisation', merged, 'agreement', agreement, 'reviews');
  // Of one with the other: it would become a link with itself, so it stays.
  await link('organisation', merged, 'organisation', kept, 'partner of');
  // The same id under another kind is another record.
  await link('need', merged, 'agreement', agreement, 'met by');
  await house.database.pool.query(`insert into case_record (id, about_kind, about_id, kind, number, body_id, text) values ($1, 'organisation', $2, 'complaint', 1, $3, 'They never came')`, [newId<'case_record'>(), merged, body]);
  // As search keeps them already.
  await house.database.write(async (tx) => {
    await refreshWords(tx, [agreement]);
    for (const id of [kept, merged]) await indexOrganisation(tx, id);
  });
  const before = await everything();
  const { mergeId } = await house.mustRun(decidePair, officer, { pairId: pair, keep: kept });
  const count = async (sql: string) => Number((await house.database.pool.query<{ count: string }>(sql, [kept])).rows[0]!.count);
  expect(await count("select count(*) from label where about_kind = 'organisation' and about_id = $1")).toBe(2);
  expect(await count("select count(*) from case_record where about_kind = 'organisation' and about_id = $1")).toBe(1);
  expect(await count("select count(*) from thread_link where (from_kind = 'organisation' and from_id = $1) or (to_kind = 'organisation' and to_id = $1)")).toBe(3);
  expect(await count("select count(*) from thread_link where from_kind = 'need' and from_id = $1")).toBe(0);
  const { rows } = await house.database.pool.query<{ moved: Record<string, number> }>("select detail -> 'after' -> 'moved' as moved from audit_entry where act = 'matching.decide' and detail -> 'after' ->> 'mergeId' = $1", [mergeId]);
  expect(rows[0]!.moved).toMatchObject({ 'label.about_id': 1, 'case_record.about_id': 1, 'thread_link.to_id': 1, 'thread_link.from_id': 1 });
  await house.mustRun(undoMerge, officer, { mergeId });
  expect(await everything()).toEqual(before);
});

test('“not the same” can be asked anew', async () => {
  const { pair, name } = await suggested();
  const visitor = house.visitor(officer);
  await visitor.post(`/organisations/duplicates/${pair}`, { keep: 'different' });
  const list = await visitor.get('/organisations/duplicates');
  expect(list.text).toContain('Not the same');
  expect(list.html).toContain(`/organisations/duplicates/${pair}/again`);
  expect((await visitor.post(`/organisations/duplicates/${pair}/again`, {})).text).toContain('They wait for a decision again');
  expect((await visitor.get(`/organisations/duplicates/${pair}`)).text).toContain(`${name} Ltd`);
  expect(await house.run(reconsiderPair, officer, { pairId: pair })).toMatchObject({ kind: 'refused', code: 'not-apart' });
  expect((await house.run(reconsiderPair, await house.addPerson('No Commissioner', ['commissioner', body]), { pairId: pair })).kind).toBe('forbidden');
});

describe('spellings of spending', () => {
  async function spelling(name: string, of: BodyId = body): Promise<string> {
    const id = newId<'spend_supplier'>();
    await house.database.pool.query('insert into spend_supplier (id, body_id, name, match_name) values ($1, $2, $3, $4)', [id, of, name, matchName(name)]);
    return id;
  }
  const standing = async (id: string) => (await house.database.pool.query<{ organisation_id: string | null }>('select organisation_id from spend_supplier where id = $1', [id])).rows[0]!.organisation_id;
  const suggestionOf = async (id: string) => (await house.database.pool.query<{ id: string }>('select id from spelling_suggestion where supplier_id = $1', [id])).rows[0]?.id;

  test('one that may be an organisation stands in the same list, with why and how sure; it is matched, and taken back', async () => {
    const organisation = await house.addOrganisation('Zenithar Estuary Dredging Services Limited');
    const supplier = await spelling('ZENITHAR ESTUARY DREDGING SERV');
    await house.mustRun(lookForDuplicates, officer, {});
    const visitor = house.visitor(officer);
    const list = await visitor.get('/organisations/duplicates');
    for (const words of ['ZENITHAR ESTUARY DREDGING SERV', 'Zenithar Estuary Dredging Services Limited', 'Spending of matching Council', 'one with words shortened', '93 %']) expect(list.text).toContain(words);
    const address = `/spend/suppliers/${supplier}/suggestions/${await suggestionOf(supplier)}`;
    expect((await visitor.get(address)).text).toContain('Is this spelling the organisation?');
    expect((await visitor.post(address, {})).text).toContain('Choose whether they are the same');
    expect((await visitor.post(address, { answer: 'same' })).text).toContain('counts as Zenithar Estuary Dredging Services Limited now');
    expect(await standing(supplier)).toBe(organisation);
    expect((await visitor.get(address)).status).toBe(404);
    expect((await visitor.post(`${address}/again`, {})).text).toContain('It waits for a decision again');
    expect(await standing(supplier)).toBeNull();
    expect((await visitor.post(address, { answer: 'different' })).text).toContain('Kept apart');
    await house.mustRun(lookForDuplicates, officer, {});
    expect((await visitor.get(address)).status).toBe(404);
    expect(await standing(supplier)).toBeNull();
  });

  test('nobody of another authority sees or decides it; two who decide at once: one is told', async () => {
    await house.addOrganisation('Quillfeather Lanterns Limited');
    const supplier = await spelling('QUILLFEATHER LANTERNS LTD');
    await house.mustRun(lookForDuplicates, officer, {});
    const suggestion = (await suggestionOf(supplier))!;
    const other = await house.addPerson('Ora Other', ['procurement-officer', await house.addBody()]);
    expect((await house.visitor(other).get('/organisations/duplicates')).text).not.toContain('QUILLFEATHER LANTERNS');
    expect((await house.visitor(other).get(`/spend/suppliers/${supplier}/suggestions/${suggestion}`)).status).toBe(404);
    expect((await house.run(decideSuggestion, other, { supplierId: supplier, suggestionId: suggestion, answer: 'same' })).kind).toBe('forbidden');
    const answers = await Promise.all((['same', 'different'] as const).map((answer) => house.run(decideSuggestion, officer, { supplierId: supplier, suggestionId: suggestion, answer })));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    // A suggestion of another spelling is none of this one's.
    expect(await house.run(decideSuggestion, officer, { supplierId: await spelling('Another'), suggestionId: suggestion, answer: 'same' })).toMatchObject({ kind: 'refused', code: 'no-such-suggestion' });
  });

  test('of two spellings alike that were no organisation, the second is suggested once somebody has said what the first is', async () => {
    const organisation = await house.addOrganisation('Oxenfield Group Holdings plc');
    const [one, other] = [await spelling('Larkenmoor Sewing Services Ltd'), await spelling('LARKENMOOR SEWING SERVCES LIMITED')];
    await house.mustRun(lookForDuplicates, officer, {});
    expect(await suggestionOf(other)).toBeUndefined();
    await house.database.pool.query(`update spend_supplier set organisation_id = $2, matched_by = 'staff', decided_by = $3, decided_at = wantsum_clock() where id = $1`, [one, organisation, officer]);
    await house.mustRun(lookForDuplicates, officer, {});
    const address = `/spend/suppliers/${other}/suggestions/${await suggestionOf(other)}`;
    const visitor = house.visitor(officer);
    expect((await visitor.get(address)).text).toContain('Like a spelling that counts as this organisation. One letter apart');
    expect((await visitor.post(address, { answer: 'same' })).text).toContain('counts as Oxenfield Group Holdings plc now');
    expect(await standing(other)).toBe(organisation);
  });

  test('what the file or a label withholds is guessed at by nobody', async () => {
    await house.addOrganisation('Hollowbeck Refuge Limited');
    const supplier = await spelling('HOLLOWBECK REFUGE');
    await house.database.write((tx) => putLabel(tx, { kind: 'spend-supplier', id: supplier }, { field: null, label: 'personal', reason: 'A refuge', until: null, readers: [] }, officer));
    await house.mustRun(lookForDuplicates, officer, {});
    expect(await suggestionOf(supplier)).toBeUndefined();
  });
});

test('“not the same” is remembered: never suggested again', async () => {
  const { pair } = await suggested();
  const visitor = house.visitor(officer);
  expect((await visitor.post(`/organisations/duplicates/${pair}`, { keep: 'different' })).text).toContain('Kept apart');
  await visitor.post('/organisations/duplicates', {});
  expect((await visitor.get('/organisations/duplicates')).html).not.toContain(`/organisations/duplicates/${pair}"`);
  expect((await visitor.get(`/organisations/duplicates/${pair}`)).status).toBe(404);
});

test('two who decide at once, each for another record: one is done, the other is told', async () => {
  const { kept, merged, pair } = await suggested();
  const answers = await Promise.all([house.run(decidePair, officer, { pairId: pair, keep: kept }), house.run(decidePair, officer, { pairId: pair, keep: merged })]);
  expect(answers.map((answer) => answer.kind).toSorted()).toEqual(['done', 'refused']);
  const { rows } = await house.database.pool.query('select 1 from organisation where id = any($1) and merged_into is not null', [[kept, merged]]);
  expect(rows).toHaveLength(1);
});

test('a name that was merged twice over is found as the record that stands', async () => {
  const [first, second] = [await suggested(), await suggested()];
  await house.mustRun(decidePair, officer, { pairId: first.pair, keep: first.merged });
  await house.database.pool.query('update organisation set merged_into = $2 where id = $1', [first.merged, second.kept]);
  const [found, unmerged] = await house.database.read((read) => findOrganisations(read, [{ name: first.name }, { name: 'Nobody of this name' }]));
  expect([found?.organisationId, unmerged]).toEqual([second.kept, null]);
});

test('what is kept by its own people stays; two such are not merged', async () => {
  const { kept, merged, pair } = await suggested();
  await house.addPerson('Una Own', ['organisation-administrator', merged]);
  expect(await house.run(decidePair, officer, { pairId: pair, keep: kept })).toMatchObject({ kind: 'refused', code: 'claimed' });
  await house.addPerson('Otto Other', ['organisation-administrator', kept]);
  const refused = await house.visitor(officer).post(`/organisations/duplicates/${pair}`, { keep: merged });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('People act for both');
});

test('neither the page nor a refusal tells an officer that an organisation is bidding, or with whom, before bids are opened', async () => {
  const { kept, merged, pair } = await suggested();
  const visitor = house.visitor(officer);
  const told = async (): Promise<string> => (await visitor.get(`/organisations/duplicates/${pair}`)).text.replaceAll(/\d+ contracts and grants/g, '');
  const before = await told();
  const other = await house.addOrganisation(`Lead of ${pair}`);
  const [opportunityId, consortiumId] = [newId<'opportunity'>(), newId<'consortium'>()];
  await house.database.pool.query(`insert into opportunity (id, body_id, reference, title, route, state, closes_at, published_at) values ($1, $2, $3, 'Sealed', 'open', 'published', wantsum_clock() + interval '9 days', wantsum_clock())`, [opportunityId, body, `S-${pair.slice(-8)}`]);
  await house.database.pool.query(`insert into bid (id, reference, opportunity_id, organisation_id) values ($1, $2, $3, $4)`, [newId<'bid'>(), `BID-${pair.slice(-8)}`, opportunityId, kept]);
  await house.database.pool.query(`insert into consortium (id, opportunity_id, name, form, lead_organisation_id) values ($1, $2, 'Group', 'prime', $3)`, [consortiumId, opportunityId, other]);
  await house.database.pool.query(`insert into consortium_member (id, consortium_id, organisation_id, state) values ($1, $2, $3, 'invited')`, [newId<'consortium_member'>(), consortiumId, merged]);
  expect(await told()).toBe(before);
  // Whoever is asked to a group does not become somebody else, who would read the group's bid.
  expect(await house.run(decidePair, officer, { pairId: pair, keep: kept })).toMatchObject({ kind: 'refused', code: 'own-work', sentence: expect.not.stringMatching(/\bbids?\b|opened|group/) as string });
  await house.database.pool.query('delete from consortium_member where consortium_id = $1', [consortiumId]);
  // The one that stays keeps its bid, and nobody learns of it.
  await house.mustRun(decidePair, officer, { pairId: pair, keep: kept });
});

test('nobody but officers and administrators reaches it', async () => {
  const { kept, pair } = await suggested();
  for (const role of ['commissioner', 'contract-manager', 'auditor'] as const) {
    const other = await house.addPerson(`No ${role}`, [role, body]);
    expect((await house.visitor(other).get('/organisations/duplicates')).status).not.toBe(200);
    expect(await house.run(decidePair, other, { pairId: pair, keep: kept })).toEqual({ kind: 'forbidden' });
  }
  const supplier = await house.addPerson('Sid Supplier', ['organisation-administrator', kept]);
  expect((await house.run(undoMerge, supplier, { mergeId: newId<'organisation_merge'>() })).kind).toBe('forbidden');
  expect((await house.visitor().get(`/organisations/duplicates/${pair}`)).text).not.toContain('Are these one organisation');
});

describe('may one be merged into the other', () => {
  const side: Side = { name: 'A', isClaimed: false, hasUnopenedBid: false, hasKey: false, companyNumber: null, charityNumber: null, isMerged: false };
  test.each<[Partial<Side>, Partial<Side>, string]>([
    [{ isClaimed: true }, {}, 'allowed'], [{}, { isClaimed: true }, 'claimed'], [{ isClaimed: true }, { isClaimed: true }, 'both-claimed'], [{ hasUnopenedBid: true }, {}, 'allowed'], [{}, { hasUnopenedBid: true }, 'own-work'],
    [{}, { hasKey: true }, 'own-work'], [{ hasKey: true }, {}, 'allowed'], [{ companyNumber: '01234568' }, { companyNumber: '07654322' }, 'numbers-differ'], [{ companyNumber: '01234568' }, {}, 'allowed'], [{ isMerged: true }, {}, 'merged-already'],
  ])('%j stays, %j goes: %s', (kept, merged, expected) => {
    const decision = mayMerge({ ...side, ...kept }, { ...side, ...merged });
    expect(decision.kind === 'refused' ? decision.code : 'allowed').toBe(expected);
  });
});

describe('import organisations', () => {
  const csv = 'Supplier Name,Company No,Charity Number,Size,Sector,Postcode,Website,Contact email\nVellumbrook Print Ltd,1234569,,Small,Private,xq1 2ab,vellumbrook.example.org,someone@example.org\nVellumbrook Print Limited,01234569,,,,,,\nOsierbank Trust,,1098761,,Charity,,,\n';

  async function imported(content: string, more: Partial<ImportOrganisationsArguments> = {}): Promise<{ status: number; out: string; err: string }> {
    const folder = await mkdtemp(join(tmpdir(), 'import-organisations-'));
    const said = { out: '', err: '' };
    const into = (name: 'out' | 'err') => new Writable({ write: (chunk, _encoding, next) => { said[name] += String(chunk); next(); } });
    try {
      await writeFile(join(folder, 'suppliers.csv'), content);
      const status = await importOrganisationsCli((work) => work(house.services), { file: join(folder, 'suppliers.csv'), keepGood: false, dryRun: false, json: true, ...more }, { out: into('out'), err: into('err') });
      return { status, ...said };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const here = async () => (await house.database.pool.query<{ name: string }>(`select name, size, sector, postcode, website from organisation where name like 'Vellumbrook%' or name like 'Osierbank%' order by name`)).rows;

  test('a dry run says the mapping, then every row, and stores nothing', async () => {
    const { status, out } = await imported(csv, { dryRun: true });
    const lines = out.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(status).toBe(0);
    expect(lines[0]).toMatchObject({ mapping: { name: { column: 'Supplier Name', index: 0, confidence: 1 }, companyNumber: { index: 1 } }, headerRow: 1, rows: 3, refused: 0 });
    expect(lines[1]).toMatchObject({ row: 2, name: 'Vellumbrook Print Ltd', companyNumber: '01234569', size: 'small', sector: 'private' });
    expect(out).not.toContain('someone@');
    expect(await here()).toEqual([]);
  });

  test('loaded once, twice nothing, and undone', async () => {
    const first = JSON.parse((await imported(csv)).out) as { importId: string };
    expect(first).toMatchObject({ rows: 3, added: 2, unchanged: 1, refused: 0 });
    expect(await here()).toEqual([{ name: 'Osierbank Trust', size: null, sector: 'vcse', postcode: null, website: null }, { name: 'Vellumbrook Print Ltd', size: 'small', sector: 'private', postcode: 'XQ1 2AB', website: 'https://vellumbrook.example.org/' }]);
    expect(JSON.parse((await imported(csv)).out)).toMatchObject({ added: 0, unchanged: 3 });
    expect(await house.mustRun(undoImport, COMMAND_LINE, { importId: first.importId })).toMatchObject({ suppliersRemoved: 2 });
    expect(await here()).toEqual([]);
  });

  test('a row that cannot be read refuses the file with its column, unless the good are kept', async () => {
    const bad = `${csv}Teaselmere Ltd,QQ99,,,,,,\n,,,,,,,\nNo Web Ltd,,,,,,javascript:alert(1),\n`;
    const refused = await imported(bad, { dryRun: true });
    expect(refused.status).toBe(1);
    expect(refused.out).toContain('"column":"Company No"');
    expect((await imported(bad)).status).toBe(1);
    expect(await here()).toEqual([]);
    const kept = JSON.parse((await imported(bad, { keepGood: true })).out) as { importId: string };
    expect(kept).toMatchObject({ added: 2, refused: 2 });
    await house.mustRun(undoImport, COMMAND_LINE, { importId: kept.importId });
  });
});

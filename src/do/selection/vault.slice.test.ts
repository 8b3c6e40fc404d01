import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { startBid } from '#bids';
import { openBuyingHouse, type BuyingHouse } from '../opportunities/opportunities.fixture.ts';
import { addVaultDocument, clearVault, clearVaultJob, endShare, owedSelection, renewDocument, shareDocument, warnOfExpiry, withdrawDocument } from './index.ts';
import { OTHER_USES_OF_FILES } from './vault/retention.store.ts';
import { addInsurance, uploadOf } from './selection.fixture.ts';

let house: BuyingHouse;
let opportunityId: string;
let finance: PersonId;
beforeAll(async () => {
  house = await openBuyingHouse();
  await house.setClock('2026-06-02T09:00:00Z');
  finance = await house.addPerson('Fay Finance', ['finance-officer', house.bodyId]);
  opportunityId = await house.addDraft({ lots: 0, closesOn: '2026-07-15' });
  await house.publish(opportunityId);
});
afterAll(() => house.close());

const share = (documentId: string, to: string) => house.mustRun(shareDocument, house.swale.writer, { documentId, with: to, consent: 'yes' });

/** As the opening leaves it, without the cryptography, which is another room's matter. */
async function openTender(): Promise<void> {
  await house.database.write(async (tx) => {
    const bid = await tx.selectFrom('bid').selectAll().where('opportunity_id', '=', opportunityId).where('organisation_id', '=', house.swale.organisationId).executeTakeFirstOrThrow();
    await tx.insertInto('bid_submission').values({ id: bid.id, bid_id: bid.id, number: 1, submitted_at: new Date('2026-07-01T09:00:00Z'), content_sha256: Buffer.alloc(32), receipt_code: bid.id, quality_ciphertext: Buffer.from('x'), price_ciphertext: Buffer.from('x') }).execute();
    await tx.updateTable('bid').set({ state: 'opened', current_submission_id: bid.id }).where('id', '=', bid.id).execute();
    await tx.updateTable('opportunity').set({ state: 'opened', opened_at: new Date('2026-07-15T12:00:00Z') }).where('id', '=', opportunityId).execute();
  });
}

describe('the vault', () => {
  test('XC-11: insurance that expires on 30 June, used in a tender that closes on 15 July, warns the supplier now and tells the buyer “expires before award”', async () => {
    const { organisationId, writer } = house.swale;
    await house.mustRun(startBid, writer, { opportunityId, organisationId });
    const documentId = await addInsurance(house, writer, organisationId, '2026-06-30');
    const supplier = house.visitor(writer);
    const offered = await supplier.get(`/vault/${documentId}/share`);
    expect(offered.text).toContain('It expires before award');
    const shared = await supplier.post(`/vault/${documentId}/share`, { with: `tender:${opportunityId}`, consent: 'yes' });
    expect(shared.text).toContain('it expires before award');
    const [{ id: shareId }] = await house.database.read((read) => read.selectFrom('vault_share').select('id').execute()) as [{ id: string }];
    const buyer = house.visitor(house.officer);
    // Before the opening nothing of it is anywhere for the buyer: it would say who bids.
    expect((await buyer.get('/shared-documents')).text).not.toContain('Swale');
    for (const path of [`/shared-documents/${shareId}`, `/shared-documents/${shareId}/file`]) expect((await buyer.get(path)).status).toBe(404);
    await openTender();
    expect((await buyer.get('/shared-documents')).text).toContain('Expires before award');
    expect((await buyer.get(`/shared-documents/${shareId}`)).text).toContain('Expires before award');
    expect((await buyer.get(`/shared-documents/${shareId}/file`)).html).toBe('We insure them for £5,000,000.');
    expect((await house.visitor(finance).get(`/shared-documents/${shareId}/file`)).status).toBe(200);
    // Reading it is recorded, and names the reader.
    const views = await house.database.read((read) => read.selectFrom('audit_entry').select('actor_person_id').where('act', '=', 'selection.viewShared').where('result', '=', 'viewed').execute());
    expect(views.map(({ actor_person_id }) => actor_person_id)).toContain(house.officer);
  });

  test('XC-11: a rival, a visitor, another body and the administrator get nothing; consent taken back ends it at once', async () => {
    const { id: shareId, document_id: documentId } = await house.database.read((read) => read.selectFrom('vault_share').selectAll().where('opportunity_id', '=', opportunityId).executeTakeFirstOrThrow());
    const elsewhere = await house.addBody('elsewhere');
    const strangers = new Map<string, PersonId | undefined>([
      ['rival', house.medway.writer], ['visitor', undefined], ['other body', await house.addPerson('Otto Other', ['procurement-officer', elsewhere])],
      ['administrator', await house.addPerson('Ada Admin', ['administrator', house.bodyId])], ['site administrator', await house.addPerson('Sid Site', ['site-administrator', ''])],
      ['auditor', await house.addPerson('Ivan Auditor', ['auditor', house.bodyId])],
    ]);
    for (const [name, who] of strangers) {
      for (const path of [`/shared-documents/${shareId}`, `/shared-documents/${shareId}/file`, `/vault/${documentId}`, `/vault/${documentId}/file`, `/vault/${documentId}/share`, `/organisations/${house.swale.organisationId}/vault`]) {
        const seen = await house.visitor(who).get(path);
        expect(seen.status === 404 || seen.url.startsWith('/sign-in'), `${name} ${path} ${seen.status}`).toBe(true);
        expect(seen.html).not.toContain('We insure them');
      }
      expect((await house.visitor(who).get('/shared-documents')).text).not.toContain('Swale Youth Trust');
    }
    expect((await house.visitor(house.officer).get(`/vault/${documentId}/file`)).status).toBe(404);
    await house.visitor(house.swale.writer).post(`/vault/${documentId}/shares/${shareId}/end`);
    for (const path of [`/shared-documents/${shareId}`, `/shared-documents/${shareId}/file`]) expect((await house.visitor(house.officer).get(path)).status).toBe(404);
    expect(await house.run(endShare, house.swale.writer, { documentId, shareId })).toMatchObject({ code: 'gone' });
    expect((await house.visitor(house.swale.writer).get(`/vault/${documentId}`)).text).toContain('Consent that has ended');
  });

  test('XC-11: buyers see the current version only, and a document taken out is gone for all', async () => {
    const { organisationId, writer } = house.swale;
    const documentId = await addInsurance(house, writer, organisationId, '2026-08-31', 'The old one.');
    const { shareId } = await share(documentId, `body:${house.bodyId}`);
    const buyer = house.visitor(house.officer);
    expect((await buyer.get(`/shared-documents/${shareId}/file`)).html).toBe('The old one.');
    await house.mustRun(renewDocument, writer, { documentId, file: await uploadOf('new.txt', 'The new one.'), issuer: 'Estuary Mutual', expiresOn: '2027-08-31', cover: '' });
    expect((await buyer.get(`/shared-documents/${shareId}/file`)).html).toBe('The new one.');
    expect((await buyer.get(`/shared-documents/${shareId}`)).text).toContain('31 August 2027');
    expect((await share(documentId, `body:${house.bodyId}`)).shareId).toBe(shareId);
    const renew = async () => house.run(renewDocument, writer, { documentId, file: await uploadOf('again.txt', 'Again.'), issuer: '', expiresOn: '2027-09-30', cover: '' });
    expect((await Promise.all([renew(), renew()])).map(({ kind }) => kind)).toEqual(['done', 'done']);
    await house.mustRun(withdrawDocument, writer, { documentId });
    expect((await buyer.get(`/shared-documents/${shareId}/file`)).status).toBe(404);
    expect(await renew()).toMatchObject({ code: 'gone' });
    expect(await house.run(withdrawDocument, writer, { documentId })).toMatchObject({ code: 'gone' });
  });

  test('XC-11: an expiring document alerts its owner once by mail, and stands on the home page until it is renewed', async () => {
    const { organisationId, writer } = house.medway;
    const documentId = await addInsurance(house, writer, organisationId, '2026-07-10');
    await addInsurance(house, writer, organisationId, '2027-07-10');
    const owed = async () => house.database.read(async (read) => (await owedSelection.list(read, await house.actor(writer), 9)).map(({ words }) => words));
    const mails = () => house.database.read((read) => read.selectFrom('outbox_mail').selectAll().where('about_id', '=', documentId).execute());
    expect(await owed()).toEqual([]);
    await house.mustRun(warnOfExpiry, SYSTEM, {});
    expect(await mails()).toEqual([]);
    await house.setClock('2026-06-10T06:15:00Z');
    await Promise.all([house.mustRun(warnOfExpiry, SYSTEM, {}), house.mustRun(warnOfExpiry, SYSTEM, {})]);
    await house.mustRun(warnOfExpiry, SYSTEM, {});
    expect((await mails()).map(({ subject, recipient_person_id }) => [subject, recipient_person_id])).toEqual([['Public liability insurance expires on 10 July 2026', writer]]);
    expect(await owed()).toEqual(['Renew “Public liability insurance”: it expires on 10 July 2026']);
    expect((await house.visitor(writer).get('/home')).text).toContain('it expires on 10 July 2026');
    await house.mustRun(renewDocument, writer, { documentId, file: await uploadOf('new.txt', 'Renewed.'), issuer: '', expiresOn: '2027-07-10', cover: '' });
    expect(await owed()).toEqual([]);
    expect(await house.database.read(async (read) => owedSelection.list(read, await house.actor(house.officer), 9))).toEqual([]);
  });

  test('a file is looked into, insurance has a last day, and what has expired is not taken', async () => {
    const { organisationId, writer } = house.swale;
    const add = async (given: Readonly<Record<string, unknown>>) => house.run(addVaultDocument, writer, { organisationId, kind: 'public-liability', title: 'Insurance', warnDays: '30', file: await uploadOf('i.txt', 'words'), issuer: '', expiresOn: '2027-01-01', cover: '', ...given });
    expect(await add({ file: null })).toMatchObject({ code: 'no-file' });
    expect(await add({ file: await uploadOf('evil.pdf', 'MZ not a PDF') })).toMatchObject({ code: 'wrong-content' });
    expect(await add({ file: await uploadOf('evil.exe', 'MZ') })).toMatchObject({ code: 'wrong-type' });
    expect(await add({ file: await uploadOf('large.txt', 'x'.repeat(10 * 1024 * 1024 + 1)) })).toMatchObject({ code: 'too-large' });
    expect(await add({ expiresOn: '' })).toMatchObject({ field: 'expiresOn' });
    expect(await add({ expiresOn: '2026-13-41' })).toMatchObject({ field: 'expiresOn' });
    expect(await add({ expiresOn: '2026-01-01' })).toMatchObject({ code: 'expired' });
    expect(await add({ cover: 'a lot' })).toMatchObject({ field: 'cover' });
    expect(await add({ warnDays: '0' })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(shareDocument, writer, { documentId: await addInsurance(house, writer, organisationId, '2027-01-01'), with: `tender:${organisationId}`, consent: 'yes' })).toMatchObject({ code: 'no-tender' });
  });
});

describe('documents withdrawn long ago', () => {
  const onDisk = async () => { const ids = []; for await (const id of house.services.files.ids()) ids.push(id); return ids; };
  const fileOf = async (documentId: string) => (await house.database.read((read) => read.selectFrom('vault_version').select('file_id').where('document_id', '=', documentId).executeTakeFirstOrThrow())).file_id;
  const isThere = async (documentId: string) => (await house.database.read((read) => read.selectFrom('vault_document').select('id').where('id', '=', documentId).execute())).length === 1;

  test('the job deletes rows and bytes of what nobody was given after a month, keeps what a body could read, and files that another record names; its entries count', async () => {
    await house.setClock('2026-09-01T09:00:00Z');
    const { organisationId, writer } = house.swale;
    const [mine, given, twice, standing] = [await addInsurance(house, writer, organisationId, '2027-06-30'), await addInsurance(house, writer, organisationId, '2027-06-30'), await addInsurance(house, writer, organisationId, '2027-06-30'), await addInsurance(house, writer, organisationId, '2027-06-30')] as const;
    await share(given, `body:${house.bodyId}`);
    const [mineFile, givenFile, twiceFile, standingFile] = [await fileOf(mine), await fileOf(given), await fileOf(twice), await fileOf(standing)];
    // The copy that a bid holds.
    const bid = await house.database.read((read) => read.selectFrom('bid').select('id').executeTakeFirstOrThrow());
    await house.database.write((tx) => tx.insertInto('bid_file').values({ id: newId<'bid_file'>(), bid_id: bid.id, file_id: twiceFile, envelope: 'quality', details_ciphertext: Buffer.from('x') }).execute());
    for (const documentId of [mine, given, twice]) await house.mustRun(withdrawDocument, writer, { documentId });
    await house.setClock('2026-09-30T09:00:00Z');
    await clearVaultJob.run(house.services, {});
    expect(await isThere(mine)).toBe(true);
    await house.setClock('2026-10-01T10:00:00Z');
    await clearVaultJob.run(house.services, {});
    await clearVaultJob.run(house.services, {});
    expect([await isThere(mine), await isThere(twice), await isThere(given), await isThere(standing)]).toEqual([false, false, true, true]);
    const left = await onDisk();
    expect([left.includes(mineFile), left.includes(twiceFile), left.includes(givenFile), left.includes(standingFile)]).toEqual([false, true, true, true]);
    const entries = await house.database.read((read) => read.selectFrom('audit_entry').select(['act', 'detail']).where('act', 'in', ['selection.clearVault', 'selection.removeFiles']).orderBy('id').execute());
    expect(entries.map(({ detail }) => detail)).toContainEqual(expect.objectContaining({ after: { documents: 2, versions: 2, files: 1, kept: 1 } }));
    expect(entries.filter(({ act }) => act === 'selection.removeFiles')).toHaveLength(1);
    // Six years on, what a body could read goes too.
    await house.setClock('2032-09-02T10:00:00Z');
    await clearVaultJob.run(house.services, {});
    expect([await isThere(given), (await onDisk()).includes(givenFile), (await onDisk()).includes(twiceFile)]).toEqual([false, false, true]);
    expect((await house.run(clearVault, writer, {})).kind).toBe('forbidden');
  });

  test('every table that names a stored file is looked at before one is removed', async () => {
    const { rows } = await house.database.pool.query("select c.conrelid::regclass::text as name, a.attname as column from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'f' and c.confrelid = 'stored_file'::regclass");
    expect(rows.map(({ name, column }: { name: string; column: string }) => `${name}.${column}`).sort()).toEqual(OTHER_USES_OF_FILES.map(([table, column]) => `${table}.${column}`).sort());
  });
});

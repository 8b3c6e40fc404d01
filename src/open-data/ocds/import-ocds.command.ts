import { basename } from 'node:path';
import { sql } from 'kysely';
import { z } from 'zod';
import { newId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { ImportSuppliers } from '#transparency';
import { BuyersOfProcesses } from './body-of-release.ts';
import { readRelease, textOf, type Release } from './read-release.ts';
import { ocdsActs } from './ocds.acts.ts';
import { releasesIn } from './releases-in.reader.ts';
import { asKept, storeContract, storeNotice, storeOpportunity } from './import-ocds.store.ts';

export interface ImportedReleases {
  readonly importId: string;
  readonly releases: number;
  readonly added: number;
  readonly unchanged: number;
  readonly notices: number;
  readonly opportunities: number;
  readonly contracts: number;
  readonly refused: readonly { readonly release: number; readonly id: string; readonly reason: string }[];
  /** New ones that share their id with another that says something else: publishers do, and each is kept. */
  readonly idShared: readonly { readonly release: number; readonly id: string }[];
}

/**
 * Imports OCDS releases, such as Find a Tender's packages, as notices, opportunities and contracts, in one transaction. A release that
 * was imported before, and says the same, is passed over. All or nothing for releases that cannot be read, unless `keepGood`.
 */
export const importOcds = command({
  act: ocdsActs.importOcds,
  input: z.object({ path: z.string().min(1, 'Name a file'), keepGood: z.boolean().default(false) }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const found = await releasesIn(input.path);
    if (!found.ok) return refuse('unreadable-file', found.why);
    const buyers = new BuyersOfProcesses(tx);
    const read = await buyers.settle(found.releases.map((raw, index) => ({ raw, number: index + 1, read: readRelease(raw) })));
    const refused = read.flatMap(({ raw, number, read: one }) => (one.ok ? [] : [{ release: number, id: idOf(raw), reason: one.why }]));
    if (refused.length > 0 && !input.keepGood) {
      const [first, ...more] = refused.map((one) => ({ sentence: `Release ${one.release}${one.id ? ` (${one.id})` : ''}: ${one.reason}.` }));
      return refuse('releases-refused', `Nothing was imported. ${first!.sentence}`, more.length > 0 ? { more } : {});
    }
    const importId = newId<'import_batch'>();
    await tx.insertInto('import_batch').values({ id: importId, kind: 'ocds', file_name: basename(input.path).slice(-255), file_sha256: found.sha256, row_count: read.length, refused: refused.length, imported_by: actor.personId }).execute();
    const counts = { added: 0, unchanged: 0, notices: 0, opportunities: 0, contracts: 0 };
    const suppliers = new ImportSuppliers(importId);
    // The earliest first, so that what a later notice says of the same process stands.
    const inOrder = read.flatMap((one) => (one.read.ok ? [{ number: one.number, release: one.read.release, raw: one.raw }] : [])).sort((a, b) => a.release.date.getTime() - b.release.date.getTime());
    const idShared: { release: number; id: string }[] = [];
    for (const { number, release, raw } of inOrder) {
      const here = await isHere(tx, release, raw);
      if (here === 'another') idShared.push({ release: number, id: release.id });
      if (here === 'same') {
        counts.unchanged++;
        continue;
      }
      counts.added++;
      await storeRelease(tx, importId, suppliers, await buyers.bodyOf(release), release, raw, counts);
    }
    await tx.updateTable('import_batch').set({ added: counts.added, unchanged: counts.unchanged }).where('id', '=', importId).execute();
    const value: ImportedReleases = { importId, releases: read.length, refused, idShared, ...counts };
    return done(value, { record: null, after: { importId, file: basename(input.path), sha256: found.sha256.toString('hex'), ...counts, refused: refused.length } });
  },
});

const idOf = (raw: unknown): string => (typeof raw === 'object' && raw !== null ? textOf((raw as { id?: unknown }).id).slice(0, 100) : '');

/** Whether the release is here already, or another that shares its id (Contracts Finder has three of one id that differ by a supplier). */
async function isHere(tx: Tx, release: Release, raw: unknown): Promise<'same' | 'another' | null> {
  await sql`select pg_advisory_xact_lock(hashtext(${`release:${release.id}`}))`.execute(tx);
  const found = await tx.selectFrom('notice').select(sql<boolean>`content -> 'release' = ${asKept(raw)}::jsonb`.as('is_same')).where('source_release_id', '=', release.id).where('ocid', '=', release.ocid).execute();
  return found.length === 0 ? null : found.some(({ is_same: isSame }) => isSame) ? 'same' : 'another';
}

async function storeRelease(tx: Tx, importId: string, suppliers: ImportSuppliers, bodyId: BodyId, release: Release, raw: unknown, counts: { notices: number; opportunities: number; contracts: number }): Promise<void> {
  const opportunity = await storeOpportunity(tx, importId, bodyId, release);
  if (opportunity?.isNew) counts.opportunities++;
  const agreements: string[] = [];
  for (const contract of release.contracts) {
    const stored = await storeContract(tx, importId, bodyId, suppliers, release, contract, opportunity?.id ?? null);
    if (stored.isNew) counts.contracts++;
    agreements.push(stored.id);
  }
  const about = agreements[0] && !release.tags.some((tag) => tag.startsWith('tender')) ? { kind: 'agreement', id: agreements[0] } : opportunity ? { kind: 'opportunity', id: opportunity.id } : { kind: 'body', id: bodyId };
  await storeNotice(tx, importId, bodyId, release, about, raw);
  counts.notices++;
}

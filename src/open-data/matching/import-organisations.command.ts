import { sql } from 'kysely';
import { z } from 'zod';
import { counted } from '#kernel/counted';
import { newId, type BodyId, type OrganisationId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { UnreadableFile } from '#parts/tables';
import { bodiesToLoadFor, fileToLoad, importSource, streamOf } from '#parts/uploads';
import { findOrganisations, indexOrganisation, lockNames, matchName } from '#parties';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { MATCHERS, matchingActs } from './matching.acts.ts';
import type { SupplierValues } from './read-supplier.ts';
import { openSupplierTable } from './supplier-table.reader.ts';

const BATCH = 500;

export interface OrganisationsImported {
  readonly importId: string;
  readonly rows: number;
  readonly added: number;
  /** Here already, by number or name, and left as they are. */
  readonly unchanged: number;
  readonly refused: number;
}

/**
 * Adds the organisations of a file that are not here yet: number first, then name. What is here is never changed. All or nothing for rows that
 * cannot be read, unless `keepGood`. The same file again adds nothing; `wantsum import undo` takes back what was added and nothing has come to rest on.
 */
export const importOrganisations = command({
  act: matchingActs.importOrganisations,
  input: z.object({
    source: importSource,
    /** Whose list it is: its people may take the import back. Nobody's in particular on the command line. */
    body: z.string().trim().optional(),
    map: z.record(z.string(), z.string()).default({}), keepGood: z.boolean().default(false), progress: z.custom<(rowsDone: number) => void>().optional(),
  }),
  record: () => null,
  perform: async ({ tx, actor, services }, { source, body, map, keepGood, progress }) => {
    const fileName = await fileToLoad(tx, actor, 'organisations', source);
    if (typeof fileName !== 'string') return fileName;
    const owner = actor.kind === 'person' ? (await bodiesToLoadFor(tx, actor, MATCHERS)).find(({ slug }) => slug === body) : null;
    if (owner === undefined) return refuse('not-yours', body ? 'You do not hold a role that may import for this authority.' : 'Choose the authority whose list this is.', { field: 'body' });
    const opened = await openSupplierTable(streamOf(services, source), map);
    if (!opened.ok) return refuse('unreadable-file', opened.why, { field: 'file' });
    const { table } = opened;
    await lockNames(tx);
    const importId = newId<'import_batch'>();
    await tx.insertInto('import_batch').values({ id: importId, kind: 'organisations', body_id: owner?.id ?? null, file_name: fileName.slice(-255), file_sha256: table.sha256, row_count: 0, mapping: JSON.stringify(table.columns), imported_by: actor.personId }).execute();
    const counts = { rows: 0, added: 0, unchanged: 0, refused: 0 };
    let batch: SupplierValues[] = [];
    const flush = async (): Promise<void> => {
      const added = await addMissing(tx, importId, batch);
      counts.added += added;
      counts.unchanged += batch.length - added;
      batch = [];
      progress?.(counts.rows);
    };
    try {
      for await (const row of table.rows()) {
        counts.rows += 1;
        if (row.kind === 'refused') counts.refused += 1;
        else if (batch.push(row.values) >= BATCH) await flush();
      }
    } catch (problem) {
      if (problem instanceof UnreadableFile) return refuse('unreadable-file', `Nothing was imported: ${problem.message}`, { field: 'file' });
      throw problem;
    }
    await flush();
    if (counts.refused > 0 && !keepGood) return refuse('unreadable-rows', `Nothing was imported: ${counts.refused} of ${counted(counts.rows, 'row')} cannot be read. Mend them, or import the good rows only.`, { field: 'file' });
    await tx.updateTable('import_batch').set({ row_count: counts.rows, added: counts.added, unchanged: counts.unchanged, refused: counts.refused }).where('id', '=', importId).execute();
    const imported: OrganisationsImported = { importId, ...counts };
    return done(imported, { record: null, bodyId: (owner?.id ?? null) as BodyId | null, after: { file: fileName, sha256: table.sha256.toString('hex'), ...imported } });
  },
});

/** Adds those of a batch that are not here, each once. @returns how many */
async function addMissing(tx: Tx, importId: string, batch: readonly SupplierValues[]): Promise<number> {
  const found = await findOrganisations(tx, batch);
  const missing: SupplierValues[] = [];
  const seen = new Set<string>();
  for (const [place, values] of batch.entries()) {
    const keys = [values.companyNumber && `company ${values.companyNumber}`, values.charityNumber && `charity ${values.charityNumber}`, !values.companyNumber && !values.charityNumber && `name ${matchName(values.name)}`].filter((key): key is string => Boolean(key));
    if (!found[place] && !keys.some((key) => seen.has(key))) missing.push(values);
    for (const key of [...keys, `name ${matchName(values.name)}`]) seen.add(key);
  }
  if (missing.length === 0) return 0;
  const rows = missing.map((values) => ({
    id: newId<'organisation'>(), name: values.name, match_name: matchName(values.name), company_number: values.companyNumber, charity_number: values.charityNumber, size: values.size, sector: values.sector,
    postcode: values.postcode, website: values.website, source: 'imported', import_id: importId, updated_at: sql<Date>`wantsum_clock()`,
  }));
  await tx.insertInto('organisation').values(rows).execute();
  for (const { id } of rows) await indexOrganisation(tx, id as OrganisationId);
  return rows.length;
}

import { z } from 'zod';
import { newId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { fileToLoad, importSource, streamOf } from '#parts/uploads';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { bodyForImport } from './import-body.ts';
import { columnsOf, COMPARED, hashOf, identityOf, keptTexts, type ContractColumns } from './contract-row.ts';
import type { ContractTerm } from './contract-term.ts';
import { ImportSuppliers, type SupplierClue } from './import-suppliers.store.ts';
import { insertAgreements, knownAgreements, outcomesByName, peopleByName, unitsByName, updateAgreements, type KnownAgreement, type RowToStore } from './import.store.ts';
import { transparencyActs } from './import.acts.ts';
import { readContract, type ContractValues } from './read-contract.ts';
import { placeInWords, placeOf } from './check-register.ts';
import { dataRows, openRegisterFile, UnreadableFile, type RegisterFile } from './register-file.ts';
import { supplierNumbers } from './supplier-number.ts';

const ROWS_A_BATCH = 1000;

/** What an import did. Rows counts contracts, without totals and notes. */
export interface Imported {
  readonly importId: string;
  readonly body: { readonly slug: string; readonly name: string; readonly isNew: boolean };
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly incomplete: number;
  readonly suppliersAdded: number;
}

type Progress = (rowsDone: number) => void;

/**
 * Imports a council's contracts register in one transaction with one audit entry. All or nothing for rows that cannot be read,
 * unless `keepGood`. The same file again changes nothing.
 */
export const importContracts = command({
  act: transparencyActs.importContracts,
  input: z.object({
    source: importSource,
    body: z.string().trim().min(1, 'Choose the authority whose register this is'),
    bodyName: z.string().trim().min(1).max(200).optional(),
    newBody: z.boolean().default(false),
    map: z.record(z.string(), z.string()).default({}),
    keepGood: z.boolean().default(false),
    progress: z.custom<Progress>().optional(),
  }),
  record: () => null,
  perform: async ({ tx, actor, services }, input) => {
    const fileName = await fileToLoad(tx, actor, 'contracts', input.source);
    if (typeof fileName !== 'string') return fileName;
    const opened = await openRegisterFile(streamOf(services, input.source), input.map);
    if (!opened.ok) return refuse('unreadable-file', opened.why, { field: 'file' });
    const body = await bodyForImport(tx, actor, input.body, { name: input.bodyName, isNew: input.newBody });
    if ('kind' in body) return body;
    const importId = newId<'import_batch'>();
    await tx.insertInto('import_batch').values({ id: importId, kind: 'contracts', body_id: body.id, made_body: body.isNew, file_name: fileName.slice(-255), file_sha256: opened.file.sha256, row_count: 0, mapping: JSON.stringify(opened.file.mapping), imported_by: actor.personId }).execute();
    const counts = await importRows(tx, opened.file, { bodyId: body.id, importId, keepGood: input.keepGood, ...(input.progress ? { progress: input.progress } : {}) });
    if ('kind' in counts) return counts;
    await tx.updateTable('import_batch').set({ row_count: counts.rows, added: counts.added, changed: counts.changed, unchanged: counts.unchanged, refused: counts.refused }).where('id', '=', importId).execute();
    const imported: Imported = { importId, body: { slug: body.slug, name: body.name, isNew: body.isNew }, ...counts };
    return done(imported, { record: null, bodyId: body.id, after: { importId, file: fileName, sha256: opened.file.sha256.toString('hex'), ...counts } });
  },
});

interface Into {
  readonly bodyId: string;
  readonly importId: string;
  readonly keepGood: boolean;
  readonly progress?: Progress;
}
type Counts = Omit<Imported, 'importId' | 'body'>;

/** What is looked up once and kept for all batches of an import. */
interface Lookups {
  readonly suppliers: ImportSuppliers;
  readonly units: Map<string, string>;
  readonly managers: Map<string, string>;
  readonly directors: Map<string, string>;
  readonly outcomes: Map<string, string>;
  /** Agreements that a row of this file has been recognised as, so that two equal rows are two contracts. */
  readonly taken: Set<string>;
}

type Good = { readonly values: ContractValues; readonly term: ContractTerm; readonly texts: Readonly<Record<string, string>> };

async function importRows(tx: Tx, file: RegisterFile, into: Into): Promise<Counts | Refused> {
  const lookups: Lookups = {
    suppliers: new ImportSuppliers(into.importId), units: new Map(), managers: await peopleByName(tx, into.bodyId, 'contract-manager'),
    directors: await peopleByName(tx, into.bodyId, 'lead-director'), outcomes: await outcomesByName(tx, into.bodyId), taken: new Set(),
  };
  const counts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, incomplete: 0, suppliersAdded: 0 };
  let batch: Good[] = [];
  const flush = async () => {
    const stored = await storeBatch(tx, into, lookups, batch);
    counts.added += stored.added;
    counts.changed += stored.changed;
    counts.unchanged += stored.unchanged;
    batch = [];
    into.progress?.(counts.rows);
  };
  try {
    for await (const found of dataRows(file)) {
      const read = readContract(found.record, found.sheet.mapping, found.sheet.headings);
      if (read.kind === 'skipped') continue;
      counts.rows++;
      if (read.kind === 'refused') {
        counts.refused++;
        const [first] = read.cells;
        if (!into.keepGood) return refuse('rows-refused', `Nothing was imported: ${placeInWords(placeOf(file, found))}, column ${first!.column}: ${first!.reason}. Mend every row that is listed, or import the good rows only.`, { field: 'file' });
        continue;
      }
      batch.push({ values: read.values, term: read.term, texts: keptTexts(read.texts) });
      if (batch.length >= ROWS_A_BATCH) await flush();
    }
  } catch (problem) {
    if (problem instanceof UnreadableFile) return refuse('unreadable-file', `Nothing was imported: ${problem.message}`, { field: 'file' });
    throw problem;
  }
  await flush();
  const { count } = await tx.selectFrom('agreement').select((select) => select.fn.countAll<bigint>().as('count')).where('import_id', '=', into.importId).where('incomplete', '=', true).executeTakeFirstOrThrow();
  return { ...counts, incomplete: Number(count), suppliersAdded: lookups.suppliers.made };
}

async function storeBatch(tx: Tx, into: Into, lookups: Lookups, batch: readonly Good[]): Promise<{ added: number; changed: number; unchanged: number }> {
  if (batch.length === 0) return { added: 0, changed: 0, unchanged: 0 };
  const read = batch.map((good) => ({ ...good, columns: columnsOf(good.values, good.term), reference: typeof good.values.ContractReference === 'string' ? good.values.ContractReference : null, hash: hashOf(good.values) }))
    .map((row) => ({ ...row, key: identityOf(row.reference, row.columns.title, row.columns.supplier_name, row.columns.starts_on) }));
  const known = await knownAgreements(tx, into.bodyId, read.map((row) => row.key), read.flatMap((row) => row.reference ?? []));
  const byKey = Map.groupBy(known.filter((one) => one.sourceKey !== null), (one) => one.sourceKey!);
  const byIdentity = Map.groupBy(known, (one) => identityOf(one.reference, one.columns['title'] as string, one.columns['supplier_name'] as string | null, one.columns['starts_on'] as string | null));
  const [fresh, changed]: [typeof read, { id: string; row: (typeof read)[number] }[]] = [[], []];
  let unchanged = 0;
  for (const row of read) {
    const free = (found: KnownAgreement[] | undefined) => (found ?? []).filter((one) => !lookups.taken.has(one.id));
    const candidates = [...free(byKey.get(row.key)), ...free(byIdentity.get(row.key))];
    const same = candidates.find((one) => one.sourceHash === row.hash) ?? candidates.find((one) => !differs(one, row)) ?? candidates[0];
    if (!same) {
      fresh.push(row);
      continue;
    }
    lookups.taken.add(same.id);
    if (same.sourceHash === row.hash || !differs(same, row)) unchanged++;
    else changed.push({ id: same.id, row });
  }
  const toStore = await resolved(tx, into.bodyId, lookups, [...fresh, ...changed.map((change) => change.row)]);
  for (const id of await insertAgreements(tx, into.bodyId, into.importId, toStore.slice(0, fresh.length))) lookups.taken.add(id);
  await updateAgreements(tx, into.importId, changed.map(({ id }, index) => ({ id, row: toStore[fresh.length + index]! })));
  return { added: fresh.length, changed: changed.length, unchanged };
}

/** Whether a row says anything that its agreement does not. What a row leaves empty is not said. */
function differs(known: KnownAgreement, row: { readonly columns: ContractColumns; readonly values: ContractValues; readonly texts: Readonly<Record<string, string>> }): boolean {
  if (COMPARED.some((column) => row.columns[column] !== null && String(row.columns[column]) !== String(known.columns[column] ?? ''))) return true;
  const unit = row.values.OrganisationalUnit;
  return typeof unit === 'string' && unit.toLowerCase() !== (known.unitName ?? '').toLowerCase();
}

async function resolved(tx: Tx, bodyId: string, lookups: Lookups, rows: readonly { readonly columns: ContractColumns; readonly values: ContractValues; readonly texts: Readonly<Record<string, string>>; readonly reference: string | null; readonly key: string; readonly hash: string }[]): Promise<RowToStore[]> {
  const unitOf = (values: ContractValues) => (typeof values.OrganisationalUnit === 'string' ? values.OrganisationalUnit.slice(0, 300) : null);
  await unitsByName(tx, bodyId, rows.flatMap((row) => unitOf(row.values) ?? []), lookups.units);
  const organisations = await lookups.suppliers.find(tx, rows.map((row) => clueOf(row.values)));
  const named = (map: ReadonlyMap<string, string>, name: string | null) => (name === null ? null : (map.get(name.trim().toLowerCase()) ?? null));
  return rows.map((row, index) => ({
    columns: row.columns, reference: row.reference, sourceKey: row.key, sourceHash: row.hash, texts: row.texts, organisationId: organisations[index] ?? null,
    unitId: lookups.units.get(unitOf(row.values)?.toLowerCase() ?? '') ?? null,
    managerId: named(lookups.managers, row.columns.manager_name), directorId: named(lookups.directors, row.columns.director_name),
    outcomeIds: outcomesIn(row.values.Outcomes, lookups.outcomes),
  }));
}

/** "1.2; Young people get the best start": codes or titles, each a published outcome. */
function outcomesIn(cell: ContractValues['Outcomes'], outcomes: ReadonlyMap<string, string>): string[] {
  if (typeof cell !== 'string') return [];
  const whole = outcomes.get(cell.trim().toLowerCase());
  const parts = whole ? [whole] : cell.split(/[;|\n]|,\s/).flatMap((part) => outcomes.get(part.trim().toLowerCase()) ?? []);
  return [...new Set(parts)];
}

function clueOf(values: ContractValues): SupplierClue | null {
  if (typeof values.SupplierName !== 'string') return null;
  const numbers = supplierNumbers(String(values.CompaniesHouseRegistrationNumber ?? ''), String(values.CharityCommissionNumber ?? ''));
  return {
    name: values.SupplierName.replaceAll(/\s+/g, ' ').trim().slice(0, 300), companyNumber: numbers.company, charityNumber: numbers.charity,
    postcode: typeof values.SupplierPostcode === 'string' ? values.SupplierPostcode.slice(0, 20) : null, vcse: typeof values.VCSESupplier === 'boolean' ? values.VCSESupplier : null,
  };
}

import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { DATE_ORDERS, UnreadableFile } from '#parts/tables';
import { fileToLoad, importSource, streamOf } from '#parts/uploads';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { bodyForImport, ImportSuppliers, outcomesByName, supplierNumbers, unitsByName, type Imported, type SupplierClue } from '#transparency';
import { listAt, wordsAt } from './check-grant.ts';
import { openGrantFile, type FiledGrant, type GrantFile } from './grant-file.reader.ts';
import { dayOf } from './grant-cell.ts';
import { currencyOf } from './grant-columns.ts';
import type { GrantDocument } from './grant-fields.ts';
import { grantFields } from './grant-schema.reference.ts';
import { grantsActs } from './grants.acts.ts';
import { insertGrants, knownGrants, storeFurtherRecipients, updateGrants, type GrantToStore } from './import-grants.store.ts';
import { keptDocument, memberOf } from './kept-document.ts';
import { asGiving, type KnownGrant, type Publisher } from './known-grant.ts';
import { recipientNumbers } from './recipient-numbers.ts';
import { hashOf, sayTheSame } from './same-grant.ts';

const ROWS_A_BATCH = 1000;
const LONGEST_NAME = 300;

/** What an import did. */
export interface ImportedGrants extends Omit<Imported, 'incomplete' | 'suppliersAdded'> {
  readonly recipientsAdded: number;
  readonly memberGrants: number;
  readonly toIndividuals: number;
  /** Kept in their own currency, and in no sum of pounds. */
  readonly notInPounds: number;
  /** Awards of a day that has not come: perhaps a slip of the year. */
  readonly awardedInFuture: number;
}
type Counts = { -readonly [Name in Exclude<keyof ImportedGrants, 'importId' | 'body'>]: number };

/**
 * Imports grants in one transaction with one audit entry. All or nothing for rows that cannot be read, unless `keepGood`. A grant is
 * known by its identifier; the same file again changes nothing, nor does a file that was exported here.
 */
export const importGrants = command({
  act: grantsActs.importGrants,
  input: z.object({
    source: importSource, body: z.string().trim().min(1, 'Choose the authority that gave the grants'), bodyName: z.string().trim().min(1).max(200).optional(), newBody: z.boolean().default(false),
    map: z.record(z.string(), z.string()).default({}), dateOrder: z.enum(DATE_ORDERS).optional(), keepGood: z.boolean().default(false), progress: z.custom<(rowsDone: number) => void>().optional(),
  }),
  record: () => null,
  perform: async ({ tx, actor, services }, input) => {
    const fileName = await fileToLoad(tx, actor, 'grants', input.source);
    if (typeof fileName !== 'string') return fileName;
    const opened = await openGrantFile(streamOf(services, input.source), { map: input.map, ...(input.dateOrder ? { dateOrder: input.dateOrder } : {}) });
    if (!opened.ok) return refuse('unreadable-file', opened.why, { field: 'file' });
    const body = await bodyForImport(tx, actor, input.body, { name: input.bodyName, isNew: input.newBody });
    if ('kind' in body) return body;
    const importId = newId<'import_batch'>();
    await tx.insertInto('import_batch').values({ id: importId, kind: 'grants', body_id: body.id, made_body: body.isNew, file_name: fileName.slice(-255), file_sha256: opened.file.sha256, row_count: 0, mapping: JSON.stringify(opened.file.mapping), imported_by: actor.personId }).execute();
    const counts = await importRows(tx, opened.file, { bodyId: body.id, bodySlug: body.slug, importId, keepGood: input.keepGood, progress: input.progress ?? (() => undefined), publisher: { prefix: services.config.givingPrefix, siteUrl: services.config.siteUrl }, today: londonDate(await readClock(tx)) });
    if ('kind' in counts) return counts;
    await tx.updateTable('import_batch').set({ row_count: counts.rows, added: counts.added, changed: counts.changed, unchanged: counts.unchanged, refused: counts.refused }).where('id', '=', importId).execute();
    const imported: ImportedGrants = { importId, body: { slug: body.slug, name: body.name, isNew: body.isNew }, ...counts };
    return done(imported, { record: null, bodyId: body.id, after: { importId, file: fileName, sha256: opened.file.sha256.toString('hex'), ...counts } });
  },
});

interface Into {
  readonly bodyId: string;
  readonly bodySlug: string;
  readonly importId: string;
  readonly keepGood: boolean;
  readonly progress: (rowsDone: number) => void;
  readonly publisher: Publisher;
  readonly today: string;
}

/** What is looked up once and kept for all batches of an import. */
interface Lookups {
  readonly suppliers: ImportSuppliers;
  readonly units: Map<string, string>;
  readonly outcomes: Map<string, string>;
  /** How often a grant without an identifier has been met, so that two equal ones are two. */
  readonly met: Map<string, number>;
}

async function importRows(tx: Tx, file: GrantFile, into: Into): Promise<Counts | Refused> {
  const lookups: Lookups = { suppliers: new ImportSuppliers(into.importId), units: new Map(), outcomes: await outcomesByName(tx, into.bodyId), met: new Map() };
  const counts: Counts = { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, recipientsAdded: 0, memberGrants: 0, toIndividuals: 0, notInPounds: 0, awardedInFuture: 0 };
  let batch: GrantDocument[] = [];
  const flush = async () => {
    const stored = await storeBatch(tx, into, lookups, batch);
    for (const name of ['added', 'changed', 'unchanged'] as const) counts[name] += stored[name];
    batch = [];
    into.progress(counts.rows);
  };
  try {
    for await (const filed of file.grants()) {
      counts.rows++;
      if ('refused' in filed) {
        counts.refused++;
        if (!into.keepGood) return refuse('rows-refused', `Nothing was imported: ${placeOf(filed)}, ${filed.column}: ${filed.refused}. Mend every row that is listed, or import the good rows only.`, { field: 'file' });
        continue;
      }
      countKind(counts, filed.grant, into.today);
      batch.push(filed.grant);
      if (batch.length >= ROWS_A_BATCH) await flush();
    }
  } catch (problem) {
    if (problem instanceof UnreadableFile) return refuse('unreadable-file', `Nothing was imported: ${problem.message}`, { field: 'file' });
    throw problem;
  }
  await flush();
  return { ...counts, recipientsAdded: lookups.suppliers.made };
}

export const placeOf = ({ row, sheet }: FiledGrant): string => `${sheet === null ? '' : `sheet ${sheet}, `}row ${row}`;

function countKind(counts: Counts, grant: GrantDocument, today: string): void {
  if (memberOf(grant) !== null) counts.memberGrants++;
  if (grant['recipientIndividual'] !== undefined && grant['recipientOrganization'] === undefined) counts.toIndividuals++;
  if (currencyOf(grant) !== 'GBP') counts.notInPounds++;
  if ((dayOf(grant['awardDate']) ?? '') > today) counts.awardedInFuture++;
}

async function storeBatch(tx: Tx, into: Into, lookups: Lookups, batch: readonly GrantDocument[]): Promise<{ added: number; changed: number; unchanged: number }> {
  if (batch.length === 0) return { added: 0, changed: 0, unchanged: 0 };
  const fields = grantFields();
  const read = batch.map((grant) => {
    const document = keptDocument(grant, fields);
    const hash = hashOf(document);
    return { grant, document, hash, identifier: wordsAt(document['id']) || madeIdentifier(into, lookups, hash) };
  });
  const known = await knownGrants(tx, into.bodyId, read.map(({ identifier }) => identifier), into.publisher.prefix);
  const isUnchanged = (one: KnownGrant, row: (typeof read)[number]) => {
    const said = asGiving(one, into.publisher);
    return one.sourceHash === row.hash || (said !== null && sayTheSame(keptDocument(said, fields), row.document));
  };
  const fresh = read.filter(({ identifier }) => !known.has(identifier));
  const changed = read.filter((row) => known.has(row.identifier) && !isUnchanged(known.get(row.identifier)!, row));
  const toStore = await resolved(tx, into, lookups, [...fresh, ...changed]);
  await insertGrants(tx, into.bodyId, into.importId, toStore.slice(0, fresh.length));
  await updateGrants(tx, into.bodyId, into.importId, changed.map(({ identifier }, index) => ({ agreementId: known.get(identifier)!.id, grant: toStore[fresh.length + index]! })));
  await storeFurtherRecipients(tx, into.bodyId, toStore);
  return { added: fresh.length, changed: changed.length, unchanged: read.length - fresh.length - changed.length };
}

/** A file without identifiers: each grant is known by what it says, and equal ones by their turn. */
function madeIdentifier({ publisher, bodySlug }: Into, { met }: Lookups, hash: string): string {
  const turn = (met.get(hash) ?? 0) + 1;
  met.set(hash, turn);
  return `${publisher.prefix}-${bodySlug}-${hash.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 16)}${turn === 1 ? '' : `-${turn}`}`;
}

async function resolved(tx: Tx, into: Into, lookups: Lookups, rows: readonly { readonly grant: GrantDocument; readonly document: GrantDocument; readonly hash: string; readonly identifier: string }[]): Promise<GrantToStore[]> {
  const unitOf = ({ document }: { readonly document: GrantDocument }) => listAt(document['fundingOrganization']).map((one) => wordsAt(one['department'])).find(Boolean)?.slice(0, LONGEST_NAME) ?? null;
  await unitsByName(tx, into.bodyId, rows.flatMap((row) => unitOf(row) ?? []), lookups.units);
  const recipients = rows.map(({ document }) => listAt(document['recipientOrganization']).map(clueOf));
  const found = await lookups.suppliers.find(tx, recipients.flat());
  let at = 0;
  return rows.map((row, index) => ({
    identifier: row.identifier, document: { ...row.document, id: row.identifier }, hash: row.hash, unitId: lookups.units.get(unitOf(row)?.toLowerCase() ?? '') ?? null,
    organisationIds: [...new Set(recipients[index]!.flatMap(() => found[at++] ?? []))], outcomeIds: outcomesOf(row.grant, lookups.outcomes),
  }));
}

/** Codes or titles of the body's outcomes in a column of that name, which the standard does not have. */
function outcomesOf(grant: GrantDocument, outcomes: ReadonlyMap<string, string>): string[] {
  const column = Object.keys(grant).find((name) => /^outcomes?$/i.test(name.trim()));
  const words = column ? wordsAt(grant[column]) : '';
  return [...new Set([words, ...words.split(';')].flatMap((one) => outcomes.get(one.trim().toLowerCase()) ?? []))];
}

function clueOf(recipient: GrantDocument): SupplierClue | null {
  const name = (wordsAt(recipient['name']) || wordsAt(recipient['id'])).replaceAll(/\s+/g, ' ').slice(0, LONGEST_NAME);
  const cells = recipientNumbers(recipient);
  const numbers = supplierNumbers(cells.company, cells.charity);
  if (name === '' || /^redacted\b/i.test(name)) return null;
  return { name, companyNumber: numbers.company, charityNumber: numbers.charity, postcode: wordsAt(recipient['postalCode']).slice(0, 20) || null, vcse: numbers.charity === null ? null : true };
}

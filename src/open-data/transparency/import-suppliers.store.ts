import { sql } from 'kysely';
import { newId, type OrganisationId } from '#kernel/ids';
import type { Tx } from '#platform/database/connection';
import { findOrganisations, matchName } from '#parties';

/** A supplier as a file names it. */
export interface SupplierClue {
  readonly name: string;
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly postcode: string | null;
  readonly vcse: boolean | null;
}

/** So many suppliers are remembered from batch to batch; a county has fewer. */
const MOST_REMEMBERED = 20_000;

/** Finds suppliers, and makes those that are new, for one import. Nothing about an organisation that is here already is changed. */
export class ImportSuppliers {
  readonly #importId: string;
  readonly #known = new Map<string, OrganisationId | null>();
  made = 0;

  constructor(importId: string) {
    this.#importId = importId;
  }

  /** The organisation of each clue, in order; null where there is no name, or where its numbers contradict what is here. */
  async find(tx: Tx, clues: readonly (SupplierClue | null)[]): Promise<(OrganisationId | null)[]> {
    if (this.#known.size > MOST_REMEMBERED) this.#known.clear();
    const asked = new Map<string, SupplierClue>();
    for (const clue of clues) if (clue && !this.#known.has(keyOf(clue))) asked.set(keyOf(clue), clue);
    let unknown = await this.#look(tx, [...asked.values()]);
    // Those with a number first: one without may then turn out to be one of them.
    for (const numbered of [true, false]) {
      const toMake = unknown.filter((clue) => (clue.companyNumber !== null || clue.charityNumber !== null) === numbered);
      if (toMake.length === 0) continue;
      await this.#make(tx, toMake);
      unknown = await this.#look(tx, unknown);
    }
    for (const clue of unknown) this.#known.set(keyOf(clue), null);
    return clues.map((clue) => (clue ? (this.#known.get(keyOf(clue)) ?? null) : null));
  }

  /** Remembers those that are here. @returns the others */
  async #look(tx: Tx, clues: readonly SupplierClue[]): Promise<SupplierClue[]> {
    const found = await findOrganisations(tx, clues);
    return clues.filter((clue, index) => {
      const match = found[index];
      if (match) this.#known.set(keyOf(clue), match.organisationId);
      return !match;
    });
  }

  async #make(tx: Tx, clues: readonly SupplierClue[]): Promise<void> {
    const one = new Map(clues.map((clue) => [clue.companyNumber ?? clue.charityNumber ?? matchName(clue.name), clue]));
    const rows = [...one.values()].map((clue) => ({
      id: newId<'organisation'>(), name: clue.name, match_name: matchName(clue.name), company_number: clue.companyNumber, charity_number: clue.charityNumber,
      postcode: clue.postcode, sector: clue.vcse ? 'vcse' : null, import_id: this.#importId,
    }));
    const { numAffectedRows } = await sql`insert into organisation (id, name, match_name, company_number, charity_number, postcode, sector, source, import_id)
      select id, name, match_name, company_number, charity_number, postcode, sector, 'imported', import_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, name text, match_name text, company_number text, charity_number text, postcode text, sector text, import_id uuid)
      on conflict do nothing`.execute(tx);
    this.made += Number(numAffectedRows ?? 0n);
  }
}

const keyOf = (clue: SupplierClue): string => `${clue.companyNumber ?? ''}|${clue.charityNumber ?? ''}|${matchName(clue.name)}`;

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import type { Database } from '#platform/database/connection';

export type AreaKind = 'nation' | 'region' | 'county' | 'district' | 'metropolitan-district' | 'london-borough' | 'unitary';

export interface Area {
  /** ONS code, such as E10000016 for Kent. */
  readonly code: string;
  readonly name: string;
  readonly kind: AreaKind;
  /** The area it lies in; null for a nation. */
  readonly within: string | null;
}

type Line = Readonly<Record<'gss_code' | 'name' | 'county_code' | 'county_name' | 'region_code' | 'region_name' | 'country_code' | 'country_name', string>>;

const KINDS: Readonly<Record<string, AreaKind>> = { E06: 'unitary', E07: 'district', E08: 'metropolitan-district', E09: 'london-borough', W06: 'unitary', S12: 'unitary', N09: 'unitary' };

let read: readonly Area[] | null = null;

/** Every area of the shipped list, each after the one it lies in. */
export function areas(): readonly Area[] {
  read ??= areasFrom(parse(readFileSync(new URL('uk-local-authorities-gss.csv', import.meta.url)), { columns: true, bom: true }) as Line[]);
  return read;
}

function areasFrom(lines: readonly Line[]): Area[] {
  const nations = new Map<string, Area>();
  const regions = new Map<string, Area>();
  const counties = new Map<string, Area>();
  // A merged authority stands once for each of its predecessors.
  const authorities = new Map<string, Area>();
  for (const line of lines) {
    nations.set(line.country_code, { code: line.country_code, name: line.country_name, kind: 'nation', within: null });
    const isRegion = line.region_code.startsWith('E12');
    if (isRegion) regions.set(line.region_code, { code: line.region_code, name: line.region_name, kind: 'region', within: line.country_code });
    const above = isRegion ? line.region_code : line.country_code;
    const isInCounty = line.county_code.startsWith('E10');
    if (isInCounty) counties.set(line.county_code, { code: line.county_code, name: line.county_name, kind: 'county', within: above });
    authorities.set(line.gss_code, { code: line.gss_code, name: line.name, kind: KINDS[line.gss_code.slice(0, 3)] ?? 'unitary', within: isInCounty ? line.county_code : above });
  }
  return [...nations.values(), ...regions.values(), ...counties.values(), ...authorities.values()];
}

let byCode: ReadonlyMap<string, Area> | null = null;

/** @returns the area with an ONS code, if the list has it */
export function areaOf(code: string): Area | undefined {
  byCode ??= new Map(areas().map((area) => [area.code, area]));
  return byCode.get(code);
}

/** Brings the table `area` up to date with the shipped list. Run at each start: one query when nothing changed. */
export async function loadReferenceData(database: Database): Promise<void> {
  const all = areas();
  const columns = [all.map((area) => area.code), all.map((area) => area.name), all.map((area) => area.kind), all.map((area) => area.within)] as const;
  const { rows } = await database.pool.query<{ changed: string }>(
    `select count(*)::text as changed from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as given (code, name, kind, within)
     where not exists (select from area where area.code = given.code and area.name = given.name and area.kind = given.kind and area.within is not distinct from given.within)`,
    [...columns],
  );
  if (rows[0]!.changed === '0') return;
  await database.write(async (tx) => {
    // The key from an area to the one around it is checked at the end of the statement, so one statement does.
    await sql`insert into area (code, name, kind, within)
      select * from unnest(${columns[0]}::text[], ${columns[1]}::text[], ${columns[2]}::text[], ${columns[3]}::text[])
      on conflict (code) do update set name = excluded.name, kind = excluded.kind, within = excluded.within`.execute(tx);
  });
}

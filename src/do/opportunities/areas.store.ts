import { refuse, type Refused } from '#kernel/outcome';
import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';

export interface AreaName {
  readonly code: string;
  readonly name: string;
}

/** The names of areas by their codes, in the order given; a code that is not in the reference list stands for itself. */
export async function areaNames(read: Read, codes: readonly string[]): Promise<AreaName[]> {
  if (codes.length === 0) return [];
  const rows = await read.selectFrom('area').select(['code', 'name']).where('code', 'in', [...codes]).execute();
  const names = new Map(rows.map((row) => [row.code, row.name]));
  return codes.map((code) => ({ code, name: names.get(code) ?? code }));
}

/** Finds areas that were typed by name or ONS code, one a line. One that is not known is refused by name, since a search by area would miss it. */
export async function findAreas(read: Read, typed: readonly string[], field: string): Promise<readonly string[] | Refused> {
  if (typed.length === 0) return [];
  const rows = (await sql<AreaName>`select code, name from area where lower(name) = any(${typed.map((text) => text.toLowerCase())}) or code = any(${typed.map((text) => text.toUpperCase())})
    order by case kind when 'district' then 1 when 'unitary' then 2 when 'county' then 3 else 4 end, code`.execute(read)).rows;
  const codes: string[] = [];
  for (const text of typed) {
    const area = rows.find(({ code, name }) => code === text.toUpperCase() || name.toLowerCase() === text.toLowerCase());
    if (!area) return refuse('unknown-area', `“${text.slice(0, 60)}” is not an area we know. Enter the name of a district, county or ward, or its ONS code.`, { field });
    if (!codes.includes(area.code)) codes.push(area.code);
  }
  return codes;
}

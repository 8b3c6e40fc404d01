import type { Read } from '#platform/database/connection';

/** The names of areas by their codes; one that is not in the reference list has none. */
export async function areaNames(read: Read, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await read.selectFrom('area').select(['code', 'name']).where('code', 'in', [...new Set(codes)]).execute();
  return new Map(rows.map(({ code, name }) => [code, name]));
}

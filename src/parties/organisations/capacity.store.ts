import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';
import { areaOf, areas } from '../reference/areas.store.ts';
import { ORGANISATION_IS_PUBLIC } from './organisations.store.ts';
import type { Size } from './organisation.ts';

/** A registered provider with what it says it could carry alone. */
export interface ProviderCapacity {
  readonly organisationId: string;
  readonly name: string;
  readonly size: Size | null;
  readonly vcse: boolean;
  readonly areas: readonly string[];
  readonly yearlyNetPence: bigint;
  readonly mostDistricts: number | null;
}

const COLUMNS = sql.raw(`r.id as "organisationId", r.name, r.size, coalesce(r.sector = 'vcse', false) as vcse, array(select a.area_code from organisation_area a where a.organisation_id = r.id) as areas,
  r.yearly_capacity_net_pence as "yearlyNetPence", r.most_districts as "mostDistricts"`);

/** Every public organisation that has stated its capacity, in one query. @param cpvCode only those of this kind of service; those that named no kind count for every one */
export async function statedCapacities(read: Read, cpvCode: string | null): Promise<ProviderCapacity[]> {
  const division = cpvCode?.slice(0, 2) ?? null;
  const { rows } = await sql<ProviderCapacity>`select ${COLUMNS} from organisation r
    where r.yearly_capacity_net_pence is not null and ${sql.raw(ORGANISATION_IS_PUBLIC)}
      and (${division}::text is null or not exists (select from organisation_category c where c.organisation_id = r.id)
        or exists (select from organisation_category c where c.organisation_id = r.id and left(c.cpv_code, 2) = ${division}))
    order by r.name, r.id`.execute(read);
  return rows;
}

/** What some organisations stated; those that stated nothing are left out. */
export async function capacitiesOf(read: Read, organisationIds: readonly string[]): Promise<ProviderCapacity[]> {
  const { rows } = await sql<ProviderCapacity>`select ${COLUMNS} from organisation r where r.id = any(${[...organisationIds]}::uuid[]) and r.yearly_capacity_net_pence is not null order by r.name, r.id`.execute(read);
  return rows;
}

let leaves: ReadonlyMap<string, readonly string[]> | null = null;

/** The districts (or unitary areas, boroughs) that an area is made of; itself when it has none inside it or is not in the list. */
export function districtsOf(code: string): readonly string[] {
  leaves ??= leavesOfAll();
  return leaves.get(code) ?? [code];
}

function leavesOfAll(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const parents = new Set(areas().map(({ within }) => within));
  for (const area of areas().filter(({ code }) => !parents.has(code))) {
    for (let around: string | null = area.code; around !== null; around = areaOf(around)?.within ?? null) found.set(around, [...(found.get(around) ?? []), area.code]);
  }
  return found;
}

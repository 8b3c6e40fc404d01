import { sql, type RawBuilder } from 'kysely';

/** What narrows spending to a place: SQL over a `spend_place p` and its unit `u`. The register's filters and the figures' sums are made of the same, so they cannot differ. */
export const PLACE_CONDITIONS = {
  unit: (name: string): RawBuilder<unknown> => sql`lower(coalesce(u.name, p.unit)) = lower(${name})`,
  service: (name: string): RawBuilder<unknown> => sql`lower(p.service) = lower(${name})`,
  /** Lines whose file names no directorate, no service, or neither. */
  without: (what: string): RawBuilder<unknown> => sql`${what === 'service' ? sql`` : sql`coalesce(u.name, p.unit) = ''`}${what === 'both' ? sql` and ` : sql``}${what === 'unit' ? sql`` : sql`p.service = ''`}`,
} as const;
export type PlaceKey = keyof typeof PLACE_CONDITIONS;
export const PLACE_KEYS = Object.keys(PLACE_CONDITIONS) as PlaceKey[];

/** The conditions that are asked, each over `p` and `u`; none where no place is. */
export const placeConditions = (asked: Readonly<Record<string, string | null | undefined>>): RawBuilder<unknown>[] =>
  PLACE_KEYS.flatMap((key) => (asked[key] ? [sql`(${PLACE_CONDITIONS[key](asked[key])})`] : []));
export const PLACE_JOINS = sql`join spend_place p using (place_key) left join organisational_unit u on u.id = p.unit_id`;

import { sql, type RawBuilder } from 'kysely';

/** SQL for the process of the agreement `a`: stable, since none of its parts changes once it is public. */
export const processOf = (alias: string, prefix: string): RawBuilder<string> =>
  sql`coalesce(${sql.raw(alias)}.ocid, ${prefix} || '-' || coalesce((select d.id from direct_award d where d.agreement_id = ${sql.raw(alias)}.id limit 1), ${sql.raw(alias)}.id))`;

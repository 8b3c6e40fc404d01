import type { Act } from '#platform/access/act';

/** Tables of acts in one, none hiding another's of the same key. */
export const prefixedActs = (tables: Readonly<Record<string, Readonly<Record<string, Act>>>>): Readonly<Record<string, Act>> =>
  Object.fromEntries(Object.entries(tables).flatMap(([prefix, table]) => Object.entries(table).map(([key, act]) => [`${prefix}-${key}`, act])));

/**
 * Whether a value of JSON is nested deeper than so many levels. What is deeper than any honest file is refused before it is walked or
 * written: JSON.stringify and the database's own reader both give up on it.
 */
export function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

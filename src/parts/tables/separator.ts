const SEPARATORS = [',', ';', '\t', '|'] as const;
const LINES_LOOKED_AT = 60;

/** The separator that cuts the first lines most evenly into most columns, quoted text left out. A first line "sep=;" says it. */
export function separatorOf(head: string): string {
  const said = /^sep=([,;|\t])\r?$/im.exec(head.slice(0, 20));
  if (said && head.startsWith(said[0])) return said[1]!;
  const lines = head.replaceAll(/"[^"]*"/g, '""').split(/\r\n|\n|\r/).slice(0, LINES_LOOKED_AT).filter((line) => line.trim() !== '');
  let [best, most] = [',', 0];
  for (const separator of SEPARATORS) {
    const score = evenness(lines.map((line) => line.split(separator).length));
    if (score > most) [best, most] = [separator, score];
  }
  return best;
}

/** How much a separator explains: the commonest number of columns over 1, times the lines that have it. */
function evenness(counts: readonly number[]): number {
  const lines = new Map<number, number>();
  for (const count of counts) if (count > 1) lines.set(count, (lines.get(count) ?? 0) + 1);
  return Math.max(0, ...[...lines].map(([columns, times]) => Math.min(columns - 1, 30) ** 0.5 * times));
}

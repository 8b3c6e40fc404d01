/** A whole number as people read it: "1,204". */
export const inFigures = (count: number | bigint): string => count.toLocaleString('en-GB');

/**
 * A number with what it counts: "1 supplier", "1,204 suppliers", "0 replies".
 * @param one its singular, with the verb where the sentence needs it: `counted(1, 'supplier is', 'suppliers are')`
 * @param many its plural; left out, an "s" is added
 */
export const counted = (count: number | bigint, one: string, many = `${one}s`): string => `${inFigures(count)} ${BigInt(count) === 1n ? one : many}`;

/** The same of what is still being gathered, where there may be none: "No documents yet". */
export const countedYet = (count: number, one: string, many = `${one}s`): string => (count === 0 ? `No ${many} yet` : counted(count, one, many));

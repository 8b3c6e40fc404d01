/**
 * A number with what it counts: "1 supplier", "1,204 suppliers", "0 replies".
 * @param one its singular, with the verb where the sentence needs it: `counted(1, 'supplier is', 'suppliers are')`
 * @param many its plural; left out, an "s" is added
 */
export const counted = (count: number | bigint, one: string, many = `${one}s`): string => `${count.toLocaleString('en-GB')} ${BigInt(count) === 1n ? one : many}`;

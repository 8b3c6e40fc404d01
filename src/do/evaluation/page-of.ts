/** One page of a long list. */
export interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly number: number;
  readonly pages: number;
}

/** The page asked for of a list; one that is not there gives the nearest that is. */
export function pageOfItems<Item>(items: readonly Item[], asked: unknown, size: number): PageOf<Item> {
  const pages = Math.max(1, Math.ceil(items.length / size));
  const number = typeof asked === 'string' && /^\d{1,6}$/.test(asked) ? Math.min(Math.max(1, Number(asked)), pages) : 1;
  return { items: items.slice((number - 1) * size, number * size), number, pages };
}

/** The addresses before and after, for `pageLinks`. */
export const linksOf = (address: string, { number, pages }: Pick<PageOf<unknown>, 'number' | 'pages'>): { readonly previous: string | null; readonly next: string | null } => ({
  previous: number > 1 ? `${address}?page=${number - 1}` : null, next: number < pages ? `${address}?page=${number + 1}` : null,
});

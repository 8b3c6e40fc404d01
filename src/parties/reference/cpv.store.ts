import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** A category of the Common Procurement Vocabulary: eight digits, without the check digit. */
export interface Category {
  readonly code: string;
  readonly title: string;
}

interface Vocabulary {
  readonly all: readonly Category[];
  readonly titles: ReadonlyMap<string, string>;
  readonly plain: readonly string[];
}

let vocabulary: Vocabulary | null = null;

function read(): Vocabulary {
  if (vocabulary) return vocabulary;
  const lines = parse(readFileSync(new URL('cpv-2008.csv', import.meta.url)), { columns: true, bom: true }) as { code: string; label: string }[];
  const all = lines.map((line) => ({ code: line.code, title: line.label }));
  vocabulary = { all, titles: new Map(all.map((category) => [category.code, category.title])), plain: all.map((category) => category.title.toLowerCase()) };
  return vocabulary;
}

/** Every word that the titles of categories are made of, lower case: what public bodies buy, in the words they buy it by. */
export const cpvWords = (): ReadonlySet<string> => (words ??= new Set(read().plain.flatMap((title) => title.split(/[^a-z]+/).filter((word) => word.length > 2))));
let words: ReadonlySet<string> | null = null;

/** The title of a code, with or without its check digit ("85312400-3"). */
export const cpvTitle = (code: string): string | undefined => read().titles.get(code.trim().slice(0, 8));

/** The widest categories, a few dozen: for tick boxes. */
export const cpvDivisions = (): readonly Category[] => read().all.filter((category) => category.code.endsWith('000000'));

/** Whether one code is or lies within another: trailing noughts of the wider one stand for anything. */
export const cpvIsWithin = (code: string, wider: string): boolean => code.startsWith(wider.slice(0, 2) + wider.slice(2).replace(/0+$/, ''));

/** Categories whose titles have every word, the widest first; a code finds itself. */
export function searchCpv(words: string, limit = 30): readonly Category[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (wanted.length === 0) return [];
  const { all, plain } = read();
  const found = all.filter((category, index) => wanted.every((word) => plain[index]!.includes(word) || category.code.startsWith(word)));
  const depth = (category: Category): number => category.code.replace(/0+$/, '').length;
  return found.sort((first, second) => depth(first) - depth(second) || first.code.localeCompare(second.code)).slice(0, limit);
}

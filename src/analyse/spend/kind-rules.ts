import { isSpendKind, type SpendKind } from './spend.ts';
import type { SpendRow } from './reading/spend-row.ts';

const FIELDS = ['supplier', 'unit', 'service', 'purpose', 'category'] as const;

/** How lines that are not outside spend are told: "in-house: category is Internal recharge". */
export interface KindRule {
  readonly kind: SpendKind;
  readonly field: (typeof FIELDS)[number];
  readonly how: 'is' | 'begins' | 'contains';
  /** In lower case. */
  readonly words: string;
}
export type ParsedKindRules = { readonly ok: true; readonly rules: readonly KindRule[] } | { readonly ok: false; readonly line: number };

const RULE = /^([a-z-]+)\s*:\s*([a-z]+)\s+(is|begins|contains)\s+(\S.*)$/i;

/** Reads an authority's rules, one a line; the first that fits a payment decides. */
export function parseKindRules(text: string): ParsedKindRules {
  const rules: KindRule[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const [, kind = '', field = '', how = '', words = ''] = RULE.exec(line.trim()) ?? [];
    const [named, asked] = [kind.toLowerCase(), field.toLowerCase() as KindRule['field']];
    if (!isSpendKind(named) || !FIELDS.includes(asked)) return { ok: false, line: index + 1 };
    rules.push({ kind: named, field: asked, how: how.toLowerCase() as KindRule['how'], words: words.trim().toLowerCase() });
  }
  return { ok: true, rules };
}

/** What a payment is: outside spend, unless a rule says otherwise. */
export function kindOf(row: Pick<SpendRow, KindRule['field']>, rules: readonly KindRule[]): SpendKind {
  for (const rule of rules) {
    const text = row[rule.field]?.toLowerCase();
    if (text === undefined) continue;
    if (rule.how === 'is' ? text === rule.words : rule.how === 'begins' ? text.startsWith(rule.words) : text.includes(rule.words)) return rule.kind;
  }
  return 'external';
}

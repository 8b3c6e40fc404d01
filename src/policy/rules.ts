import { formatPounds } from '#kernel/money';
import { formatDateRange } from '#platform/pages/presentation';
import { shippedLaw, sourceTitles, type Law, type LawRow, type PackId } from '#law';
import { TOPICS } from './rule-topics.ts';

/** One statutory row as the public page and its JSON tell it. */
export interface PublicRule {
  readonly packId: PackId;
  readonly packTitle: string;
  readonly topic: string;
  readonly row: LawRow;
}

export interface RulesQuestion {
  readonly pack: string;
  readonly topic: string;
  readonly words: string;
}

export const PACK_IDS: readonly PackId[] = ['uk-2026', 'kent-2014'];

/** Every row of every pack with its topic, in the order of the packs. */
export const everyRule = (law: Law = shippedLaw): readonly PublicRule[] =>
  PACK_IDS.flatMap((packId) => {
    const pack = law.packs[packId];
    return Object.entries(pack.rules as Record<string, object>).flatMap(([group, rows]) =>
      (Object.values(rows) as LawRow[]).map((row) => ({ packId, packTitle: pack.title, topic: TOPICS[group] ?? group, row })));
  });

/** The topics there are, in order of the alphabet. */
export const topicsOf = (rules: readonly PublicRule[]): readonly string[] => [...new Set(rules.map(({ topic }) => topic))].sort();

/** The rules that fit every part of the question that was asked; an empty part narrows nothing. */
export function findRules(rules: readonly PublicRule[], { pack, topic, words }: RulesQuestion): readonly PublicRule[] {
  const sought = words.toLowerCase().split(/\s+/).filter(Boolean);
  return rules.filter((rule) => {
    if (pack && rule.packId !== pack) return false;
    if (topic && rule.topic !== topic) return false;
    const text = `${rule.row.id} ${rule.row.statement} ${sourceTitles(rule.row).join(' ')}`.toLowerCase();
    return sought.every((word) => text.includes(word));
  });
}

/** The number a rule turns on, in words: "£207,720 or more, including VAT"; nothing where it has none. */
export function figureOf(row: LawRow): string | null {
  switch (row.kind) {
    case 'threshold':
    case 'moneyTest': {
      const vat = row.basis === 'gross' ? 'including VAT' : 'net of VAT';
      return row.op === '>=' ? `${formatPounds(row.amountPence)} or more, ${vat}` : `more than ${formatPounds(row.amountPence)}, ${vat}`;
    }
    case 'minimumPeriod': return `${row.days} days`;
    case 'hold': return `${row.days} days`;
    case 'deadline': return `${row.count} ${UNIT_WORDS[row.unit]}`;
    case 'notice': return row.code;
    default: return null;
  }
}

const UNIT_WORDS = { days: 'days', workingDays: 'working days', clearDays: 'clear days', months: 'months', hours: 'hours', years: 'years' } as const;

/** "from 1 January 2026", or nothing where the row itself has no dates. */
export const datesOf = (row: LawRow): string | null => ('from' in row && 'to' in row ? formatDateRange(row.from, row.to) || null : null);

/** A rule for machines: amounts in pounds as text, every source in full. */
export function ruleJson({ packId, topic, row }: PublicRule): Readonly<Record<string, unknown>> {
  const { id, kind, statement, confidence, enabled, unverified, source, ...rest } = row;
  return { pack: packId, topic, id, kind, statement, confidence, verified: !unverified, used: enabled, ...rest, sources: source.map(({ code, at }, index) => ({ code, at, title: sourceTitles(row)[index] })) };
}

/** JSON has no whole number as large as pence may be: amounts leave as text. */
export const toJsonText = (value: unknown): string => JSON.stringify(value, (_key, one: unknown) => (typeof one === 'bigint' ? one.toString() : one), 1);

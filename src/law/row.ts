import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import type { Confidence, RuleNote } from '#kernel/rule-note';
import type { Fact, Row } from './rule.ts';
import { SOURCES, type Citation, type SourceCode } from './sources.ts';

/** A place in a source: `cite('PA23', 's.51')`. A code that is not in sources.ts does not compile. */
export const cite = (code: SourceCode, at = ''): Citation => ({ code, at });

/** The part every row has. Confidence D, background knowledge nobody has checked, is never enabled here. */
export const row = (id: string, confidence: Confidence, source: readonly Citation[], statement: string): Row => ({
  id, statement, source, confidence, enabled: confidence !== 'D', unverified: confidence === 'D',
});

/** A rule whose shape is its own. `value` keeps its literal type, so that programs read it without casts. */
export const fact = <const Value>(id: string, confidence: Confidence, source: readonly Citation[], statement: string, value: Value): Fact<Value> => ({
  kind: 'fact', ...row(id, confidence, source, statement), value,
});

/** A rule that is only its sentence. */
export const plainRule = (id: string, confidence: Confidence, source: readonly Citation[], statement: string): Fact<true> =>
  fact(id, confidence, source, statement, true);

/** Whole pounds as pence. */
export const pounds = (amount: number): bigint => BigInt(amount) * 100n;
export const date = (text: string): CalendarDate => calendarDate(text);

/** The row as pages show it beside whatever it bites on. */
export const asNote = (shown: Row): RuleNote => ({ sentence: shown.statement, source: sourceText(shown), confidence: shown.confidence });

/** "PA23 s.51; PR24 reg 5". */
export const sourceText = (shown: Row): string => shown.source.map(({ code, at }) => (at ? `${code} ${at}` : code)).join('; ');

/** The full names and addresses of a row's sources, for the page that explains them. */
export const sourceTitles = (shown: Row): readonly string[] => shown.source.map(({ code, at }) => (at ? `${SOURCES[code]} (${at})` : SOURCES[code]));

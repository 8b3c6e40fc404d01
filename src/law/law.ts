import type { CalendarDate } from '#kernel/calendar-date';
import { bankHolidays, type BankHoliday } from './holidays.ts';
import { kent2014 } from './packs/kent-2014/index.ts';
import { uk2026 } from './packs/uk-2026/index.ts';
import type { LawRow, PackId, Row } from './rule.ts';

/** One published edition of a pack, with the rows it changed, so that a pinned procurement can be told what has moved since. */
export interface Edition {
  readonly version: string;
  readonly on: string;
  readonly why: string;
  readonly changedIds: readonly string[];
}

/** A dated set of rules. `rules` is grouped for programs; `rowsOf` gives the rows as one list. */
export interface Pack<Id extends PackId, Rules> {
  readonly id: Id;
  readonly title: string;
  readonly asOf: string;
  readonly version: string;
  readonly history: readonly Edition[];
  readonly rules: Rules;
}

export interface Packs {
  readonly 'uk-2026': Pack<'uk-2026', typeof uk2026.rules>;
  readonly 'kent-2014': Pack<'kent-2014', typeof kent2014.rules>;
}

/** Everything the functions of this folder decide by. Pass a corrected one where the database holds corrections or holidays. */
export interface Law {
  readonly packs: Packs;
  readonly holidays: readonly BankHoliday[];
}

/** The law as shipped: rows of confidence D switched off. */
export const shippedLaw: Law = { packs: { 'uk-2026': uk2026, 'kent-2014': kent2014 }, holidays: bankHolidays() };

/** One pack of rules, typed: `lawFor('uk-2026').rules.payments.impliedTerm.value.days`. */
export const lawFor = <Id extends PackId>(packId: Id, law: Law = shippedLaw): Packs[Id] => law.packs[packId];

/** Every row of a pack, in the order of its files. */
export const rowsOf = (pack: Packs[PackId]): readonly LawRow[] =>
  Object.values(pack.rules as Record<string, object>).flatMap((group) => Object.values(group) as LawRow[]);

/** One row by its id, for a page that shows why something was decided. Undefined when the pack has none. */
export const ruleById = (packId: PackId, id: string, law: Law = shippedLaw): LawRow | undefined => rowsOf(law.packs[packId]).find((rule) => rule.id === id);

/** What a correction may change. To confirm a row shipped unverified, set `enabled` true, `unverified` false and a better confidence. */
export interface RowChange extends Partial<Pick<Row, 'statement' | 'source' | 'confidence' | 'enabled' | 'unverified'>> {
  readonly amountPence?: bigint;
  readonly days?: number;
  readonly count?: number;
  readonly to?: CalendarDate | null;
  readonly value?: unknown;
}

/** An audited correction of the law itself, as an authority's administrator makes it: kept in the database, applied over the shipped pack. */
export interface Correction {
  readonly packId: PackId;
  readonly rowId: string;
  readonly change: RowChange;
  readonly on: CalendarDate;
  readonly why: string;
}

/**
 * The law with corrections applied in order; a pack that has any gains "+n" on its version, so that what was pinned can be told apart.
 * Throws RangeError when a correction names a row the pack does not have.
 */
export function correctLaw(law: Law, corrections: readonly Correction[]): Law {
  const corrected = <Id extends PackId>(pack: Packs[Id]): Packs[Id] => {
    const own = corrections.filter(({ packId }) => packId === pack.id);
    if (own.length === 0) return pack;
    const ids = new Set(rowsOf(pack).map(({ id }) => id));
    const unknown = own.find(({ rowId }) => !ids.has(rowId));
    if (unknown) throw new RangeError(`Pack ${pack.id} has no rule ${unknown.rowId}`);
    return { ...pack, version: `${pack.version}+${own.length}`, rules: correctedRules(pack.rules, own) };
  };
  return { ...law, packs: { 'uk-2026': corrected<'uk-2026'>(law.packs['uk-2026']), 'kent-2014': corrected<'kent-2014'>(law.packs['kent-2014']) } };
}

/** Ids of the rows changed by editions after `version`; every id that ever changed when the version is unknown. */
export function changedSince(packId: PackId, version: string, law: Law = shippedLaw): readonly string[] {
  const { history } = law.packs[packId];
  const pinned = history.findIndex((edition) => edition.version === version.split('+')[0]);
  return history.slice(pinned + 1).flatMap(({ changedIds }) => changedIds);
}

/** Keeps the shape of the groups; only named rows are replaced. */
function correctedRules<Rules>(rules: Rules, corrections: readonly Correction[]): Rules {
  const amend = (rule: Row): Row =>
    corrections.filter(({ rowId }) => rowId === rule.id).reduce<Row>((current, { change }) => ({ ...current, ...change }), rule);
  const amendGroup = (group: object): object =>
    Array.isArray(group) ? group.map((rule: Row) => amend(rule)) : Object.fromEntries(Object.entries(group as Record<string, Row>).map(([name, rule]) => [name, amend(rule)]));
  return Object.fromEntries(Object.entries(rules as Record<string, object>).map(([name, group]) => [name, amendGroup(group)])) as Rules;
}

import { AGREES, FACTS, OTHERS, type Fact } from './survey.data.ts';
import type { Statement, Wave } from './survey.ts';
import { mayTellNumbers, sharesOf, tellable, tooSmall, type Group, type Share } from './tellable.ts';

/** How many gave one score to a statement of a wave, in all or with one value of a fact. */
export interface Count {
  readonly waveId: string;
  readonly statementId: string;
  readonly fact: string;
  readonly value: string;
  /** The name of a directorate; null for other facts. */
  readonly unitName: string | null;
  readonly score: number;
  readonly answers: number;
}

/** A group as it is shown. */
export interface ShownGroup {
  readonly name: string;
  readonly answers: number;
  readonly so: Share;
  readonly not: Share;
}
export interface FactGroups {
  readonly title: string;
  /** Empty where none is large enough to be shown by itself, or where all are of one group. */
  readonly groups: readonly ShownGroup[];
}

/** What one wave says of one statement. */
export interface Result {
  readonly statement: Statement;
  readonly answers: number;
  readonly agree: number;
  readonly so: Share;
  readonly not: Share;
  /** How many gave 1 to 5, in that order; null where all, but one at most, were of one mind. */
  readonly scores: readonly number[] | null;
  readonly byFact: readonly FactGroups[];
}

const sum = (counts: readonly { readonly answers: number }[]): number => counts.reduce((total, { answers }) => total + answers, 0);
const groupOf = (key: string, counts: readonly Count[]): Group => ({ key, answers: sum(counts), agree: sum(counts.filter(({ score }) => score >= AGREES)) });

/** What may be shown of a closed wave, statement by statement; nothing of one with too few answers. @param counts every count of it */
export function resultsOf({ fewest, isClosed }: Pick<Wave, 'fewest' | 'isClosed'>, statements: readonly Statement[], counts: readonly Count[]): readonly Result[] {
  if (!isClosed) return [];
  const countsOf = (statement: Statement) => counts.filter(({ statementId }) => statementId === statement.id);
  const groups = new Map((Object.keys(FACTS) as Fact[]).map((fact) => [fact, factGroups(fact, statements.map(countsOf), fewest)]));
  return statements.flatMap((statement, index) => {
    const all = countsOf(statement).filter(({ fact }) => fact === 'all');
    const { answers, agree } = groupOf('all', all);
    if (answers < fewest) return [];
    const scores = mayTellNumbers({ answers, agree }) ? [1, 2, 3, 4, 5].map((score) => sum(all.filter((count) => count.score === score))) : null;
    return [{ statement, answers, agree, ...sharesOf({ answers, agree }), scores, byFact: [...groups.values()].flatMap((of) => of[index] ?? []) }];
  });
}

/** The groups of one fact for each statement of a wave, in the order of `byStatement`; the same ones are shown for all. */
function factGroups(fact: Fact, byStatement: readonly (readonly Count[])[], fewest: number): readonly (FactGroups | null)[] {
  const counts = byStatement.map((own) => own.filter((count) => count.fact === fact));
  const values = Map.groupBy(counts.flat(), ({ value }) => value);
  if (values.size === 0) return byStatement.map(() => null);
  const groupsOf = (own: readonly Count[]): Group[] => [...Map.groupBy(own, ({ value }) => value)].map(([value, of]) => groupOf(value, of)).filter(({ answers }) => answers > 0);
  // As the counts themselves will be merged on the morning after the last day: what is shown before and after is the same.
  const merged = new Set(tooSmall(groupsOf(counts[0]!), fewest));
  const wholes = counts.map((own) => groupsOf(own.map((count) => (merged.has(count.value) ? { ...count, value: OTHERS } : count))));
  const told = wholes[0]!.length > 1 ? tellable(wholes, fewest) : wholes.map(() => ({ shown: [], others: null }));
  const names: Readonly<Record<string, string>> = FACTS[fact].values;
  const nameOf = (value: string): string => (value === OTHERS ? 'Others, each too few to show' : (values.get(value)?.[0]?.unitName ?? names[value] ?? 'Not known'));
  return told.map(({ shown, others }) => ({
    title: FACTS[fact].title,
    groups: [...shown.filter(({ key }) => key !== OTHERS), ...shown.filter(({ key }) => key === OTHERS), ...(others ? [{ ...others, key: OTHERS }] : [])].map(({ key, answers, agree }) => ({ name: nameOf(key), answers, ...sharesOf({ answers, agree }) })),
  }));
}

/** One statement through the waves of one occasion, the oldest first. */
export interface Trend {
  readonly statement: Statement;
  readonly points: readonly { readonly wave: Wave; readonly result: Result | null }[];
}

/** Each statement against itself, wave by wave; a wave that says nothing, or too little, leaves a gap. Those still asked come first. */
export function trendsOf(waves: readonly Wave[], asked: readonly (Statement & { readonly waveId: string })[], counts: readonly Count[]): readonly Trend[] {
  const closed = waves.filter(({ isClosed }) => isClosed).toReversed();
  const statements = [...new Map(asked.map(({ waveId: _wave, ...statement }) => [statement.id, statement])).values()];
  const trends = statements.flatMap((statement) => {
    const points = closed.filter((wave) => asked.some(({ id, waveId }) => id === statement.id && waveId === wave.id))
      .map((wave) => ({ wave, result: resultsOf(wave, [statement], counts.filter(({ waveId }) => waveId === wave.id))[0] ?? null }));
    return points.length === 0 ? [] : [{ statement, points }];
  });
  return trends.toSorted((one, other) => Number(one.statement.untilOn !== null) - Number(other.statement.untilOn !== null));
}

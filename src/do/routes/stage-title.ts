import { ROUTE_DEFINITIONS, routeDefinition, type RouteDefinition } from './route-definitions.ts';

interface Staged {
  readonly route: string;
  readonly stage: number;
}

/** "request to take part": what a stage is called where its way of buying has several; null where it is the only one. */
export function stageName({ route, stage }: Staged): string | null {
  const stages = routeDefinition(route)?.stages ?? [];
  return stages.length < 2 ? null : (stages[stage - 1]?.title.toLowerCase() ?? null);
}

/** "Interpreters, stage 1: request to take part": a procurement in stages is several opportunities of one title, and each is told apart. */
export function titleInStage({ title, ...staged }: { readonly title: string } & Staged): string {
  const name = stageName(staged);
  return name === null ? title : `${title}, stage ${staged.stage}: ${name}`;
}

const text = (words: string): string => `'${words.replaceAll("'", "''")}'`;
const NAMES = Object.values<RouteDefinition>(ROUTE_DEFINITIONS).filter(({ stages }) => stages.length > 1)
  .flatMap(({ id, stages }) => stages.map(({ title }, index) => [id, index + 1, title.toLowerCase()] as const));
const nameSql = (row: string): string => `case ${NAMES.map(([route, stage, name]) => `when ${row}.route = ${text(route)} and ${row}.stage = ${stage} then ${text(name)}`).join(' ')} end`;

/** As `titleInStage`, in SQL. @param row the alias of an opportunity's row */
export const titleInStageSql = (row: string): string => `(${row}.title || coalesce(', stage ' || ${row}.stage || ': ' || ${nameSql(row)}, ''))`;

/** The stage first, for where little of a title is seen: "Stage 1, request to take part: Interpreters". */
export const stageBeforeTitleSql = (row: string): string => `(coalesce('Stage ' || ${row}.stage || ', ' || ${nameSql(row)} || ': ', '') || ${row}.title)`;

import { ROUTE_DEFINITIONS, type RouteDefinition } from '#routes';
import type { Opportunity } from './opportunity.ts';
import { stageOf } from './publication.ts';

/** Whether what is decided at the end of this stage is who goes on, and not who wins: the award follows a later stage. */
export const endsInShortlist = (opportunity: Partial<Pick<Opportunity, 'route' | 'stage'>>): boolean => stageOf(opportunity)?.endsIn === 'shortlist';

const SHORTLISTING = Object.values<RouteDefinition>(ROUTE_DEFINITIONS).flatMap(({ id, stages }) => stages.flatMap(({ endsIn }, index) => (endsIn === 'shortlist' ? [`('${id}', ${index + 1})`] : [])));

/** As `endsInShortlist`, in SQL. @param row the alias of an opportunity's row */
export const endsInShortlistSql = (row: string): string => `((${row}.route, ${row}.stage) in (${SHORTLISTING.join(', ')}))`;

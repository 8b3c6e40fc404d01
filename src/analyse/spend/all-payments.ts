import type { Actor } from '#platform/access/access';
import { spendActs } from './spend.acts.ts';

/** Every payment of one authority, the small ones too, for its own staff: the rows behind any figure. What is withheld stays withheld. */
export const ALL_PAYMENTS = '/spend/all';

/** What narrows a list of suppliers, beside the place. */
export const SUPPLIER_KEYS = ['size', 'sector', 'matched', 'contract', 'district'] as const;

/** The authorities all of whose payments this person may read. */
export const bodiesSeenWhole = (actor: Actor): string[] =>
  actor.holdings.filter((held) => held.scopeKind === 'body' && spendActs.listAll.may.some((grant) => grant.by === 'role' && grant.role === held.role)).map((held) => held.scopeId!);

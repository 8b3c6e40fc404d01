import { allow, refuse, type Decision } from './outcome.ts';

/** One move of a record's life: where it may start, where it ends, and whether whoever makes it must say why. */
export interface Move<State extends string> {
  readonly from: readonly State[];
  readonly to: State;
  readonly reasonNeeded?: true;
  /** Said when the move is asked for in another state, completing "You cannot do this: ...". */
  readonly otherwise?: string;
}

/** A state machine is a table from move to its states. Write one with `as const satisfies Moves<BidState>`. */
export type Moves<State extends string> = Readonly<Record<string, Move<State>>>;

/**
 * Decides one move from the table.
 * @param subject what the record is called in a sentence, such as "This bid"
 * @returns the state after the move, or a refusal with code `wrong-state` or `reason-missing`
 */
export function decideMove<State extends string, Table extends Moves<State>>(
  table: Table,
  move: keyof Table & string,
  state: State,
  subject: string,
  reason?: string,
): Decision<State> {
  const rule = table[move] as Move<State>;
  if (!rule.from.includes(state)) {
    return refuse('wrong-state', rule.otherwise ?? `${subject} is ${state.replaceAll('-', ' ')}, so this cannot be done now.`);
  }
  if (rule.reasonNeeded && !reason?.trim()) {
    return refuse('reason-missing', 'Give a reason: it is kept with the record and shown to those concerned.', { field: 'reason' });
  }
  return allow(rule.to);
}

/** Every state named anywhere in the table, for tests that try every state against every move. */
export const statesOf = <State extends string>(table: Moves<State>): State[] =>
  [...new Set(Object.values(table).flatMap((move) => [...move.from, move.to]))].sort();

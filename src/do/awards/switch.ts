import { formatInstant } from '#kernel/instant';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { SWITCH_RULE, UNSUITABLE, type Unsuitable } from './unsuitable.reference.ts';

/** A competition that may have ended without a suitable tender, for one lot or the whole. */
export interface EndedCompetition {
  readonly state: string;
  readonly regime: string | null;
  readonly aboveThreshold: boolean;
  /** Whether the route it took is a competitive tendering procedure. */
  readonly competitive: boolean;
  readonly closesAt: Date | null;
  readonly endedAt: Date | null;
  readonly opened: boolean;
  /** Null where there are no lots. */
  readonly lotState: string | null;
  /** Bids sent in time for the lot. */
  readonly received: number;
  /** Bids that met every pass mark, by name. */
  readonly suitable: readonly string[];
  readonly awardStands: boolean;
  readonly switchedAlready: boolean;
}

/** May a competition be switched to a direct award, for that reason? The value is the reason's own row. */
export function decideSwitch(ended: EndedCompetition, unsuitable: string): Decision<Unsuitable> {
  const no = (code: string, sentence: string, field?: string) => refuse(code, sentence, { rule: SWITCH_RULE, ...(field === undefined ? {} : { field }) });
  if (ended.regime !== 'PA2023' || !ended.aboveThreshold) return no('not-covered', 'The switch is of the full rules of the Procurement Act 2023, and this was not bought under them. Record a purchase or a direct award instead.');
  if (!ended.competitive) return no('not-competitive', 'This was not a competitive tendering procedure, so there is nothing to switch from.');
  if (ended.lotState === null ? ended.state !== 'cancelled' : ended.lotState !== 'not-awarded' && ended.state !== 'cancelled') return no('not-ended', 'It has not ended without an award. End the lot or the opportunity first, with the reason that everyone is told.');
  if (ended.awardStands) return no('awarded', 'An award of this stands, so there was a suitable tender.');
  if (ended.closesAt === null || (ended.endedAt !== null && ended.endedAt < ended.closesAt)) return no('before-closing', `It was ended before it closed${ended.closesAt ? ` on ${formatInstant(ended.closesAt)}` : ''}, so nobody can know that no suitable tender would have come.`);
  if (ended.switchedAlready) return no('switched', 'A direct award follows from this already. Withdraw that one first.');
  const row = UNSUITABLE.find(({ id }) => id === unsuitable);
  if (!row) return no('no-reason', 'Choose why no tender was suitable', 'unsuitable');
  if (row.id === 'none-received') return ended.received === 0 ? allow(row) : no('received', `${ended.received} ${ended.received === 1 ? 'bid' : 'bids'} came in time. Choose why none was suitable.`, 'unsuitable');
  if (ended.received === 0) return no('none-received', 'No bid came in time: choose that.', 'unsuitable');
  if (!ended.opened) return no('not-opened', 'The bids were never opened, so nobody can say that they are not suitable.', 'unsuitable');
  if (row.id === 'criteria' && ended.suitable.length > 0) return no('suitable', `${ended.suitable.join(' and ')} met every pass mark, so the award criteria were satisfied.`, 'unsuitable');
  return allow(row);
}

/** What was considered of the supplier that would have the contract (PA23 s.43(6)). */
export interface SupplierConsidered {
  readonly name: string;
  /** Whether it sent a tender or request here in time: the record knows. */
  readonly tendered: boolean;
  readonly excludable: boolean;
  /** Why it may have the contract all the same; needed where one of the two is so. */
  readonly why: string;
}

export function decideSupplier({ name, tendered, excludable, why }: SupplierConsidered): Decision {
  if ((!tendered && !excludable) || why !== '') return allow();
  const facts = [tendered && 'sent a tender here that was not suitable', excludable && 'is excludable'].filter(Boolean).join(' and ');
  return refuse('not-considered', `${name} ${facts}. Say why it may have the contract all the same: the law asks that this be considered first.`, { field: 'considered', rule: SWITCH_RULE });
}

const consideredWords = ({ name, tendered, excludable, why }: SupplierConsidered): string =>
  `Considered of ${name} before the award (PA23 s.43(6)): it ${tendered ? 'sent a tender or request in time that was not suitable' : 'sent no tender or request in time'}, and is ${excludable ? '' : 'not '}an excludable supplier.${why === '' ? '' : ` ${why}`}`;

/** What the justification begins with: the record's own facts, which nobody types. */
export function switchFacts({ reference, title, lot, ended }: { readonly reference: string; readonly title: string; readonly lot: string | null; readonly ended: EndedCompetition }, why: Unsuitable, supplier: SupplierConsidered): string {
  const of = lot === null ? `${reference}, ${title}` : `${reference}, ${title}, ${lot}`;
  return `The competition ${of}, closed on ${formatInstant(ended.closesAt!)} with ${ended.received === 0 ? 'no bid' : ended.received === 1 ? '1 bid' : `${ended.received} bids`} in time. ${why.words} (${why.source}). ${consideredWords(supplier)}`;
}

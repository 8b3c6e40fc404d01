import type { CalendarDate } from '#kernel/calendar-date';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, lawFor } from '#law';

export type ConflictsKind = 'prepared' | 'reviewed' | 'revised' | 'confirmed';

/** What an assessment belongs to. */
export interface ConflictsAbout {
  readonly kind: 'opportunity' | 'direct-award' | 'arrangement';
  readonly id: string;
}

/** One entry in a conflicts assessment. Every entry stays; the last says how it stands. */
export interface ConflictsEntry {
  readonly kind: ConflictsKind;
  /** The notice that was about to be published, of a confirmation. */
  readonly notice: string | null;
  readonly conflicts: string;
  readonly mitigations: string;
  readonly writtenBy: string | null;
  readonly writtenAt: Date;
}

export const CONFLICTS_RULE: RuleNote = asNote(lawFor('uk-2026').rules.preconditions.conflictsAssessment);

/** Notices with which it is confirmed, by the pinned law. */
export const CONFIRMED_WITH: readonly string[] = lawFor('uk-2026').rules.preconditions.conflictsAssessment.value.confirmedWith;

export const CONFLICTS_WORDS: Readonly<Record<ConflictsKind, string>> = { prepared: 'Prepared', reviewed: 'Reviewed, nothing has changed', revised: 'Revised', confirmed: 'Confirmed up to date' };

/** May this entry be written? Prepared first and once; after that reviewed, revised or confirmed. */
export function decideEntry(entries: readonly Pick<ConflictsEntry, 'kind'>[], kind: ConflictsKind, notice: string): Decision {
  if (kind === 'prepared') return entries.length === 0 ? allow() : refuse('prepared', 'The conflicts assessment was prepared already. Review or revise it.', { field: 'kind' });
  if (entries.length === 0) return refuse('not-prepared', 'The conflicts assessment has to be prepared first.', { field: 'kind', rule: CONFLICTS_RULE });
  if (kind === 'confirmed' && !CONFIRMED_WITH.includes(notice)) return refuse('no-notice', 'Choose the notice that is about to be published.', { field: 'notice', rule: CONFLICTS_RULE });
  return allow();
}

/** Whether it was confirmed for a notice and nothing was revised since. */
export function isConfirmedFor(entries: readonly Pick<ConflictsEntry, 'kind' | 'notice'>[], notice: string): boolean {
  const last = entries.findLastIndex((entry) => entry.kind === 'confirmed' && entry.notice === notice);
  return last >= 0 && !entries.slice(last + 1).some(({ kind }) => kind === 'revised');
}

/**
 * What keeps a notice from being published, one sentence; none where the law does not ask for an assessment.
 * @param covered whether the full rules of the Procurement Act 2023 apply
 */
export function conflictsProblems(entries: readonly Pick<ConflictsEntry, 'kind' | 'notice'>[], notice: string, covered: boolean): readonly string[] {
  if (!covered) return [];
  if (entries.length === 0) return ['The conflicts assessment has not been prepared: it comes before the notice.'];
  return isConfirmedFor(entries, notice) ? [] : ['The conflicts assessment has not been confirmed as up to date for this notice.'];
}

/** How it stands, in a sentence. */
export function conflictsStanding(entries: readonly ConflictsEntry[], today: CalendarDate): string {
  const last = entries.at(-1);
  if (!last) return 'It has not been prepared yet.';
  const on = londonDate(last.writtenAt);
  return `${CONFLICTS_WORDS[last.kind]}${last.notice === null ? '' : ` for ${last.notice}`} ${on === today ? 'today' : `on ${formatDate(on)}`}.`;
}

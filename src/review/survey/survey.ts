import { calendarDate, formatDate } from '#kernel/calendar-date';
import type { BodyId, Id, OrganisationId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Occasion } from './survey.data.ts';

export interface Statement {
  readonly id: Id<'survey_statement'>;
  readonly subject: string;
  readonly words: string;
  readonly recommendation: string;
  readonly recommendationUrl: string | null;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly baseline: Baseline | null;
}

export interface Baseline {
  /** The share that did not say so, in percent: "70.0". */
  readonly notPercent: string;
  readonly words: string;
  readonly source: string;
}

export interface Wave {
  readonly id: Id<'survey_wave'>;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly bodySlug: string;
  readonly occasion: Occasion;
  readonly title: string;
  readonly awardsFrom: string | null;
  readonly awardsTo: string | null;
  readonly opensOn: string;
  readonly closesOn: string;
  /** Fewer answers than these are never shown by themselves. */
  readonly fewest: number;
  readonly isPublic: boolean;
  /** Its last day is over, in London. Nothing reopens it. */
  readonly isClosed: boolean;
  readonly invited: number;
  readonly answered: number;
}

export interface Invitation {
  readonly id: Id<'survey_invitation'>;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly answered: boolean;
  readonly wave: Wave;
  readonly statements: readonly Statement[];
}

/** What a visitor chose, by statement, and whether they ticked that it cannot be changed. */
export interface Given {
  readonly scores: Readonly<Record<string, number>>;
  readonly knowsItIsFinal: boolean;
}

/** The field of a wave that only named readers see; the label that covers it is set when it opens. */
export const WORDS_FIELD = 'words';

export const fieldOf = (statementId: string): string => `statement-${statementId}`;

/** May this be counted now? Late, twice and with gaps it is not; nothing of it is kept then. */
export function decideAnswer({ wave, statements, answered }: Invitation, { scores, knowsItIsFinal }: Given): Decision {
  if (wave.isClosed) return refuse('closed', `This survey closed at the end of ${formatDate(calendarDate(wave.closesOn))}. Your answers were not counted, and we have kept nothing of them.`);
  if (answered) return refuse('answered', 'A colleague has sent the answers of your organisation already. Each organisation answers once, so yours were not counted, and we have kept nothing of them.');
  const missing = statements.filter(({ id }) => scores[id] === undefined).map(({ id, subject }) => ({ field: fieldOf(id), sentence: `Choose how far you agree: ${subject.toLowerCase()}` }));
  if (!knowsItIsFinal) missing.push({ field: 'isFinal', sentence: 'Tick the box to say that you know your answers cannot be changed once they are sent' });
  const [first, ...more] = missing;
  return first ? refuse('unanswered', first.sentence, { field: first.field, more }) : allow();
}

/** May a wave be opened so? @param today in London */
export function decideOpening({ occasion, awardsFrom, awardsTo, closesOn }: { readonly occasion: Occasion; readonly awardsFrom: string | null; readonly awardsTo: string | null; readonly closesOn: string }, allowed: readonly Occasion[], today: string): Decision {
  if (!allowed.includes(occasion)) return refuse('not-a-set-point', 'The local policy does not name this as a time at which providers are asked.', { field: 'occasion' });
  if (closesOn <= today) return refuse('closes-too-soon', 'The last day to answer must be after today', { field: 'closesOn' });
  if (occasion === 'yearly') return allow();
  if (awardsFrom === null || awardsTo === null) return refuse('no-awards', 'Enter the days between which the awards were decided', { field: awardsFrom === null ? 'awardsFrom' : 'awardsTo' });
  if (awardsTo < awardsFrom) return refuse('awards-backwards', 'The last day of the awards must be on or after the first', { field: 'awardsTo' });
  if (awardsTo > closesOn) return refuse('awards-after-closing', 'The last day of the awards cannot be after the last day to answer', { field: 'awardsTo' });
  return allow();
}

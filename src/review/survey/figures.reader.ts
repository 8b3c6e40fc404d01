import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { resultsOf, type Result } from './results.ts';
import { countsOf } from './results.store.ts';
import type { Wave } from './survey.ts';
import { staffOf } from './survey.acts.ts';
import { askedIn, wavesClosed } from './survey.store.ts';

/** A survey that closed in a time, with what may be shown of it. */
export interface SurveyFigures {
  readonly wave: Wave;
  readonly results: readonly Result[];
}

/** The surveys that closed between two days, of one body or of all, that somebody may read; one with too few answers has no results. */
export async function surveysOf(read: Read, actor: Actor, asked: { readonly bodyId: string | null; readonly from: string; readonly to: string }): Promise<SurveyFigures[]> {
  const waves = await wavesClosed(read, asked, staffOf(actor));
  const ids = waves.map(({ id }) => id);
  const [statements, counts] = [await askedIn(read, ids), await countsOf(read, ids, 'all')];
  return waves.map((wave) => ({ wave, results: resultsOf(wave, statements.filter(({ waveId }) => waveId === wave.id), counts.filter(({ waveId }) => waveId === wave.id)) }));
}

import { financialYearOf, type CalendarDate } from '#kernel/calendar-date';
import { draftReport, publishReport, writeIntroduction, writeOfOutcome } from '#effectiveness';
import { publishedOutcomes } from '#outcomes';
import { logOutreach } from '#parties';
import type { Cast } from './cast.ts';

/** Last year is reported on and published, and somebody went out to make the site known. */
export async function reportedYearScene(cast: Cast): Promise<void> {
  const [outcome] = await cast.services.database.read((read) => publishedOutcomes(read, cast.bodyId as never));
  await cast.at(-2, 9);
  const year = financialYearOf(cast.date(-2) as CalendarDate).startYear - 1;
  const reportId = await cast.act(draftReport, 'policy', { bodyId: cast.bodyId, year });
  await cast.act(writeIntroduction, 'policy', { reportId, introduction: 'A year of early help. More families were reached before a crisis, and young people on the coast have somewhere to go again. Too many contracts still report what was done and not what came of it; that is next year’s work.' });
  await cast.act(writeOfOutcome, 'policy', { reportId, outcomeId: outcome!.id, words: 'Providers agreed on what to measure in the autumn, so the first full year of results will be the next.', version: 0 });
  await cast.act(publishReport, 'policy', { reportId });
  await cast.act(logOutreach, 'officer', { bodyId: cast.bodyId, kind: 'event', name: 'Charities’ fair at the Assembly Rooms', heldOn: cast.date(-20), place: 'Wantshire' });
}

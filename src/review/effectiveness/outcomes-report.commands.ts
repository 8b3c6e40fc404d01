import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { putInSearch } from '#platform/search/search-index';
import { effectivenessActs } from './effectiveness.acts.ts';
import { decidePublication, decideWriting } from './outcomes-report.ts';
import { insertReport, lockReport, storeIntroduction, storePublication, storeWords } from './outcomes-report.store.ts';

const text = z.string().trim().max(5000, 'Write no more than 5,000 characters');
const aboutReport = ({ reportId }: { readonly reportId: string }) => ({ kind: 'outcomes-report', id: reportId });

/** Drafts the report of a year from the records (OR-07). */
export const draftReport = command({
  act: effectivenessActs.startReport,
  input: z.object({ bodyId: z.uuid('Choose the authority'), year: z.coerce.number('Enter the year in which it begins, like 2025').int('Enter a whole year, like 2025').min(2000, 'Enter a year from 2000').max(2200, 'Enter a year before 2200') }),
  record: () => null,
  perform: async ({ tx, actor }, { bodyId, year }) => {
    if (!holdsOn(actor, bodyId, 'policy-officer')) return refuse('not-yours', 'You do not keep the outcomes of this authority.', { field: 'bodyId' });
    const id = await insertReport(tx, bodyId as BodyId, year, actor.personId);
    if (id === 'no-framework') return refuse('no-framework', 'This authority has no published outcomes framework to report on.', { field: 'bodyId' });
    if (id === 'there-is-one') return refuse('there-is-one', `There is a report of ${year} to ${year + 1} already.`, { field: 'year' });
    return done(id, { record: { kind: 'outcomes-report', id }, bodyId: bodyId as BodyId, after: { year } });
  },
});

/** What the authors say of the year as a whole. */
export const writeIntroduction = command({
  act: effectivenessActs.writeReport,
  input: z.object({ reportId: z.string(), introduction: text }),
  record: aboutReport,
  perform: async ({ tx }, { reportId, introduction }) => {
    const report = await lockReport(tx, reportId);
    const decision = decideWriting(report);
    if (decision.kind === 'refused') return decision;
    await storeIntroduction(tx, reportId, introduction);
    return done(undefined, { record: aboutReport({ reportId }), bodyId: report.bodyId, before: { introduction: report.introduction }, after: { introduction } });
  },
});

/** What the authors say of one outcome. The figures beside it stay those of the records. */
export const writeOfOutcome = command({
  act: effectivenessActs.writeReport,
  input: z.object({ reportId: z.string(), outcomeId: z.uuid(), words: text, version: z.coerce.number().int().min(0).catch(0) }),
  record: aboutReport,
  perform: async ({ tx, actor }, { reportId, outcomeId, words, version }) => {
    const report = await lockReport(tx, reportId);
    const decision = decideWriting(report);
    if (decision.kind === 'refused') return decision;
    if (!report.outcomes.some((outcome) => outcome.outcomeId === outcomeId)) return refuse('not-in-framework', 'This outcome is not in the framework that the report is on.');
    if (!(await storeWords(tx, reportId, outcomeId, words, version, actor.personId))) return refuse('conflict', 'A colleague wrote here while you had this page open. Their words are on the report; yours are below. Put them together, then save.', { field: 'words' });
    return done(undefined, { record: aboutReport({ reportId }), bodyId: report.bodyId, before: { words: report.words.get(outcomeId)?.words ?? '' }, after: { outcomeId, words } });
  },
});

/** Makes a report public and keeps its figures as they stand. */
export const publishReport = command({
  act: effectivenessActs.publishReport,
  input: z.object({ reportId: z.string() }),
  record: aboutReport,
  perform: async ({ tx }, { reportId }) => {
    const report = await lockReport(tx, reportId);
    const decision = decidePublication(report, londonDate(await readClock(tx)));
    if (decision.kind === 'refused') return decision;
    await storePublication(tx, report);
    await putInSearch(tx, { record: aboutReport({ reportId }), bodyId: report.bodyId, title: `Outcomes report ${report.year} to ${report.year + 1}, ${report.bodyName}`, summary: report.introduction.slice(0, 300), address: `/outcomes-reports/${reportId}`, words: report.outcomes.map(({ title }) => title) });
    return done(undefined, { record: aboutReport({ reportId }), bodyId: report.bodyId, after: { year: report.year, outcomes: report.outcomes.length } });
  },
});

import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { formatPounds, grossPence } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { PLATFORM_FIRST, platformInput, publishNotice, readPlatform } from '#parts/notices';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { lawFrom } from '#policy';
import { poundsInput } from '#routes';
import { opportunitiesActs } from './opportunities.acts.ts';
import { financialYearOf, owesPipeline, pipelineDue, pipelineOf, reportingPeriod } from './pipeline.ts';
import { lockPipelineYear, markPublished, plannedBy, stateYear } from './pipeline.store.ts';

const record = ({ bodyId }: { readonly bodyId: string }) => ({ kind: 'body', id: bodyId });
const GONE = refuse('not-found', 'This authority is not there.');

/** Says what an authority expects to pay under contracts this financial year: whether it owes the notice follows from the law of the day. */
export const statePipelineSpend = command({
  act: opportunitiesActs.statePipelineSpend,
  input: z.object({ bodyId: z.string(), expected: poundsInput('Enter what it expects to pay, including VAT') }),
  record,
  perform: async ({ tx, actor }, { bodyId, expected }) => {
    const startsOn = financialYearOf(londonDate(await readClock(tx)));
    const found = await lockPipelineYear(tx, bodyId, startsOn);
    if (!found) return GONE;
    const { required, rule } = owesPipeline(grossPence(expected), await lawFrom(tx));
    const words = `${rule.sentence} (${rule.source})`;
    await stateYear(tx, { bodyId, startsOn, gross: expected, required, rule: words, by: actor.personId });
    return done({ required }, { record: record({ bodyId }), bodyId: found.body.id, ...(found.year ? { before: { expectedGrossPence: found.year.expectedGrossPence } } : {}), after: { startsOn, expectedGrossPence: expected, required }, rule: words });
  },
});

/** Publishes the pipeline notice (UK1) of the financial year from what is planned, after the central platform. A second one in the year says what changed. */
export const publishPipeline = command({
  act: opportunitiesActs.publishPipeline,
  input: z.object({ bodyId: z.string(), reason: optionalWords(2000), ...platformInput }),
  record,
  perform: async ({ tx, actor }, { bodyId, reason, platformReference, platformPublishedOn }) => {
    const now = await readClock(tx);
    const [today, law] = [londonDate(now), await lawFrom(tx)];
    const startsOn = financialYearOf(today);
    const found = await lockPipelineYear(tx, bodyId, startsOn);
    if (!found) return GONE;
    const { body, year } = found;
    if (!year) return refuse('no-spend', 'Say first what the authority expects to pay this financial year: it decides whether the notice is owed.');
    const { listed, leftOut } = pipelineOf(await plannedBy(tx, bodyId), startsOn, law);
    if (listed.length === 0) return refuse('nothing-planned', 'Nothing that is planned belongs in the notice. The page says of each why.');
    if (year.noticeId !== null && reason === '') return refuse('reason', 'The notice of this year is published. Say what has changed since.', { field: 'reason' });
    const platform = readPlatform({ platformReference, platformPublishedOn }, now);
    if (platform.kind === 'refused') return platform;
    const publishedOn = londonDate(platform.value.publishedAt);
    if (publishedOn < startsOn) return refuse('platform-date', `The notice of this financial year is published from ${formatDate(startsOn)} on.`, { field: 'platformPublishedOn', rule: PLATFORM_FIRST });
    const { from, to } = reportingPeriod(startsOn, law);
    const due = pipelineDue(startsOn, law);
    const late = year.required && year.noticeId === null && publishedOn > due;
    const { id: noticeId } = await publishNotice(tx, {
      code: 'UK1', about: record({ bodyId }), bodyId: body.id, title: `Pipeline of ${body.name}, ${formatDate(from)} to ${formatDate(to)}`,
      words: `${body.name} plans ${listed.length} ${listed.length === 1 ? 'contract' : 'contracts'} for which a notice is expected from ${formatDate(from)} to ${formatDate(to)}.`,
      content: { facts: Object.fromEntries(listed.map(({ reference, title, value, expectedOn }) => [reference, `${title}: ${formatPounds(value!.gross)} including VAT, notice expected on ${formatDate(expectedOn!)}`])), startsOn, planned: listed.map(({ reference }) => reference) },
      // Each year's notice is a version of the body's; the first of a year changes nothing that was said of another.
      reasonForChange: year.noticeId === null ? `The pipeline of the financial year that began on ${formatDate(startsOn)}.` : reason,
      platform: platform.value, publishedBy: actor.personId,
    });
    await markPublished(tx, year.id, noticeId);
    return done({ noticeId, late }, { record: record({ bodyId }), bodyId: body.id, after: { noticeId, listed: listed.length, leftOut: leftOut.length, dueOn: due, late, platform: platformReference }, ...(reason ? { reason } : {}), rule: year.rule });
  },
});

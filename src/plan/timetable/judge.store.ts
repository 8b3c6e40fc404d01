import { addDays, londonDate, type CalendarDate } from '#kernel/calendar-date';
import type { Circumstance } from '#law';
import type { Read } from '#platform/database/connection';
import { sessionsAbout } from '#parts/sessions';
import { opportunityById, opportunityReference, titleInStage, type DraftInQuestion, type FurtherTask, type Obstacle, type Opportunity, type Warning } from '#opportunities';
import { lawFrom } from '#policy';
import { clashOf, clashWarning, isAnswered, type AffectedProviders, type Clash } from './clash.ts';
import { providersFor, tendersClosing } from './diary.store.ts';
import { qualifies } from './early-notice.ts';
import { earlyNoticeOf } from './early-notice.store.ts';
import { earlyNoticeWarning, periodWarnings } from './fair-time.ts';
import { leastWeeks, mobilisationWarning, startObstacle } from './mobilisation.ts';
import { ports, type TupeFacts } from './ports.ts';
import { timeSettings, type TimeSettings } from './settings.store.ts';
import type { TimetableLine } from './stage.ts';
import { agreementOf, headerOf, timetableOf, type TimetableHeader } from './timetable.store.ts';

export interface DraftTime {
  readonly settings: TimeSettings;
  readonly header: TimetableHeader;
  readonly tupe: TupeFacts;
  readonly lines: readonly TimetableLine[];
  readonly clash: { readonly clash: Clash; readonly affected: AffectedProviders; readonly answered: boolean } | null;
  readonly visits: number;
  /** Every warning, an answered clash left out. */
  readonly warnings: readonly Warning[];
}

/**
 * All that time says of a draft: fair or not, clashing or not, with time to mobilise or not.
 * @param asPlanned counted from the planned day of the advert, as planning needs it; left out, from today, as publishing does
 */
export async function draftTime(read: Read, opportunity: Opportunity, now: Date, asPlanned = false): Promise<DraftTime> {
  const today = londonDate(now);
  const [settings, header, lines] = [await timeSettings(read, opportunity.bodyId, opportunity.valueNetPence, today), await headerOf(read, opportunity.id), await timetableOf(read, opportunity.id, now)];
  const tupe = await ports().tupeFacts(read, opportunity.id);
  const advertOn = expected(lines, 'advert');
  const opensOn = asPlanned && advertOn !== null && advertOn > today ? advertOn : today;
  const closesOn = opportunity.closesAt ? londonDate(opportunity.closesAt) : null;
  const clash = closesOn === null ? null : await clashFor(read, opportunity, closesOn, settings, today);
  const answered = clash !== null && isAnswered(clash.clash, header.clashWith, header.clashReason);
  const early = await earlyNoticeOf(read, opportunity.id);
  const warnings = [
    ...(closesOn !== null && closesOn > opensOn ? periodWarnings(opensOn, closesOn, settings.period, header) : []),
    earlyNoticeWarning(early?.state === 'published' ? early.publishedOn : null, opensOn, settings.earlyNotice.minimumDays, settings.earlyNotice.note),
    mobilisationWarning(expected(lines, 'award'), opportunity.startsOn, leastWeeks(settings.mobilisation, header, tupe.answer), settings.mobilisation.note),
    clash && !answered ? clashWarning(clash.clash, clash.affected, settings.clash.note) : null,
  ].filter((warning) => warning !== null);
  const visits = (await sessionsAbout(read, opportunityReference(opportunity.id), 'visit')).filter(({ cancelledAt }) => cancelledAt === null).length;
  return { settings, header, tupe, lines, clash: clash && { ...clash, answered }, visits, warnings };
}

async function clashFor(read: Read, opportunity: Opportunity, closesOn: CalendarDate, settings: TimeSettings, today: CalendarDate) {
  const within = settings.clash.withinDays;
  if (within === null) return null;
  const all = await tendersClosing(read, opportunity.bodyId, addDays(closesOn, -within), addDays(closesOn, within), today);
  const clash = clashOf({ opportunityId: opportunity.id, title: titleInStage(opportunity), buyer: opportunity.bodyName, category: opportunity.category, cpvCodes: opportunity.cpvCodes, closesOn }, all, within);
  return clash && { clash, affected: await providersFor(read, opportunity.cpvCodes) };
}

const expected = (lines: readonly TimetableLine[], stage: TimetableLine['stage']): CalendarDate | null => lines.find((line) => line.stage === stage)?.expectedOn ?? null;

/** For `furtherWarnings`: an officer may publish in spite of each, with a reason that is printed. */
export const timeWarnings = async (read: Read, draft: DraftInQuestion): Promise<readonly Warning[]> => (await draftTime(read, draft.opportunity, draft.now)).warnings;

/** For `furtherObstacles`: what the authority asks of every timetable. */
export async function timeObstacles(read: Read, draft: DraftInQuestion): Promise<readonly Obstacle[]> {
  const { settings, header, lines, visits } = await draftTime(read, draft.opportunity, draft.now);
  const href = `/opportunities/${draft.opportunity.id}/timetable`;
  const missing = settings.required.isRequired ? (['opening', 'evaluation', 'award'] as const).filter((stage) => expected(lines, stage) === null) : [];
  return [
    missing.length > 0 && { sentence: 'The timetable has no planned days for opening, evaluation and award.', href, rule: settings.required.note },
    settings.required.isRequired && visits === 0 && header.visitsNoneReason === '' && { sentence: 'No visits are arranged, and no reason is given why there are none.', href, rule: settings.required.note },
  ].filter((obstacle) => obstacle !== false);
}

/** For `furtherTasks`: the timetable's own line on the page of building. */
export async function timeTasks(read: Read, draft: DraftInQuestion): Promise<readonly FurtherTask[]> {
  const { lines, warnings, settings } = await draftTime(read, draft.opportunity, draft.now);
  const planned = expected(lines, 'award') !== null;
  const at = (path: string) => `/opportunities/${draft.opportunity.id}/${path}`;
  return [
    {
      text: 'Timetable', href: at('timetable'), after: 'dates', status: planned ? 'ready' : settings.required.isRequired ? 'to-do' : 'optional',
      hint: warnings.length > 0 ? `${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'} on time` : planned ? 'Planned to the start of the contract' : 'Planned days for opening, evaluation, award and start; time to mobilise; TUPE',
    },
    { text: 'Visits and surgeries', href: at('sessions'), after: 'dates', status: 'optional', hint: 'Times at which bidders may come, on equal terms' },
    { text: 'Support for bidders', href: at('support'), after: 'questions', status: 'optional', hint: 'Guides, examples and toolkits that go with it' },
  ];
}

/** For the law of the day: an early notice that qualifies shortens the least time to tender (PA 2023 s.54). */
export async function timeCircumstances(read: Read, opportunity: Pick<Opportunity, 'id'>, on: CalendarDate): Promise<readonly Circumstance[]> {
  const early = await earlyNoticeOf(read, opportunity.id);
  return early && qualifies(early, on, await lawFrom(read)) ? ['qualifyingPlannedNotice'] : [];
}

/** For `furtherObstacles` of awards, at the moment when the contract is made: time to mobilise, or the provider's agreement. */
export async function startObstacles(read: Read, award: { readonly opportunityId: string; readonly bidId: string; readonly step: string }, awardedOn: CalendarDate): Promise<readonly { readonly sentence: string; readonly href: string }[]> {
  if (award.step !== 'confirm') return [];
  const opportunity = await opportunityById(read, award.opportunityId);
  const bid = await read.selectFrom('bid').select('organisation_id').where('id', '=', award.bidId).executeTakeFirst();
  if (!opportunity || !bid) return [];
  const [settings, header] = [await timeSettings(read, opportunity.bodyId, opportunity.valueNetPence, awardedOn), await headerOf(read, opportunity.id)];
  const weeks = leastWeeks(settings.mobilisation, header, (await ports().tupeFacts(read, opportunity.id)).answer);
  const sentence = startObstacle(awardedOn, opportunity.startsOn, weeks, await agreementOf(read, opportunity.id, bid.organisation_id));
  return sentence === null ? [] : [{ sentence, href: `/opportunities/${opportunity.id}/slip` }];
}

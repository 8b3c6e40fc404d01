import { z } from 'zod';
import { financialYear, financialYearOf, londonDate } from '#kernel/calendar-date';
import { allBodies } from '#parties';
import { NO_BID_REASONS } from '#burden';
import type { Actor } from '#platform/access/access';
import { holdsForActOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import type { Services } from '#platform/services';
import { notFound, page, pageOf, payload, type Answer, type Route } from '#platform/web/route';
import { surveysOf } from '#survey';
import { effectivenessActs } from './effectiveness.acts.ts';
import { figureFrom } from './figure.ts';
import { REPORTS, type Report } from './figures.data.ts';
import { behindFigure, BY_INVITATION, FEW_TOLD, sumsOf, whyNot, type Asked, type Behind } from './figures.store.ts';
import { behindPage, reportPage, reportTitle, type Choice } from './report.page.ts';

const query = z.object({
  body: z.string().max(200).catch(''), year: z.coerce.number().int().min(2000).max(2200).nullable().catch(null),
  figure: z.string().max(60).catch(''), page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
type Query = z.infer<typeof query>;
interface Context {
  readonly read: Read;
  readonly actor: Actor;
  readonly services: Services;
  readonly query: Query;
}

/** Years to choose from, the newest first; reports reach back as far as anybody looks. */
const YEARS_BACK = 5;
const home = [{ text: 'Home', href: '/' }];

export const reportRoutes: readonly Route[] = (['effectiveness', 'access-to-market'] as const).flatMap((report) => [
  page({ url: `/${report}`, act: effectivenessActs.report, query, show: (context) => (context.query.figure === '' ? showReport(report, context) : showBehind(report, context)) }),
  page({ url: `/${report}.csv`, act: effectivenessActs.report, query, show: (context) => asCsv(report, context) }),
]);

async function choose(read: Read, { body, year }: Query): Promise<{ readonly choice: Choice; readonly asked: Asked } | null> {
  const current = financialYearOf(londonDate(await readClock(read))).startYear;
  const bodies = await allBodies(read);
  const chosen = bodies.find(({ slug }) => slug === body);
  if (body !== '' && !chosen) return null;
  const of = year ?? current;
  const years = [...new Set([of, ...Array.from({ length: YEARS_BACK + 1 }, (_, index) => current - index)])].sort((one, other) => other - one);
  const { start, end } = financialYear(of);
  return { choice: { body, year: of, bodies, years }, asked: { bodyId: chosen?.id ?? null, from: start, to: end } };
}

/** Whose bids are behind a figure is for those who may read the bids of that body. */
const mayReadBidders = (actor: Actor, { bodyId }: Asked): boolean => bodyId !== null && holdsForActOn(actor, effectivenessActs.bidders, bodyId);

async function showReport(report: Report, { read, actor, query: given }: Context): Promise<Answer> {
  const chosen = await choose(read, given);
  if (!chosen) return notFound;
  const { choice, asked } = chosen;
  const definitions = REPORTS[report];
  const isEffectiveness = report === 'effectiveness';
  const [sums, reasons, surveys] = await Promise.all([sumsOf(read, definitions, asked), isEffectiveness ? null : whyNot(read, asked), isEffectiveness ? surveysOf(read, actor, asked) : null]);
  const told = reasons?.map(({ reason, count }) => ({ words: reason === FEW_TOLD ? 'Other reasons, each told by fewer than three' : (NO_BID_REASONS[reason as keyof typeof NO_BID_REASONS] ?? reason), count })) ?? null;
  return pageOf(reportTitle(report), reportPage({ report, choice, definitions, sums, reasons: told, mayReadBidders: mayReadBidders(actor, asked), surveys }), { breadcrumbs: [...home, { text: reportTitle(report) }] });
}

async function showBehind(report: Report, { read, actor, services, query: given }: Context): Promise<Answer> {
  const chosen = await choose(read, given);
  const definition = Object.hasOwn(REPORTS[report], given.figure) ? REPORTS[report][given.figure]! : undefined;
  if (!chosen || !definition || (definition.namesBidders && !mayReadBidders(actor, chosen.asked))) return notFound;
  const { choice, asked } = chosen;
  const sums = (await sumsOf(read, { [given.figure]: definition }, asked))[given.figure]!;
  const { rows, more } = sums.records < (definition.fewest ?? 1) ? { rows: [], more: false } : await behindFigure(read, definition, asked, given.page);
  const isStaff = mayReadBidders(actor, asked);
  const addressOf = ({ kind, id }: Behind): string | null => {
    if (kind === BY_INVITATION) return isStaff ? `/opportunities/${id}` : null;
    return kind === 'bid' ? `/bids/${id}/opened` : (services.kinds.get(kind)?.address(id) ?? '/');
  };
  const addressed = rows.map((row) => ({ ...row, address: addressOf(row) }));
  return pageOf(definition.title, behindPage({ report, choice, figureKey: given.figure, definition, sums, rows: addressed, page: given.page, more }), { breadcrumbs: [...home, { text: reportTitle(report), href: `/${report}` }, { text: definition.title }] });
}

async function asCsv(report: Report, { read, actor, query: given }: Context): Promise<Answer> {
  const chosen = await choose(read, given);
  if (!chosen) return notFound;
  const sums = await sumsOf(read, REPORTS[report], chosen.asked);
  const lines = Object.entries(REPORTS[report]).map(([key, definition]) => {
    const { value, basis } = figureFrom(definition, sums[key]!);
    // How few told is not told either.
    const isTold = sums[key]!.records >= (definition.fewest ?? 0);
    return csvLine([key, textCell(definition.title), plainCell(value ?? ''), textCell(basis), isTold ? String(sums[key]!.records) : '', isTold && definition.measure === 'share' ? String(sums[key]!.yes) : '']);
  });
  const surveys = report === 'effectiveness' ? await surveysOf(read, actor, chosen.asked) : [];
  const said = surveys.flatMap(({ wave, results }) => results.map(({ statement, answers, agree, so, scores }) =>
    // Of one mind only a bound is told.
    csvLine(['provider-survey', textCell(statement.words), plainCell(so.words), textCell(`${wave.title}, ${wave.bodyName}: ${answers} answers`), String(answers), scores === null ? '' : String(agree)])));
  return payload('text/csv; charset=utf-8', [csvLine(['Figure', 'Title', 'Value', 'Made from', 'Records', 'Of which yes']), ...lines, ...said].join(''), { fileName: `${report}-${chosen.choice.body || 'all'}-${chosen.choice.year}.csv` });
}

import { isId } from '#kernel/ids';
import { poundsDecimal } from '#kernel/money';
import { AGREEMENT_KINDS } from '#agreements';
import { SIZES } from '#parties';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { notFound, page, pageOf, payload, type Answer, type PageContext } from '#platform/web/route';
import { bodiesSeenWhole } from '../all-payments.ts';
import { spendActs } from '../spend.acts.ts';
import { SECTORS } from '../spend.register.ts';
import { yearWords } from '../spend.ts';
import { mixAgreements, type MixFigure, type MixQuestion } from './agreements.store.ts';
import { asked, textOf } from './asked.reader.ts';
import { agreementsBehindPage, returnPage, secondTierPage } from './behind.page.ts';
import { suppliersBehind } from './report.ts';
import { noSpendPage } from './report.page.ts';
import { countingReturns, firstTierOf } from './local-report.reader.ts';
import { standingReturn, subcontractPayments } from './second-tier.store.ts';
import { sectorWords, sizeWords } from './suppliers.page.ts';

const A_PAGE = 100;
const FILES_A_MINUTE = 60;
const CRUMBS = [{ text: 'Home', href: '/' }, { text: 'Spending', href: '/spend' }] as const;

/** Lists behind figures that are not of the ledger's payments: agreements, and contractors' returns. */
export const behindRoutes = [
  page({ url: '/spend/agreements', act: spendActs.report, show: showAgreements }),
  page({ url: '/spend/agreements.csv', act: spendActs.report, perMinute: FILES_A_MINUTE, show: showAgreementsFile }),
  page({ url: '/spend/second-tier', act: spendActs.report, show: showSecondTier }),
  page({ url: '/spend/second-tier/:id', act: spendActs.report, show: showReturn }),
];

const oneOf = <Value extends string>(text: string, values: readonly Value[]): Value | null => values.find((value) => value === text) ?? null;
const pageNumber = (query: unknown): number => (/^\d{1,5}$/.test(textOf(query, 'page')) ? Number(textOf(query, 'page')) : 0);

async function agreementsAsked({ read, query, actor }: PageContext) {
  const found = await asked(read, query, actor);
  if (!found) return null;
  const { body, year } = found.question;
  const began = textOf(query, 'began') === 'yes';
  const isUnitAsked = typeof (query as { unit?: unknown }).unit === 'string';
  const question: MixQuestion = {
    bodyId: body.id, year, began, counts: began ? null : textOf(query, 'counts') !== 'no', kind: oneOf(textOf(query, 'kind'), ['grant', 'contract', 'in-house']), unit: isUnitAsked ? textOf(query, 'unit') : null,
    sector: oneOf(textOf(query, 'sector'), [...Object.keys(SECTORS), 'unknown']), size: oneOf(textOf(query, 'size'), [...Object.keys(SIZES), 'sme', 'unknown']),
  };
  const { kind, unit, sector, size } = question;
  const kept = { body: body.slug, year: yearWords(year), ...(kind ? { kind } : {}), ...(unit === null ? {} : { unit }), ...(sector ? { sector } : {}), ...(size ? { size } : {}), ...(began ? { began: 'yes' } : question.counts ? {} : { counts: 'no' }) };
  const narrowed = [
    kind && AGREEMENT_KINDS[kind as MixFigure['kind']], unit !== null && (unit || 'No directorate named'), sector && `sector ${sector === 'unknown' ? 'not known' : sectorWords(sector).toLowerCase()}`,
    size && (size === 'sme' ? 'small and medium-sized' : `size ${size === 'unknown' ? 'not known' : sizeWords(size).toLowerCase()}`), began && 'began in the year', !began && !question.counts && 'without dates or a value',
  ].filter((words) => typeof words === 'string');
  return { found, question, kept, narrowed };
}

async function showAgreements(context: PageContext): Promise<Answer> {
  const title = 'Agreements behind a figure';
  const what = await agreementsAsked(context);
  if (!what) return pageOf(title, noSpendPage(title), { breadcrumbs: [...CRUMBS, { text: title }] });
  const at = pageNumber(context.query);
  const found = await mixAgreements(context.read, what.question, { limit: A_PAGE, page: at });
  const address = (number: number) => `/spend/agreements?${new URLSearchParams({ ...what.kept, page: String(number) })}`;
  const model = { question: what.found.question, narrowed: what.narrowed, found, summed: what.question.counts === true, previous: at > 0 ? address(at - 1) : null, next: found.total.lines > (at + 1) * A_PAGE ? address(at + 1) : null, file: `/spend/agreements.csv?${new URLSearchParams(what.kept)}` };
  return pageOf(title, agreementsBehindPage(model), { breadcrumbs: [...CRUMBS, { text: title }] });
}

async function showAgreementsFile(context: PageContext): Promise<Answer> {
  const what = await agreementsAsked(context);
  if (!what) return notFound;
  const { rows } = await mixAgreements(context.read, what.question, { limit: null, page: 0 });
  const lines = rows.map((row) => csvLine([textCell(row.reference), textCell(row.title), plainCell(AGREEMENT_KINDS[row.kind]), textCell(row.unit), row.kind === 'in-house' ? '' : plainCell(sectorWords(row.sector)), row.kind === 'in-house' ? '' : plainCell(sizeWords(row.size)), row.startsOn ?? '', row.endsOn ?? '', row.pence === null ? '' : poundsDecimal(row.pence)]));
  return payload('text/csv; charset=utf-8', [csvLine(['Reference', 'Agreement', 'Kind', 'Directorate', 'Sector', 'Size', 'Starts', 'Ends', 'In the year'].map(plainCell)), ...lines].join(''), { fileName: `agreements-${what.found.question.body.slug}-${yearWords(what.question.year)}.csv` });
}

async function showSecondTier({ read, query, actor }: PageContext): Promise<Answer> {
  const found = await asked(read, query, actor);
  const title = 'Second tier of local spending';
  if (!found) return pageOf(title, noSpendPage(title), { breadcrumbs: [...CRUMBS, { text: title }] });
  const returns = await countingReturns(read, found.question);
  const first = textOf(query, 'tiers') === 'both' ? { pence: await firstTierOf(read, found.question), href: suppliersBehind(found.question, { district: 'any' }) } : null;
  const total = returns.reduce((sum, { localPence }) => sum + localPence, 0n);
  return pageOf(title, secondTierPage({ question: found.question, returns, total, first }), { breadcrumbs: [...CRUMBS, { text: title }] });
}

async function showReturn({ read, params, query, actor }: PageContext<{ readonly id: string }>): Promise<Answer> {
  const found = isId(params.id) ? await standingReturn(read, params.id) : null;
  if (!found) return notFound;
  const at = pageNumber(query);
  const payments = await subcontractPayments(read, found.id, { limit: A_PAGE, page: at });
  // Who the sub-contractors are is between them, the contractor and the authority.
  const rows = bodiesSeenWhole(actor).includes(found.bodyId) ? payments.rows : payments.rows.map((row) => ({ ...row, name: 'A sub-contractor' }));
  const address = (number: number) => `/spend/second-tier/${found.id}?page=${number}`;
  return pageOf('Contractor’s return', returnPage({ found, payments: { ...payments, rows }, previous: at > 0 ? address(at - 1) : null, next: payments.all.lines > (at + 1) * A_PAGE ? address(at + 1) : null }), { breadcrumbs: [...CRUMBS, { text: 'Contractor’s return' }] });
}

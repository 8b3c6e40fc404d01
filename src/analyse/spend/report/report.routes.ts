import { isId } from '#kernel/ids';
import { parsePounds, poundsDecimal } from '#kernel/money';
import { SIZES } from '#parties';
import { policyValue } from '#policy';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import type { Read } from '#platform/database/connection';
import { html, nothing, type Html } from '#platform/pages/html';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { notFound, page, pageOf, payload, type Answer, type PageContext } from '#platform/web/route';
import { ALL_PAYMENTS, SUPPLIER_KEYS } from '../all-payments.ts';
import { PLACE_KEYS } from '../narrowing.store.ts';
import { SPEND_LOADERS, spendActs } from '../spend.acts.ts';
import { SECTORS } from '../spend.register.ts';
import { yearWords } from '../spend.ts';
import { asked, textOf } from './asked.reader.ts';
import { behindRoutes } from './behind.routes.ts';
import { estimatorPage } from './estimator.page.ts';
import { parseDistricts } from './local-spend.ts';
import { noSpendPage, reportPage } from './report.page.ts';
import { reportAsCsv, type ReportQuestion } from './report.ts';
import { REPORT_TITLES, REPORTS } from './reports.ts';
import { sectorWords, sizeWords, suppliersPage } from './suppliers.page.ts';
import { suppliersPaid, type SuppliersQuestion } from './suppliers.store.ts';

const SUPPLIERS_A_PAGE = 100;
const FILES_A_MINUTE = 60;
const CRUMBS = [{ text: 'Home', href: '/' }, { text: 'Spending', href: '/spend' }] as const;

export const reportRoutes = [
  ...behindRoutes,
  page({ url: '/spend/report', act: spendActs.report, show: (context) => showReport(context, 'size') }),
  page({ url: '/spend/report/:report', act: spendActs.report, show: (context) => showReport(context, context.params.report) }),
  page({ url: '/spend/report/:report/figures.csv', act: spendActs.report, perMinute: FILES_A_MINUTE, show: showFigures }),
  page({ url: '/spend/suppliers', act: spendActs.report, show: showSuppliers }),
  page({ url: '/spend/suppliers.csv', act: spendActs.report, perMinute: FILES_A_MINUTE, show: showSuppliersFile }),
  page({ url: '/spend/estimator', act: spendActs.estimate, show: showEstimator }),
];

export const isLoaderOf = (actor: Actor, bodyId: string): boolean => actor.kind === 'person' && holdsOn(actor, bodyId, ...SPEND_LOADERS);

async function showReport({ read, query, actor }: PageContext, key: string): Promise<Answer> {
  const definition = Object.hasOwn(REPORTS, key) ? REPORTS[key]! : undefined;
  if (!definition) return notFound;
  const found = await asked(read, query, actor);
  if (!found) return pageOf(definition.title, noSpendPage(definition.title), { breadcrumbs: [...CRUMBS, { text: definition.title }] });
  const report = await definition.read(read, found.question);
  const forStaff = isLoaderOf(actor, found.question.body.id) ? staffLinks(key, found.question) : nothing;
  return pageOf(definition.title, reportPage({ key, definition, report, ...found, forStaff, others: REPORT_TITLES.filter(([other]) => other !== key) }), { breadcrumbs: [...CRUMBS, { text: definition.title }] });
}

const staffLinks = (key: string, { body }: ReportQuestion): Html => html`<p class="govuk-body"><a class="govuk-link" href="/spend/unmatched?body=${body.slug}">Match suppliers to organisations</a></p>
  ${key === 'local' && html`<p class="govuk-body">A contractor’s return is recorded from its contract: <a class="govuk-link" href="/spend/returns?body=${body.slug}">contractors’ returns</a>.</p>`}`;

async function showFigures({ read, query, params, actor }: PageContext<{ readonly report: string }>): Promise<Answer> {
  const definition = Object.hasOwn(REPORTS, params.report) ? REPORTS[params.report]! : undefined;
  const found = definition && (await asked(read, query, actor));
  if (!definition || !found) return notFound;
  return payload('text/csv; charset=utf-8', reportAsCsv(await definition.read(read, found.question)), { fileName: `spend-${params.report}-${found.question.body.slug}-${yearWords(found.question.year)}.csv` });
}

const oneOf = <Value extends string>(text: string, values: readonly Value[]): Value | null => values.find((value) => value === text) ?? null;

async function suppliersAsked(read: Read, query: unknown, actor: Actor) {
  const found = await asked(read, query, actor);
  if (!found) return null;
  const { body, year, today } = found.question;
  const { value } = await policyValue(read, body.id, 'localSpend.districts', today);
  const districts = parseDistricts(value ?? '');
  const question: SuppliersQuestion = {
    bodyId: body.id, year, districts,
    size: oneOf(textOf(query, 'size'), [...Object.keys(SIZES), 'unknown', 'sme', 'not-known']), sector: oneOf(textOf(query, 'sector'), [...Object.keys(SECTORS), 'unknown', 'not-known']),
    matched: oneOf(textOf(query, 'matched'), ['yes', 'no', 'named', 'withheld'] as const), contract: oneOf(textOf(query, 'contract'), ['yes', 'no', 'none'] as const),
    district: oneOf(textOf(query, 'district'), ['any', 'elsewhere', 'none', ...districts.map(({ name }) => name)]),
    unit: textOf(query, 'unit') || null, service: textOf(query, 'service') || null, without: oneOf(textOf(query, 'without'), ['unit', 'service', 'both']),
  };
  const filters = Object.fromEntries(([...SUPPLIER_KEYS, ...PLACE_KEYS] as const).flatMap((name) => (question[name] ? [[name, question[name]]] : [])));
  return { ...found, suppliers: question, filters };
}

async function showSuppliers({ read, query, actor }: PageContext): Promise<Answer> {
  const found = await suppliersAsked(read, query, actor);
  if (!found) return pageOf('Suppliers paid', noSpendPage('Suppliers paid'), { breadcrumbs: [...CRUMBS, { text: 'Suppliers paid' }] });
  const paid = await suppliersPaid(read, found.suppliers, { limit: SUPPLIERS_A_PAGE + 1, after: cursorOf(textOf(query, 'from')) });
  const rows = paid.rows.slice(0, SUPPLIERS_A_PAGE);
  const kept = { body: found.question.body.slug, year: yearWords(found.question.year), ...found.filters };
  const last = rows.at(-1);
  const next = paid.rows.length > rows.length && last ? `/spend/suppliers?${new URLSearchParams({ ...kept, from: `${last.pence}.${last.id}` })}` : null;
  return pageOf('Suppliers paid', suppliersPage({ ...found, found: { ...paid, rows }, next, file: `/spend/suppliers.csv?${new URLSearchParams(kept)}`, everyPayment: found.question.payments === ALL_PAYMENTS ? `${ALL_PAYMENTS}?${new URLSearchParams({ ...kept, kind: 'external' })}` : null, mayMatch: isLoaderOf(actor, found.question.body.id) }), { breadcrumbs: [...CRUMBS, { text: 'Suppliers paid' }] });
}

function cursorOf(text: string): { readonly pence: bigint; readonly id: string } | null {
  const [pence = '', id] = text.split('.');
  return /^-?\d{1,18}$/.test(pence) && isId(id) ? { pence: BigInt(pence), id } : null;
}

async function showSuppliersFile({ read, query, actor }: PageContext): Promise<Answer> {
  const found = await suppliersAsked(read, query, actor);
  if (!found) return notFound;
  const paid = await suppliersPaid(read, found.suppliers, { limit: null, after: null });
  const lines = [csvLine(['Supplier', 'Paid', 'Payments', 'Size', 'Sector', 'Matched'].map(plainCell)), ...paid.rows.map((row) => csvLine([textCell(row.name), plainCell(poundsDecimal(row.pence)), String(row.lines), plainCell(sizeWords(row.size)), plainCell(sectorWords(row.sector)), row.organisationId === null ? 'No' : 'Yes']))];
  return payload('text/csv; charset=utf-8', lines.join(''), { fileName: `suppliers-${found.question.body.slug}-${yearWords(found.question.year)}.csv` });
}

async function showEstimator({ query }: PageContext): Promise<Answer> {
  const text = textOf(query, 'amount').trim();
  const parsed = text === '' ? null : parsePounds(text);
  const why = parsed === null ? null : !parsed.ok ? parsed.why : parsed.pence < 0n ? 'The amount cannot be below zero' : null;
  const form = { values: { amount: text }, errors: why ? [{ field: 'amount', message: why }] : [] };
  return pageOf('Local benefit estimator', estimatorPage(form, parsed?.ok && why === null ? parsed.pence : null), { breadcrumbs: [...CRUMBS, { text: 'Local benefit estimator' }], ...(why ? { status: 422 } : {}) });
}

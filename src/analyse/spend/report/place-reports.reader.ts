import { formatPounds } from '#kernel/money';
import { barChart, stackedBarChart } from '#platform/pages/chart';
import type { Read } from '#platform/database/connection';
import { addUp, shareWords, SPEND_KINDS, yearWords, type SpendKind, type Spent } from '../spend.ts';
import { contractedByService } from './agreements.store.ts';
import { placeFigures, spendLoads, supplierFigures, type PlaceFigure } from './figures.store.ts';
import { money, number, partsTable, percent, rowsBehind, words, type Part, type ReportBody, type ReportQuestion, type ReportSection } from './report.ts';
import { unmatchedWords } from './supplier-reports.reader.ts';

const NOT_SAID = 'Not said in the file';
const CHARTED = 12;

/** All spending of a year by directorate. */
export const directorateReport = (read: Read, question: ReportQuestion): Promise<ReportBody> => placeReport(read, question, 'unit', 'Directorate');
/** All spending of a year by service, or by directorate where a file names no service. */
export const serviceReport = (read: Read, question: ReportQuestion): Promise<ReportBody> => placeReport(read, question, 'service', 'Service');

async function placeReport(read: Read, question: ReportQuestion, by: 'unit' | 'service', first: string): Promise<ReportBody> {
  const [figures, suppliers] = [await placeFigures(read, question.body.id, question.year - 1, question.year), await supplierFigures(read, question.body.id, question.year, question.year)];
  const before = groupBy(figures.filter(({ year }) => year === question.year - 1), by);
  const parts: Part[] = [...groupBy(figures.filter(({ year }) => year === question.year), by)].map(([name, some]) => ({ label: name || NOT_SAID, ...addUp(some), ...(name ? { href: rowsBehind(question, { [by === 'service' && some[0]!.service ? 'service' : 'unit']: name }) } : {}) })).toSorted(byMoney);
  const table = partsTable(`Spending by ${first.toLowerCase()}`, first, parts, {
    totalHref: rowsBehind(question), empty: 'There is no spending in this year.', words: [unmatchedWords(suppliers.filter(({ kind }) => kind === 'external'))],
    ...(parts.length > 0 ? { chart: barChart({ id: `chart-${by}`, title: `Spending by ${first.toLowerCase()}, ${yearWords(question.year)}${parts.length > CHARTED ? `: the ${CHARTED} largest` : ''}`, description: parts.slice(0, CHARTED).map((part) => `${part.label}: ${formatPounds(part.pence)}`).join('. '), bars: parts.slice(0, CHARTED).map((part) => ({ label: part.label, value: Number(part.pence), words: formatPounds(part.pence) })) }) } : {}),
  });
  const withBefore: ReportSection = { ...table, head: [...table.head, `Amount in ${yearWords(question.year - 1)}`], rows: table.rows.map((row, index) => [...row, money(index < parts.length ? addUp(before.get(parts[index]!.label === NOT_SAID ? '' : parts[index]!.label) ?? []).pence : addUp([...before.values()].flat()).pence)]) };
  return { sections: [withBefore], method: ['Everything in the ledger counts: payments to outside suppliers, grants, in-house lines and transfers. A directorate that the authority has renamed stands under its name of today.'] };
}

/**
 * What each service spends, and how much of it is in-house, grants, under a contract on the register, or outside without one (AN-16).
 * Reconciled to the loaded ledger to the penny.
 */
export async function baselineReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const places = await placeFigures(read, question.body.id, question.year, question.year);
  const suppliers = await supplierFigures(read, question.body.id, question.year, question.year);
  const contracted = await contractedByService(read, question.body.id, question.year);
  const loads = await spendLoads(read, question.body.id);
  const services = [...Map.groupBy(places, nameOf)].map(([name, some]) => ({ name, some, ...addUp(some) })).toSorted(byMoney);
  const kindOf = (some: readonly PlaceFigure[], kind: SpendKind): Spent => addUp(some.filter((one) => one.kind === kind));
  const underContract = (some: readonly PlaceFigure[]): Spent => addUp(contracted.filter((one) => nameOf(one) === nameOf(some[0]!)));
  const row = (label: string, some: readonly PlaceFigure[], contract: Spent, whole: Spent, href?: Readonly<Record<string, string>>) => {
    const external = kindOf(some, 'external');
    const link = (filters: Readonly<Record<string, string>>) => (href ? rowsBehind(question, { ...href, ...filters }) : undefined);
    return [words(label), money(whole.pence, link({})), money(external.pence, link({ kind: 'external' })), percent(external.pence, whole.pence), money(contract.pence), money(external.pence - contract.pence), money(kindOf(some, 'in-house').pence, link({ kind: 'in-house' })), percent(kindOf(some, 'in-house').pence, whole.pence), money(kindOf(some, 'grant').pence, link({ kind: 'grant' })), money(kindOf(some, 'transfer').pence, link({ kind: 'transfer' }))];
  };
  const all = addUp(places);
  const ledger = addUp(suppliers);
  const KINDS = Object.keys(SPEND_KINDS) as SpendKind[];
  return {
    sections: [
      {
        heading: 'What each service spends, and with whom', words: [unmatchedWords(suppliers.filter(({ kind }) => kind === 'external'))],
        head: ['Service', 'All', 'Outside suppliers', 'External share', 'Of these, with a contract here', 'Of these, without', 'In-house', 'In-house share', 'Grants', 'Transfers'],
        rows: services.length === 0 ? [] : [...services.map(({ name, some, lines, pence }) => row(name, some, underContract(some), { lines, pence }, linkOf(some[0]!))), row('All', places, addUp(contracted), all, {})],
        empty: 'There is no spending in this year.',
        ...(services.length === 0 ? {} : { chart: stackedBarChart({ id: 'chart-baseline', title: `What each service spends, ${yearWords(question.year)}${services.length > CHARTED ? `: the ${CHARTED} largest` : ''}`, description: services.slice(0, CHARTED).map(({ name, some, pence }) => `${name}: ${shareWords(kindOf(some, 'external').pence, pence)} external`).join('. '), series: KINDS.map((kind) => SPEND_KINDS[kind]),
          bars: services.slice(0, CHARTED).map(({ name, some, pence }) => ({ label: name, parts: KINDS.map((kind) => Number(kindOf(some, kind).pence)), words: formatPounds(pence) })) }) }),
      },
      reconciliation(question, all, ledger, loads),
    ],
    method: ['A line is in-house, a grant or a transfer where one of the authority’s rules says so (policy “Kinds of spending”); every other line is paid to an outside supplier.', 'A payment is under a contract where its supplier has a contract or call-off on the register that ran in the year.'],
  };
}

const nameOf = (figure: { readonly unit: string; readonly service: string }): string => (figure.service ? `${figure.unit ? `${figure.unit}: ` : ''}${figure.service}` : figure.unit || NOT_SAID);
const linkOf = (figure: PlaceFigure): Readonly<Record<string, string>> => ({ ...(figure.unit ? { unit: figure.unit } : {}), ...(figure.service ? { service: figure.service } : {}) });

/** The services' sum beside the ledger's, and each file beside what its keeper said that it adds up to. */
function reconciliation(question: ReportQuestion, services: Spent, ledger: Spent, loads: Awaited<ReturnType<typeof spendLoads>>): ReportSection {
  return {
    heading: 'Reconciled to the ledger', head: ['What', 'Ledger', 'Here', 'Difference', 'Payments'], empty: 'No file has been loaded.',
    rows: [
      [words(`The services above and every payment of ${yearWords(question.year)}`), money(ledger.pence), money(services.pence), money(ledger.pence - services.pence), number(services.lines)],
      ...loads.map((load) => [words(load.fileName), load.controlPence === null ? words('No total was given') : money(load.controlPence), money(load.totalPence), load.controlPence === null ? words('Not compared') : load.unchanged > 0 ? words('Some of its payments were here already') : money(load.controlPence - load.totalPence), number(load.lines)]),
    ],
  };
}

const byMoney = (one: { readonly pence: bigint }, other: { readonly pence: bigint }): number => (one.pence > other.pence ? -1 : one.pence < other.pence ? 1 : 0);
const groupBy = (figures: readonly PlaceFigure[], by: 'unit' | 'service'): Map<string, PlaceFigure[]> => Map.groupBy(figures, (figure) => (by === 'unit' ? figure.unit : figure.service || figure.unit));

import { formatPounds } from '#kernel/money';
import { barChart, stackedBarChart } from '#platform/pages/chart';
import type { Read } from '#platform/database/connection';
import { addUp, shareWords, SPEND_KINDS, yearWords, type SpendKind, type Spent } from '../spend.ts';
import { contractedByService } from './agreements.store.ts';
import { placeFigures, spendLoads, supplierFigures, type PlaceFigure } from './figures.store.ts';
import { money, number, partsTable, percent, rowsBehind, rowsOf, suppliersBehind, words, type Part, type ReportBody, type ReportQuestion, type ReportSection } from './report.ts';
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
  const groups = [...groupBy(figures.filter(({ year }) => year === question.year), by)].map(([key, some]) => ({ key, filters: placeOf(some[0]!, by), label: (by === 'service' && some[0]!.service) || some[0]!.unit || NOT_SAID, ...addUp(some) })).toSorted(byMoney);
  const parts: Part[] = groups.map(({ label, lines, pence, filters }) => ({ label, lines, pence, href: rowsBehind(question, filters) }));
  const table = partsTable(`Spending by ${first.toLowerCase()}`, first, parts, {
    totalHref: rowsBehind(question), empty: 'There is no spending in this year.', words: [unmatchedWords(question, suppliers.filter(({ kind }) => kind === 'external'))],
    ...(parts.length > 0 ? { chart: barChart({ id: `chart-${by}`, title: `Spending by ${first.toLowerCase()}, ${yearWords(question.year)}${parts.length > CHARTED ? `: the ${CHARTED} largest` : ''}`, description: parts.slice(0, CHARTED).map((part) => `${part.label}: ${formatPounds(part.pence)}`).join('. '), bars: parts.slice(0, CHARTED).map((part) => ({ label: part.label, value: Number(part.pence), words: formatPounds(part.pence) })) }) } : {}),
  });
  const withBefore: ReportSection = { ...table, head: [...table.head, `Amount in ${yearWords(question.year - 1)}`], rows: table.rows.map((row, index) => [...row, money(addUp(index < groups.length ? before.get(groups[index]!.key) ?? [] : [...before.values()].flat()).pence, rowsBehind({ ...question, year: question.year - 1 }, groups[index]?.filters))]) };
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
  const services = [...Map.groupBy(places, (place) => nameOf(place).toLowerCase())].map(([, some]) => ({ name: nameOf(some[0]!), some, ...addUp(some) })).toSorted(byMoney);
  const kindOf = (some: readonly PlaceFigure[], kind: SpendKind): Spent => addUp(some.filter((one) => one.kind === kind));
  const underContract = (some: readonly PlaceFigure[]): Spent => addUp(contracted.filter((one) => nameOf(one).toLowerCase() === nameOf(some[0]!).toLowerCase()));
  const row = (label: string, some: readonly PlaceFigure[], contract: Spent, whole: Spent, place: Readonly<Record<string, string>>) => {
    const external = kindOf(some, 'external');
    const link = (filters: Readonly<Record<string, string>>) => rowsBehind(question, { ...place, ...filters });
    return [words(label), money(whole.pence, link({})), money(external.pence, link({ kind: 'external' })), percent(external.pence, whole.pence), money(contract.pence, suppliersBehind(question, { ...place, contract: 'yes' })), money(external.pence - contract.pence, suppliersBehind(question, { ...place, contract: 'none' })), money(kindOf(some, 'in-house').pence, link({ kind: 'in-house' })), percent(kindOf(some, 'in-house').pence, whole.pence), money(kindOf(some, 'grant').pence, link({ kind: 'grant' })), money(kindOf(some, 'transfer').pence, link({ kind: 'transfer' }))];
  };
  const all = addUp(places);
  const ledger = addUp(suppliers);
  const KINDS = Object.keys(SPEND_KINDS) as SpendKind[];
  return {
    sections: [
      {
        heading: 'What each service spends, and with whom', words: [unmatchedWords(question, suppliers.filter(({ kind }) => kind === 'external'))],
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
const linkOf = ({ unit, service }: PlaceFigure): Readonly<Record<string, string>> => ({ ...(unit ? { unit } : {}), ...(service ? { service } : {}), ...(unit && service ? {} : { without: unit ? 'service' : service ? 'unit' : 'both' }) });

/** The services' sum beside the ledger's, and each file beside what its keeper said that it adds up to. */
function reconciliation(question: ReportQuestion, services: Spent, ledger: Spent, loads: Awaited<ReturnType<typeof spendLoads>>): ReportSection {
  return {
    heading: 'Reconciled to the ledger', head: ['What', 'Ledger', 'Here', 'Difference', 'Payments'], empty: 'No file has been loaded.',
    rows: [
      [words(`The services above and every payment of ${yearWords(question.year)}`), money(ledger.pence, rowsBehind(question)), money(services.pence, rowsBehind(question)), money(ledger.pence - services.pence, rowsBehind(question)), number(services.lines, rowsBehind(question))],
      ...loads.map((load) => {
        const rows = rowsOf(question, { load: load.importId });
        return [words(load.fileName), load.controlPence === null ? words('No total was given') : money(load.controlPence, rows), money(load.totalPence, rows), load.controlPence === null ? words('Not compared') : load.unchanged > 0 ? words('Some of its payments were here already') : money(load.controlPence - load.totalPence, rows), number(load.lines, rows)];
      }),
    ],
  };
}

const byMoney = (one: { readonly pence: bigint }, other: { readonly pence: bigint }): number => (one.pence > other.pence ? -1 : one.pence < other.pence ? 1 : 0);
/** Files write one directorate in capitals and another not: it is one. A service of the same name as a directorate that names none is not. */
const groupBy = (figures: readonly PlaceFigure[], by: 'unit' | 'service'): Map<string, PlaceFigure[]> => Map.groupBy(figures, (figure) => JSON.stringify(placeOf(figure, by)).toLowerCase());
const placeOf = ({ unit, service }: PlaceFigure, by: 'unit' | 'service'): Readonly<Record<string, string>> =>
  (by === 'unit' ? (unit ? { unit } : { without: 'unit' }) : service ? { service } : unit ? { unit, without: 'service' } : { without: 'both' });

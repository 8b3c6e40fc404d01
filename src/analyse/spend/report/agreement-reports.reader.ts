import { counted } from '#kernel/counted';
import { formatPounds, type Pence } from '#kernel/money';
import { AGREEMENT_KINDS, type AgreementKind } from '#agreements';
import { SIZES, type Size } from '#parties';
import { policyNote, policyValue } from '#policy';
import { barChart, stackedBarChart } from '#platform/pages/chart';
import { formatDateRange } from '#platform/pages/presentation';
import type { Read } from '#platform/database/connection';
import { html } from '#platform/pages/html';
import { addUp, kindsWord, ROUNDING, shareWords, SPEND_KINDS, USUAL_VALUES, yearWords, type SpendKind } from '../spend.ts';
import { SECTORS } from '../spend.register.ts';
import { agreementSpend, contractedFigures, lostGroups, mixFigures, type MixFigure } from './agreements.store.ts';
import { supplierFigures, valueFigures } from './figures.store.ts';
import { agreementsBehind, linked, money, number, partsTable, percent, rowsBehind, rowsOf, suppliersBehind, words, type Part, type ReportBody, type ReportQuestion, type ReportSection } from './report.ts';
import { unmatchedWords } from './supplier-reports.reader.ts';

const MOST_AGREEMENTS = 200;

/** Contracts beside what was paid to their suppliers, and the money of suppliers who have no contract on the register. */
export async function contractsReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const joined = await contractedFigures(read, question.body.id, question.year);
  const agreements = await agreementSpend(read, question.body.id, MOST_AGREEMENTS);
  const parts: Part[] = [
    { label: 'Suppliers with a contract on the register', ...joined.contracted, href: suppliersBehind(question, { contract: 'yes' }) },
    { label: 'Suppliers without one', ...joined.without, href: suppliersBehind(question, { contract: 'no' }) },
    { label: 'Not matched to an organisation, or name withheld', ...joined.unmatched, href: suppliersBehind(question, { matched: 'no' }) },
  ].filter(({ lines }) => lines > 0);
  return {
    sections: [
      partsTable('Spending with and without a contract', 'Supplier', parts, {
        empty: 'Nothing was paid to outside suppliers in this year.', totalHref: rowsBehind(question, { kind: 'external' }),
        ...(parts.length > 0 ? { chart: barChart({ id: 'chart-contracts', title: `Spending with and without a contract, ${yearWords(question.year)}`, description: parts.map((part) => `${part.label}: ${formatPounds(part.pence)}`).join('. '), bars: parts.map((part) => ({ label: part.label, value: Number(part.pence), words: formatPounds(part.pence) })) }) } : {}),
      }),
      {
        heading: 'Agreements: spent against value', head: ['Agreement', 'Kind', 'Supplier', 'Runs', 'Value', 'Paid while it ran', 'Payments', 'Of this, its own alone', 'Paid of value'], empty: 'No payment is to the supplier of an agreement while it ran.',
        rows: agreements.map((one) => [words(one.title, `/contracts/${one.id}`), words(AGREEMENT_KINDS[one.kind as AgreementKind]), words(one.supplier, `/organisations/${one.organisationId}`), words(formatDateRange(one.startsOn, one.endsOn) || 'No dates'),
          one.valuePence === null ? words('Not given') : money(one.valuePence, `/contracts/${one.id}`), money(one.pence, rowsOf(question, { agreement: one.id })), number(one.lines, rowsOf(question, { agreement: one.id })), money(one.alone.pence, rowsOf(question, { alone: one.id })), words(one.valuePence === null || one.alone.pence !== one.pence ? 'Not told apart' : one.alone.pence > one.valuePence ? `${formatPounds(one.alone.pence - one.valuePence)} over its value` : shareWords(one.alone.pence, one.valuePence))]),
      },
    ],
    method: ['A payment is joined to the agreements that its supplier had in the month of the payment. Where it had one, the money is that agreement’s; where it had several, the whole is shown at each and the money is nobody’s alone.', 'Agreements whose supplier or value is withheld are left out.', agreements.length === MOST_AGREEMENTS ? `The ${MOST_AGREEMENTS} with most money are shown.` : ''].filter(Boolean),
  };
}

const MIX = { grant: 'Grants', contract: 'Contracts', 'in-house': 'In-house' } as const;
const MIX_KINDS = Object.keys(MIX) as (keyof typeof MIX)[];

/** Grants, contracts and in-house services by service, sector and size, this year and before, and the groups that lost their grant (GR-14). */
export async function mixReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const { figures, unknown } = await mixFigures(read, question.body.id, question.year);
  const before = await mixFigures(read, question.body.id, question.year - 1);
  const lost = await lostGroups(read, question.body.id, question.year);
  const paid = await supplierFigures(read, question.body.id, question.year, question.year);
  const all = figures.reduce((sum, { pence }) => sum + pence, 0n);
  const parts: Part[] = MIX_KINDS.map((kind) => ({ label: MIX[kind], ...totalOf(figures.filter((one) => one.kind === kind)), href: agreementsBehind(question, { kind }) })).filter(({ lines }) => lines > 0);
  const table = partsTable('Funding mix: what agreements come to', 'Kind', parts, { empty: 'No agreement with dates and a value ran in this year.', totalHref: agreementsBehind(question) });
  return {
    sections: [
      { ...table, head: ['Kind', 'Amount', 'Share', 'Agreements'], words: parts.length === 0 ? [] : [`Grants are ${shareWords(totalOf(figures.filter(({ kind }) => kind === 'grant')).pence, all)} of what was agreed for the year.`],
        ...(parts.length > 0 ? { chart: stackedBarChart({ id: 'chart-mix', title: `Funding mix, ${yearWords(question.year)} and the year before`, description: parts.map((part) => `${part.label}: ${shareWords(part.pence, all)}`).join('. '), series: MIX_KINDS.map((kind) => MIX[kind]), bars: [[question.year, figures], [question.year - 1, before.figures]].map(([year, some]) => mixBar(year as number, some as MixFigure[])) }) } : {}) },
      splitSection(question, 'By service', figures, ({ unit }) => [unit || 'No directorate named', { unit }]),
      splitSection(question, 'By sector', figures, ({ sector, kind }) => (kind === 'in-house' ? ['The authority itself', {}] : [sector === null ? 'Not known' : SECTORS[sector as keyof typeof SECTORS], { sector: sector ?? 'unknown' }])),
      splitSection(question, 'By size of organisation', figures, ({ size, kind }) => (kind === 'in-house' ? ['The authority itself', {}] : [size === null ? 'Not known' : SIZES[size as Size][0], { size: size ?? 'unknown' }])),
      partsTable('What the ledger shows was paid', 'Kind', (Object.keys(SPEND_KINDS) as SpendKind[]).map((kind) => ({ label: SPEND_KINDS[kind], ...addUp(paid.filter((one) => one.kind === kind)), href: rowsBehind(question, { kind }) })).filter(({ lines }) => lines > 0), { empty: 'No spending is loaded for this year.', totalHref: rowsBehind(question), words: [unmatchedWords(question, paid.filter(({ kind }) => kind === 'external'))] }),
      { heading: `Groups funded in ${yearWords(question.year - 1)} and not in ${yearWords(question.year)}`, head: ['Group', 'Grants paid last year', 'Contract now'], empty: 'Every group that had a grant last year has one this year.',
        rows: lost.map((group) => [words(group.name, `/organisations/${group.id}`), group.lastYearPence === null ? words('Not in the ledger') : money(group.lastYearPence, rowsBehind({ ...question, year: question.year - 1 }, { organisation: group.id, kind: 'grant' })), words(group.hasContract ? 'Yes' : 'No')]) },
    ],
    method: ['An agreement counts for its value a year where it has one and runs all year, else for its value by the share of its days that fall in the year. A group counts as funded while a grant agreement of its runs or the ledger shows a grant paid to it.', html`${linked(counted(unknown, 'agreement'), agreementsBehind(question, { counts: 'no' }))} of the year ${unknown === 1 ? 'lacks dates or a value and counts' : 'lack dates or a value and count'} for nothing here. Agreements whose supplier or value is withheld are left out.`, ROUNDING],
  };
}

const totalOf = (figures: readonly MixFigure[]): { readonly lines: number; readonly pence: Pence } => ({ lines: figures.reduce((sum, { agreements }) => sum + agreements, 0), pence: figures.reduce((sum, { pence }) => sum + pence, 0n) });
const mixBar = (year: number, figures: readonly MixFigure[]) => ({ label: yearWords(year), parts: MIX_KINDS.map((kind) => Number(totalOf(figures.filter((one) => one.kind === kind)).pence)), words: formatPounds(totalOf(figures).pence) });

function splitSection(question: ReportQuestion, heading: string, figures: readonly MixFigure[], by: (figure: MixFigure) => readonly [name: string, filters: Readonly<Record<string, string>>]): ReportSection {
  const groups = [...Map.groupBy(figures, (figure) => by(figure)[0])].map(([name, some]) => ({ name, some, filters: by(some[0]!)[1], all: totalOf(some).pence })).toSorted((one, other) => (one.all > other.all ? -1 : 1));
  return {
    heading, head: [heading.replace('By ', '').replace(/^./, (letter) => letter.toUpperCase()), 'Grants', 'Share', 'Contracts', 'Share', 'In-house', 'Share'], empty: 'No agreement with dates and a value ran in this year.',
    rows: groups.map(({ name, some, filters, all }) => [words(name), ...MIX_KINDS.flatMap((kind) => {
      const { pence } = totalOf(some.filter((one) => one.kind === kind));
      return [money(pence, agreementsBehind(question, { kind, ...filters })), percent(pence, all)];
    })]),
  };
}

/** How many payments each publication value would list: the work that a value causes (OR-02). */
export async function valuesReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const floor = await policyValue(read, question.body.id, 'spend.publishAbove', question.today);
  const kinds = await policyValue(read, question.body.id, 'spend.publishKinds', question.today);
  const figures = (await valueFigures(read, question.body.id, question.year)).filter(({ kind }) => (kinds.value as readonly string[]).includes(kind));
  const all = addUp(figures);
  const over = USUAL_VALUES.map((value) => ({ value, ...addUp(figures.filter(({ overPence }) => overPence >= value)) }));
  return {
    sections: [{
      heading: 'Payments that each value would list', head: ['More than', 'Payments listed', 'A month', 'Share of payments', 'Amount', 'Share of money'], empty: 'There is no spending in this year.',
      rows: all.lines === 0 ? [] : over.map((one) => {
        const rows = rowsBehind(question, { kinds: kindsWord(kinds.value as readonly string[]), over: String(one.value) });
        return [words(formatPounds(one.value)), number(one.lines, rows), number(Math.ceil(one.lines / 12), rows), percent(BigInt(one.lines), BigInt(all.lines)), money(one.pence, rows), percent(one.pence, all.pence)];
      }),
      ...(all.lines === 0 ? {} : { chart: barChart({ id: 'chart-values', title: `Payments that each value would list, ${yearWords(question.year)}`, description: over.map((one) => `More than ${formatPounds(one.value)}: ${one.lines.toLocaleString('en-GB')}`).join('. '), bars: over.map((one) => ({ label: `More than ${formatPounds(one.value)}`, value: one.lines, words: one.lines.toLocaleString('en-GB') })) }) }),
    }],
    method: [policyNote(floor).sentence, policyNote(floor).source, policyNote(kinds).sentence, 'A rule holds from its first day: payments of before keep the rule of theirs. Credits are never listed.'],
  };
}

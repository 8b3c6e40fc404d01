import { financialYearOf } from '#kernel/calendar-date';
import { counted } from '#kernel/counted';
import type { Decimal } from '#kernel/decimal';
import { formatPounds, type Pence } from '#kernel/money';
import { policyNote, policyValues } from '#policy';
import { barChart, stackedBarChart } from '#platform/pages/chart';
import { formatDateRange } from '#platform/pages/presentation';
import type { Read } from '#platform/database/connection';
import { html } from '#platform/pages/html';
import { addUp, ROUNDING, share, shareWords, yearWords, type Spent } from '../spend.ts';
import { outwardFigures } from './figures.store.ts';
import { againstTarget, districtOf, parseDistricts, type AgainstTarget, type LocalDistrict } from './local-spend.ts';
import { linked, money, number, partsTable, secondTierBehind, percent, rowsBehind, suppliersBehind, words, type Part, type ReportBody, type ReportQuestion, type ReportSection } from './report.ts';
import { STANDINGS, type ReturnStanding } from '../supply-chain/return-period.ts';
import { contractsThatOwe, owedReturns } from '../supply-chain/supply-chain.store.ts';
import { returnsOf, type SecondTierReturn } from './second-tier.store.ts';

interface Standing {
  readonly districts: readonly LocalDistrict[];
  readonly byDistrict: readonly Part[];
  readonly elsewhere: Spent;
  readonly noAddress: Spent;
  readonly unmatched: Spent;
  readonly total: Spent;
}

/** Outside spending of a year by where suppliers say that they are. */
async function standing(read: Read, question: ReportQuestion, text: string | null): Promise<Standing> {
  const districts = parseDistricts(text ?? '');
  const figures = await outwardFigures(read, question.body.id, question.year);
  const placed = figures.map((one) => ({ ...one, district: one.outward === null ? null : districtOf(one.outward, districts) }));
  return {
    districts,
    byDistrict: districts.map(({ name }) => ({ label: name, ...addUp(placed.filter(({ district }) => district === name)), href: suppliersBehind(question, { district: name }) })).filter(({ lines }) => lines > 0).toSorted((one, other) => (one.pence > other.pence ? -1 : 1)),
    elsewhere: addUp(placed.filter(({ outward, district }) => outward !== null && district === null)),
    noAddress: addUp(placed.filter(({ outward, matched }) => outward === null && matched)),
    unmatched: addUp(placed.filter(({ matched }) => !matched)),
    total: addUp(figures),
  };
}

const settings = (read: Read, { body, today }: ReportQuestion) => policyValues(read, body.id, ['localSpend.districts', 'localSpend.targetPercent'], today);

/** Local spending, first and second tier, against the authority's target (OR-03). Reported, never scored. */
export async function localReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const policy = await settings(read, question);
  const found = await standing(read, question, policy['localSpend.districts'].value);
  const returns = await judgedReturns(read, question, found.districts);
  const firstTier = addUp(found.byDistrict).pence;
  const secondTier = returns.filter(({ counts }) => counts).reduce((sum, { localPence }) => sum + localPence, 0n);
  const method = [
    policyNote(policy['localSpend.targetPercent']).sentence,
    found.districts.length === 0 ? 'The authority has not set which postcodes are local (policy “Which postcodes are local”), so nothing can be called local yet.' : `A supplier is local where its own declared postcode is in ${found.districts.map(({ name }) => name).join(', ')}.`,
    'First tier: what the ledger shows was paid to local suppliers. Second tier: what main contractors who are not local say that they paid to local businesses. A local contractor’s return is not counted, since all that it was paid is in the first tier already.',
    html`Gaps: ${linked(formatPounds(found.unmatched.pence), suppliersBehind(question, { matched: 'no' }))} (${shareWords(found.unmatched.pence, found.total.pence)}, ${counted(found.unmatched.lines, 'payment')}) is not matched to an organisation or its name is withheld, and ${linked(formatPounds(found.noAddress.pence), suppliersBehind(question, { district: 'none' }))} went to suppliers who have given no address. None of it is counted as local.`,
    'Local spending is reported. It is never scored in a tender.', ROUNDING,
  ];
  const result = found.districts.length === 0 ? null : againstTarget({ total: found.total.pence, firstTier, secondTier }, policy['localSpend.targetPercent'].value!);
  return { sections: [tierSection(question, found, { firstTier, secondTier }, result, policy['localSpend.targetPercent'].value!), returnsSection(returns), await owedSection(read, question)], method };
}

/** A contractor who is local, or whose address is not known, has a return that does not count. */
const judgedReturns = async (read: Read, { body, year }: ReportQuestion, districts: readonly LocalDistrict[]): Promise<(SecondTierReturn & { readonly counts: boolean })[]> =>
  (await returnsOf(read, body.id, year)).map((one) => ({ ...one, counts: one.outward !== null && districtOf(one.outward, districts) === null }));

/** The returns that the second tier of a year is added up from. */
export async function countingReturns(read: Read, question: ReportQuestion): Promise<SecondTierReturn[]> {
  const policy = await settings(read, question);
  return (await judgedReturns(read, question, parseDistricts(policy['localSpend.districts'].value ?? ''))).filter(({ counts }) => counts);
}

/** What was paid to local suppliers directly in a year. */
export async function firstTierOf(read: Read, question: ReportQuestion): Promise<Pence> {
  const policy = await settings(read, question);
  return addUp((await standing(read, question, policy['localSpend.districts'].value)).byDistrict).pence;
}

function tierSection(question: ReportQuestion, found: Standing, { firstTier, secondTier }: { readonly firstTier: Pence; readonly secondTier: Pence }, result: ReturnType<typeof againstTarget>, target: Decimal): ReportSection {
  const total = found.total.pence;
  const section = { heading: `Local spending against the target of ${target.toString()}%`, head: ['Tier', 'Amount', 'Share of spending', 'Against the target'], empty: found.districts.length === 0 ? 'Not set up: an administrator says which postcodes are local under local policy.' : 'Nothing was paid to outside suppliers in this year.' };
  if (result === null) return { ...section, rows: [] };
  const verdict = ({ met, gapPence }: AgainstTarget): string => (met ? 'Target met' : `${formatPounds(gapPence)} short of the target`);
  return {
    ...section,
    words: [`First tier ${share(firstTier, total) ?? 'no share'}; both tiers ${share(firstTier + secondTier, total) ?? 'no share'}. ${result.both.met ? 'The target is met.' : `The gap is ${formatPounds(result.both.gapPence)}.`}`],
    rows: [
      [words('First tier: paid to local suppliers'), money(firstTier, suppliersBehind(question, { district: 'any' })), percent(firstTier, total), words(verdict(result.first))],
      [words('Second tier: paid on to local businesses'), money(secondTier, secondTierBehind(question)), percent(secondTier, total), words('')],
      [words('Both tiers'), money(firstTier + secondTier, secondTierBehind(question, 'both')), percent(firstTier + secondTier, total), words(verdict(result.both))],
      [words('All spending with outside suppliers'), money(total, rowsBehind(question, { kind: 'external' })), percent(total, total), words('')],
    ],
    chart: stackedBarChart({ id: 'chart-local', title: `Local spending, ${yearWords(question.year)}`, description: `First tier ${formatPounds(firstTier)}, second tier ${formatPounds(secondTier)}, of ${formatPounds(total)}. The target is ${target.toString()}%.`, series: ['First tier', 'Second tier', 'Elsewhere or not known'],
      bars: [{ label: 'Both tiers', parts: [Number(firstTier), Number(secondTier), Number(total - firstTier - secondTier)], words: shareWords(firstTier + secondTier, total) }] }),
  };
}

const returnsSection = (returns: readonly (SecondTierReturn & { readonly counts: boolean })[]): ReportSection => ({
  heading: 'Contractors’ returns', head: ['Contract', 'Contractor', 'Period', 'Paid to local businesses', 'Counted', 'Method', 'Evidence'], empty: 'No contractor’s return covers this year.',
  rows: returns.map((one) => [words(one.title, `/contracts/${one.agreementId}`), words(one.contractor), words(formatDateRange(one.fromOn, one.toOn)), money(one.localPence, `/spend/second-tier/${one.id}`), words(one.counts ? 'Yes' : one.outward === null ? 'No: the contractor’s address is not known' : 'No: the contractor is local'), words(one.method), words(one.evidence ?? 'None given')]),
});

const STANDING_KEYS = Object.keys(STANDINGS) as ReturnStanding[];

/** The contracts whose contractors owe returns, and how many of the year's came in time, late or not at all. */
async function owedSection(read: Read, question: ReportQuestion): Promise<ReportSection> {
  const contracts = (await contractsThatOwe(read, question.body.id)).filter(({ withheld }) => !withheld);
  const owed = await owedReturns(read, contracts, question.today);
  const rows = contracts.map((contract) => ({ contract, owed: owed.get(contract.id)!.filter(({ toOn }) => financialYearOf(toOn).startYear === question.year) })).filter((one) => one.owed.length > 0);
  const address = (id: string, only?: ReturnStanding): string => `/agreements/${id}/second-tier?${new URLSearchParams({ year: yearWords(question.year), ...(only ? { only } : {}) })}`;
  return {
    heading: 'Returns that contractors owe', head: ['Contract', 'Owed', ...STANDING_KEYS.map((standing) => STANDINGS[standing])], empty: 'No contractor owes a return for a period that ends in this year.',
    rows: rows.map((one) => [words(one.contract.title, `/contracts/${one.contract.id}`), number(one.owed.length, address(one.contract.id)), ...STANDING_KEYS.map((standing) => number(one.owed.filter((each) => each.standing === standing).length, address(one.contract.id, standing)))]),
  };
}

/** Outside spending by the district of the supplier. */
export async function districtReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const policy = await settings(read, question);
  const found = await standing(read, question, policy['localSpend.districts'].value);
  const parts: Part[] = [...found.byDistrict, { label: found.districts.length === 0 ? 'Address given' : 'Elsewhere', ...found.elsewhere, href: suppliersBehind(question, { district: 'elsewhere' }) }, { label: 'Matched, no address given', ...found.noAddress, href: suppliersBehind(question, { district: 'none' }) }, { label: 'Not matched to an organisation, or name withheld', ...found.unmatched, href: suppliersBehind(question, { matched: 'no' }) }].filter(({ lines }) => lines > 0);
  return {
    sections: [partsTable('Spending by district of the supplier', 'District', parts, {
      empty: 'Nothing was paid to outside suppliers in this year.', totalHref: rowsBehind(question, { kind: 'external' }),
      ...(parts.length > 0 ? { chart: barChart({ id: 'chart-district', title: `Spending by district of the supplier, ${yearWords(question.year)}`, description: parts.map((part) => `${part.label}: ${formatPounds(part.pence)}`).join('. '), bars: parts.map((part) => ({ label: part.label, value: Number(part.pence), words: formatPounds(part.pence) })) }) } : {}),
    })],
    method: [policyNote(policy['localSpend.districts']).sentence, 'The district is that of the address the supplier declares, not of where it works.', ROUNDING],
  };
}

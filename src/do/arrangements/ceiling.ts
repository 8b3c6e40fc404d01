import type { Decimal } from '#kernel/decimal';
import { formatPounds, grossFromNet, netPence, type GrossPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, isCovered, lawFor, reaches, thresholdFor, type Law } from '#law';
import { thresholdCategory, type RouteQuestion } from '#routes';
import type { Arrangement } from './arrangement.ts';

/** The grounds on which a contract may be modified. Those with a ceiling in percent, and their source, are rows of the law (PA23 s.74 and Schedule 8). */
export const CEILING_GROUNDS = {
  providedForInContract: 'The contract and its notice provide for this rise unambiguously',
  urgencyOrProtectionOfLife: 'Urgency that could not be foreseen, or the protection of life',
  unforeseeableCircumstances: 'Circumstances that could not reasonably be foreseen',
  materialisedKnownRisk: 'A known risk, named in the notice, that has come about',
  additionalSupplies: 'Additional supplies, where another supplier’s would be incompatible',
  smallChange: 'A small change within the law’s limits, which alters the scope in nothing that matters',
  notSubstantial: 'It is not substantial: neither the term, the scope nor the balance in the suppliers’ favour changes in anything that matters',
  otherLaw: 'The law under which it was procured allows it: name the provision',
} as const;
export type CeilingGround = keyof typeof CEILING_GROUNDS;

/** What a change of the ceiling is judged by. Money excludes VAT. */
export interface CeilingChange {
  readonly arrangement: Pick<Arrangement, 'regime' | 'lightTouch' | 'category' | 'commencedOn' | 'title'>;
  /** What it is now, and what it was before its first change: linked changes are judged together. */
  readonly nowNetPence: bigint;
  readonly firstNetPence: bigint;
  readonly toNetPence: bigint;
  readonly usedNetPence: bigint;
  readonly vatPercent: Decimal;
}

/** How the law looks at a change: which grounds it knows, and whether a contract change notice comes first. */
export interface CeilingLaw {
  /** Empty where the law asks for no ground. */
  readonly grounds: readonly { readonly ground: CeilingGround; readonly rule: RuleNote; readonly mostPercent: number | null }[];
  readonly rule: RuleNote;
  /** The rule by which a contract change notice (UK10) comes before the change; null where none is owed. */
  readonly noticeFirst: RuleNote | null;
  /** The rule by which a copy of the change is published afterwards, with its days; null where none is. */
  readonly copy: { readonly rule: RuleNote; readonly days: number } | null;
}

const rulesOf = (law: Law) => lawFor('uk-2026', law).rules;
const rise = ({ firstNetPence, toNetPence }: CeilingChange): bigint => toNetPence - firstNetPence;
/** Whether a difference is more than so many percent of a sum; exact. */
const isMoreThan = (difference: bigint, percent: number, of: bigint): boolean => difference * 100n > BigInt(percent) * of;
const magnitude = (pence: bigint): bigint => (pence < 0n ? -pence : pence);
const gross = (pence: bigint, vatPercent: Decimal): GrossPence => grossFromNet(netPence(pence), vatPercent);

const categoryOf = (arrangement: CeilingChange['arrangement']) => thresholdCategory(arrangement as Pick<RouteQuestion, 'category' | 'lightTouch'>);

/** The law that a change of the ceiling is under. Light touch contracts are free of it, and so is what stays below the threshold with the change. */
export function ceilingLaw(change: CeilingChange, law: Law): CeilingLaw {
  const { arrangement, toNetPence, firstNetPence, vatPercent } = change;
  const { modifications, notices, moneyTests, deadlines } = rulesOf(law);
  const free = (rule: RuleNote): CeilingLaw => ({ grounds: [], rule, noticeFirst: null, copy: null });
  if (arrangement.regime !== 'PA2023') {
    const rule: RuleNote = { sentence: `This was procured under an earlier law (${REGIME_WORDS[arrangement.regime] ?? arrangement.regime}), whose rules on changing a contract are not among the rules of this site. Name the provision that allows the change; a lawyer confirms it.`, source: 'No row of the law data' };
    return { grounds: [{ ground: 'otherLaw', rule, mostPercent: null }], rule, noticeFirst: null, copy: null };
  }
  if (arrangement.lightTouch) return free(asNote(modifications.lightTouchFree));
  const most = toNetPence > firstNetPence ? toNetPence : firstNetPence;
  const covered = isCovered({ on: arrangement.commencedOn, category: categoryOf(arrangement), value: { net: netPence(most), gross: gross(most, vatPercent) } }, law);
  if (covered.covered === false) return free({ ...asNote(covered.rule), sentence: `It stays below the threshold with this change, so the Act’s rules on changing a contract do not apply. ${covered.rule.statement}` });
  const isWorks = arrangement.category === 'works';
  const small = isWorks ? modifications.belowThreshold.value.worksMaximumPercent : modifications.belowThreshold.value.goodsServicesMaximumPercent;
  const withoutNotice = isWorks ? modifications.changeNoticeNotNeeded.value.worksPercent : modifications.changeNoticeNotNeeded.value.goodsServicesPercent;
  const permitted = modifications.permitted.value.flatMap(({ ground, maximumIncreasePercent }) => (ground === 'corporateRestructuring' ? [] : [{ ground, rule: asNote(modifications.permitted), mostPercent: maximumIncreasePercent }]));
  const noticeFirst = isMoreThan(magnitude(rise(change)), withoutNotice, firstNetPence) ? asNote(notices.find(({ code }) => code === 'UK10')!) : null;
  return {
    grounds: [...permitted, { ground: 'smallChange', rule: asNote(modifications.belowThreshold), mostPercent: small }, { ground: 'notSubstantial', rule: asNote(modifications.substantialIf), mostPercent: null }],
    rule: asNote(modifications.noSplitting),
    noticeFirst,
    copy: noticeFirst && reaches(moneyTests.modificationCopy, gross(toNetPence, vatPercent)) ? { rule: asNote(deadlines.modificationCopy), days: deadlines.modificationCopy.count } : null,
  };
}

const REGIME_WORDS: Readonly<Record<string, string>> = { PCR2006: 'the Public Contracts Regulations 2006', PCR2015: 'the Public Contracts Regulations 2015', PSR2023: 'the Provider Selection Regime' };

/**
 * May the ceiling become that? It never falls below what has been called off, and rises only on a ground of the law, within what that ground allows in all.
 * @param words why the ground holds, which the law does not answer by itself
 */
export function decideCeilingChange(change: CeilingChange, given: { readonly ground: CeilingGround | null; readonly words: string }, law: Law): Decision<CeilingLaw> {
  const { nowNetPence, toNetPence, usedNetPence, firstNetPence } = change;
  if (toNetPence <= 0n) return refuse('ceiling', 'Enter the new ceiling, more than nothing', { field: 'ceiling' });
  if (toNetPence === nowNetPence) return refuse('same', 'That is what stands already.', { field: 'ceiling' });
  if (toNetPence < usedNetPence) return refuse('below-use', `${formatPounds(usedNetPence)} has been called off already, so the ceiling cannot be less than that.`, { field: 'ceiling' });
  const asked = ceilingLaw(change, law);
  if (asked.grounds.length === 0) return allow(asked);
  const ground = asked.grounds.find((one) => one.ground === given.ground);
  if (!ground) return refuse('ground', 'Choose the ground on which the contract may be changed', { field: 'ground', rule: asked.rule });
  if (given.words.trim() === '') return refuse('ground-words', ground.ground === 'otherLaw' ? 'Name the provision, and say why it holds here' : 'Say why that ground holds here', { field: 'groundWords', rule: ground.rule });
  if (ground.mostPercent !== null && isMoreThan(rise(change), ground.mostPercent, firstNetPence)) {
    return refuse('too-much', `On that ground the ceiling may rise by no more than ${ground.mostPercent}% in all, from ${formatPounds(firstNetPence)} to ${formatPounds(firstNetPence + (firstNetPence * BigInt(ground.mostPercent)) / 100n)}. Linked changes are counted together.`, { field: 'ceiling', rule: ground.rule });
  }
  return ground.ground === 'smallChange' ? decideSmall(change, asked, ground.rule, law) : allow(asked);
}

/** The value of small changes in all stays below the threshold amount (PA23 s.74(4)). */
function decideSmall(change: CeilingChange, asked: CeilingLaw, rule: RuleNote, law: Law): Decision<CeilingLaw> {
  const { arrangement, vatPercent } = change;
  const threshold = thresholdFor({ on: arrangement.commencedOn, category: categoryOf(arrangement), regime: 'PA2023' }, law);
  if (!threshold || gross(magnitude(rise(change)), vatPercent) >= threshold.amountPence) {
    return refuse('not-small', 'Small changes together must stay below the threshold for a contract of this kind, and these do not. Choose another ground, or hold a new procurement.', { field: 'ground', rule });
  }
  return allow(asked);
}

/** "20%: £600,000 including VAT": what was typed decides which side of the law's thresholds a change is on. @param pence excluding VAT */
export const vatInWords = (pence: bigint, vatPercent: Decimal): string => `${vatPercent.toString()}%: ${formatPounds(gross(pence, vatPercent))} including VAT`;

/** "2.5" where a rise is two and a half percent of the first ceiling; one decimal, towards nothing. */
export const risePercent = (change: CeilingChange): string => {
  const tenths = (magnitude(rise(change)) * 1000n) / (change.firstNetPence === 0n ? 1n : change.firstNetPence);
  return `${tenths / 10n}${tenths % 10n === 0n ? '' : `.${tenths % 10n}`}`;
};

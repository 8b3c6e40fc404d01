import { decimal, type Decimal } from '#kernel/decimal';
import { formatPounds } from '#kernel/money';

/** What a supplier says to itself. Nothing of it is kept. */
export interface BidQuestions {
  readonly valuePence: bigint;
  readonly days: Decimal;
  readonly dayRatePence: bigint;
  /** Chance to win, in percent. */
  readonly chance: Decimal;
  /** The most it would spend to win work, in percent of its value. */
  readonly mostPercent: Decimal;
  readonly fit: 'yes' | 'partly' | 'no';
  readonly capacity: 'yes' | 'partly' | 'no';
  /** Whether it can pay its costs until it is paid. */
  readonly cash: 'yes' | 'no';
  /** Whether it can answer by the closing and begin on the day. */
  readonly dates: 'yes' | 'no';
}

export type Advice = 'bid' | 'partner' | 'do-not-bid';
export interface BidAdvice {
  readonly advice: Advice;
  readonly costPence: bigint;
  readonly perWinPence: bigint;
  readonly percentOfValue: Decimal;
  readonly reasons: readonly { readonly towards: Advice; readonly sentence: string }[];
}

export const ADVICE_WORDS: Readonly<Record<Advice, string>> = { bid: 'It looks worth bidding', partner: 'Consider bidding with a partner', 'do-not-bid': 'It looks better not to bid' };

const HUNDRED = decimal('100');
const whole = (pence: Decimal): bigint => BigInt(pence.round(0).toFixed(0));

/** One view with its reasons (MD-04): one reason against is enough not to bid, else one for a partner is enough to look for one. */
export function shouldWeBid(asked: BidQuestions): BidAdvice {
  const cost = asked.days.multiply(decimal(asked.dayRatePence));
  const perWin = cost.multiply(HUNDRED).divide(asked.chance);
  const percentOfValue = perWin.multiply(HUNDRED).divide(decimal(asked.valuePence)).round(1);
  const reasons = [costReason(asked, percentOfValue, whole(perWin)), ...ownReasons(asked)];
  const advice = (['do-not-bid', 'partner'] as const).find((one) => reasons.some(({ towards }) => towards === one)) ?? 'bid';
  return { advice, costPence: whole(cost), perWinPence: whole(perWin), percentOfValue, reasons };
}

function costReason({ mostPercent }: BidQuestions, percent: Decimal, perWinPence: bigint): BidAdvice['reasons'][number] {
  const each = `Each win would cost you ${formatPounds(perWinPence)} of bidding, ${percent.toString()}% of its value`;
  if (percent.compare(HUNDRED) >= 0) return { towards: 'do-not-bid', sentence: `${each}: as much as the work brings in, or more.` };
  if (percent.compare(mostPercent) > 0) return { towards: 'partner', sentence: `${each}; you would spend up to ${mostPercent.toString()}%. A partner shares the work of bidding, and may raise the chance.` };
  return { towards: 'bid', sentence: `${each}, within the ${mostPercent.toString()}% you would spend.` };
}

function ownReasons({ fit, capacity, cash, dates }: BidQuestions): BidAdvice['reasons'] {
  const fits = { yes: ['bid', 'It is what you do.'], partly: ['partner', 'You do a part of it: a partner could do the rest.'], no: ['do-not-bid', 'It is not what you do.'] } as const;
  const able = { yes: ['bid', 'You have the people for it.'], partly: ['partner', 'You have some of the people: a partner could bring the others.'], no: ['partner', 'You have not the people: bid only with somebody who has.'] } as const;
  return [
    { towards: fits[fit][0], sentence: fits[fit][1] }, { towards: able[capacity][0], sentence: able[capacity][1] },
    cash === 'yes' ? { towards: 'bid', sentence: 'You can pay your costs until you are paid.' } : { towards: 'partner', sentence: 'You cannot pay your costs until you are paid: ask the buyer for payment in advance, or let a partner lead.' },
    dates === 'yes' ? { towards: 'bid', sentence: 'You can answer and begin in time.' } : { towards: 'do-not-bid', sentence: 'You cannot answer or begin in time: a hurried bid costs as much and seldom wins.' },
  ];
}

/** Why somebody does not bid, as the buyer counts it. */
export const NO_BID_REASONS = {
  'too-much-work': 'Too much work to answer', 'too-little-time': 'Too little time to answer', 'value-too-low': 'Worth too little for what is asked', 'not-our-work': 'Not our kind of work',
  requirements: 'We do not meet what is required', payment: 'How it is paid', 'no-partner': 'We found no partner', incumbent: 'It looks decided already', other: 'Something else',
} as const;
export type NoBidReason = keyof typeof NO_BID_REASONS;

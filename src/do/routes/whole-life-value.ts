import { decimal, divideHalfUp, type Decimal } from '#kernel/decimal';
import { grossFromNet, netPence, type GrossPence, type NetPence, type Pence } from '#kernel/money';

/** What one lot adds to the value of a procurement. */
export interface LotValue {
  readonly title: string;
  readonly annualNetPence: Pence;
  readonly oneOffNetPence: Pence;
}

export interface WholeLifeQuestion {
  /** A year, besides what the lots add. */
  readonly annualNetPence: Pence;
  /** The years that are certain, such as 2 or 2.5. */
  readonly years: Decimal;
  /** The years of every extension that the contract allows. */
  readonly extensionYears: Decimal;
  /** Paid once, besides what the lots add. */
  readonly oneOffNetPence: Pence;
  readonly lots: readonly LotValue[];
  readonly vatPercent: Decimal;
}

export interface WholeLifeValue {
  readonly net: NetPence;
  readonly gross: GrossPence;
  /** A year and once, every lot included. */
  readonly annualNetPence: NetPence;
  readonly oneOffNetPence: NetPence;
  readonly allYears: Decimal;
}

/**
 * What a procurement is worth over its whole life: every year and extension, every lot, and what is paid once; exact, rounded half up to
 * the penny once where years are not whole. (DP-02; PA 2023 Sch 3: every amount that could be paid.)
 */
export function wholeLifeValue(question: WholeLifeQuestion): WholeLifeValue {
  const allYears = question.years.add(question.extensionYears);
  const annual = question.lots.reduce((total, lot) => total + lot.annualNetPence, question.annualNetPence);
  const oneOff = question.lots.reduce((total, lot) => total + lot.oneOffNetPence, question.oneOffNetPence);
  const net = netPence(wholePence(decimal(annual).multiply(allYears)) + oneOff);
  return { net, gross: grossFromNet(net, question.vatPercent), annualNetPence: netPence(annual), oneOffNetPence: netPence(oneOff), allYears };
}

const wholePence = (amount: Decimal): bigint => divideHalfUp(amount.units, 10n ** BigInt(amount.scale));

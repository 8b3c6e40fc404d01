import { formatPounds, parsePounds, poundsDecimal, type Pence } from '#kernel/money';
import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import { breakWords, parseBreaks, type BreakRule } from './breaks.ts';
import { isRole, ROLES, type Role } from '#platform/access/roles';

/** A value of money at which something begins: whether the exact amount counts, and on which side of VAT it is tested. */
export interface MoneyThreshold {
  readonly amountPence: Pence;
  /** `>=`: exactly the amount counts. `>`: only more than it does. */
  readonly op: '>=' | '>';
  readonly basis: 'net' | 'gross';
}

/** A promised time. */
export interface PromisedDays {
  readonly count: number;
  readonly counted: 'calendar' | 'working';
}

/** Who signs from an amount upwards, until the next row begins. */
export interface ApprovalBand {
  readonly fromPence: Pence;
  readonly role: Role;
}

/** A limit from an amount upwards, until the next row begins. */
export interface LimitBand {
  readonly fromPence: Pence;
  readonly limit: number;
}

/** What a form sent for one policy: the fields of its kind, as typed. */
export type PolicyFields = Readonly<Record<string, string | readonly string[] | undefined>>;
export type ReadPolicy<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly { readonly field: string; readonly why: string }[] };

interface KindOf<Name extends string, Value> {
  readonly name: Name;
  /** From the jsonb of a row that this program wrote. */
  readonly fromJson: (stored: never) => Value;
  readonly toJson: (value: Value) => unknown;
  /** As it reads after "Title: ". */
  readonly words: (value: Value) => string;
  readonly read: (fields: PolicyFields) => ReadPolicy<Value>;
  /** The fields as a form shows a stored value. */
  readonly fields: (value: Value) => Readonly<Record<string, string | readonly string[]>>;
}

export type MoneyKind = KindOf<'money', MoneyThreshold>;
export type CountKind = KindOf<'count', number> & { readonly unit: string; readonly min: number; readonly max: number };
export type PercentKind = KindOf<'percent', Decimal>;
export type DaysKind = KindOf<'days', PromisedDays>;
export type ChoiceKind<Value extends string = string> = KindOf<'choice', Value> & { readonly choices: Readonly<Record<string, string>> };
export type ChoicesKind<Value extends string = string> = KindOf<'choices', readonly Value[]> & { readonly choices: Readonly<Record<string, string>> };
export type TextKind = KindOf<'text', string>;
export type ApprovalsKind = KindOf<'approvals', readonly ApprovalBand[]>;
export type LimitsKind = KindOf<'limits', readonly LimitBand[]> & { readonly unit: string; readonly bound: 'most' | 'least' };
/** The most that may be asked at each level of risk: pence where it is money, else a whole number of something. */
export type RiskLevels = Readonly<Record<RiskLevelName, bigint>>;
export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export type RiskLevelName = (typeof RISK_LEVELS)[number];
export type RiskLevelsKind = KindOf<'risk-levels', RiskLevels> & { readonly unit: string };
export type BreaksKind = KindOf<'breaks', readonly BreakRule[]>;
export type PolicyKind =
  | MoneyKind | CountKind | PercentKind | DaysKind | ChoiceKind<never> | ChoicesKind<never> | TextKind | ApprovalsKind | LimitsKind | RiskLevelsKind | BreaksKind;

/** Rows a form offers for bands of value. */
export const BAND_ROWS = 5;
const WHOLE = /^\d{1,6}$/;

const textOf = (fields: PolicyFields, name: string): string => {
  const value = fields[name];
  return (typeof value === 'string' ? value : (value?.at(-1) ?? '')).trim();
};
const wrong = (field: string, why: string): { readonly ok: false; readonly problems: readonly { readonly field: string; readonly why: string }[] } =>
  ({ ok: false, problems: [{ field, why }] });
const right = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value });

/** "£8,000 or more" and so on: the boundary is always said. */
const amountWords = ({ amountPence, op }: Pick<MoneyThreshold, 'amountPence' | 'op'>): string =>
  op === '>=' ? `${formatPounds(amountPence)} or more` : `more than ${formatPounds(amountPence)}`;

export const moneyKind: MoneyKind = {
  name: 'money',
  fromJson: (stored: { amountPence: string; op: '>=' | '>'; basis: 'net' | 'gross' }) => ({ ...stored, amountPence: BigInt(stored.amountPence) }),
  toJson: (value) => ({ ...value, amountPence: value.amountPence.toString() }),
  words: (value) => `${amountWords(value)}, ${value.basis === 'net' ? 'excluding' : 'including'} VAT`,
  read: (fields) => {
    const amount = parsePounds(textOf(fields, 'amount'));
    const [op, basis] = [textOf(fields, 'op'), textOf(fields, 'basis')];
    const problems = [
      ...(amount.ok ? (amount.pence < 0n ? [{ field: 'amount', why: 'The amount cannot be below zero' }] : []) : [{ field: 'amount', why: amount.why }]),
      ...(op === '>=' || op === '>' ? [] : [{ field: 'op', why: 'Choose whether exactly this amount counts' }]),
      ...(basis === 'net' || basis === 'gross' ? [] : [{ field: 'basis', why: 'Choose whether the amount includes VAT' }]),
    ];
    if (problems.length > 0 || !amount.ok) return { ok: false, problems };
    return right({ amountPence: amount.pence, op: op as '>=' | '>', basis: basis as 'net' | 'gross' });
  },
  fields: (value) => ({ amount: poundsDecimal(value.amountPence), op: value.op, basis: value.basis }),
};

/** A whole number of something. `unit` is the plural that follows it, such as "months". */
export const countKind = (unit: string, min: number, max: number): CountKind => ({
  name: 'count', unit, min, max,
  fromJson: (stored: number) => stored,
  toJson: (value) => value,
  words: (value) => (unit === 'pounds' ? formatPounds(BigInt(value) * 100n) : `${value} ${unit}`),
  read: (fields) => {
    const typed = textOf(fields, 'count');
    const value = Number(typed);
    return WHOLE.test(typed) && value >= min && value <= max ? right(value) : wrong('count', `Enter a whole number from ${min} to ${max}`);
  },
  fields: (value) => ({ count: String(value) }),
});

export const percentKind: PercentKind = {
  name: 'percent',
  fromJson: (stored: string) => decimal(stored),
  toJson: (value) => value.toString(),
  words: (value) => `${value.toString()}%`,
  read: (fields) => {
    const parsed = parseDecimal(textOf(fields, 'percent').replace(/%$/, ''));
    if (!parsed.ok) return wrong('percent', 'Enter a percentage, like 12.5');
    const outside = parsed.value.isNegative() || parsed.value.compare(decimal('100')) > 0;
    return outside ? wrong('percent', 'Enter a percentage from 0 to 100') : right(parsed.value);
  },
  fields: (value) => ({ percent: value.toString() }),
};

export const daysKind: DaysKind = {
  name: 'days',
  fromJson: (stored: PromisedDays) => stored,
  toJson: (value) => value,
  words: ({ count, counted }) => `${count} ${counted === 'working' ? 'working ' : ''}${count === 1 ? 'day' : 'days'}`,
  read: (fields) => {
    const [typed, counted] = [textOf(fields, 'count'), textOf(fields, 'counted')];
    if (!WHOLE.test(typed) || Number(typed) > 1000) return wrong('count', 'Enter a whole number of days, up to 1,000');
    if (counted !== 'calendar' && counted !== 'working') return wrong('counted', 'Choose how the days are counted');
    return right({ count: Number(typed), counted });
  },
  fields: ({ count, counted }) => ({ count: String(count), counted }),
};

export const choiceKind = <const Choices extends Readonly<Record<string, string>>>(choices: Choices): ChoiceKind<keyof Choices & string> => ({
  name: 'choice', choices,
  fromJson: (stored: keyof Choices & string) => stored,
  toJson: (value) => value,
  words: (value) => choices[value]!,
  read: (fields) => {
    const value = textOf(fields, 'choice');
    return Object.hasOwn(choices, value) ? right(value as keyof Choices & string) : wrong('choice', 'Choose one of these');
  },
  fields: (value) => ({ choice: value }),
});

export const choicesKind = <const Choices extends Readonly<Record<string, string>>>(choices: Choices): ChoicesKind<keyof Choices & string> => ({
  name: 'choices', choices,
  fromJson: (stored: readonly (keyof Choices & string)[]) => stored,
  toJson: (value) => value,
  words: (value) => value.map((one) => choices[one]).join(', '),
  read: (fields) => {
    const sent = fields['choices'];
    const values = typeof sent === 'string' ? [sent] : (sent ?? []);
    const known = Object.keys(choices).filter((choice) => values.includes(choice));
    return known.length > 0 ? right(known as (keyof Choices & string)[]) : wrong('choices', 'Choose at least one');
  },
  fields: (value) => ({ choices: value }),
});

export const textKind: TextKind = {
  name: 'text',
  fromJson: (stored: string) => stored,
  toJson: (value) => value,
  words: (value) => value,
  read: (fields) => {
    const value = textOf(fields, 'text');
    if (value === '') return wrong('text', 'Enter the policy in words');
    return value.length > 2000 ? wrong('text', 'Use 2,000 characters or fewer') : right(value);
  },
  fields: (value) => ({ text: value }),
};

/** A role of staff, as one policy names it. */
export const roleKind = choiceKind(
  Object.fromEntries(Object.entries(ROLES).filter(([, role]) => role.scope === 'body').map(([name, role]) => [name, role.title])) as Record<StaffRole, string>,
);
type StaffRole = { readonly [Name in Role]: (typeof ROLES)[Name]['scope'] extends 'body' ? Name : never }[Role];

const bandWords = (fromPence: Pence, next: { readonly fromPence: Pence } | undefined): string =>
  next ? `from ${formatPounds(fromPence)} to below ${formatPounds(next.fromPence)}` : `from ${formatPounds(fromPence)}`;

export const approvalsKind: ApprovalsKind = {
  name: 'approvals',
  fromJson: (stored: readonly { fromPence: string; role: Role }[]) => stored.map(({ fromPence, role }) => ({ fromPence: BigInt(fromPence), role })),
  toJson: (value) => value.map(({ fromPence, role }) => ({ fromPence: fromPence.toString(), role })),
  words: (value) => value.map(({ fromPence, role }, index) => `${ROLES[role].title} ${bandWords(fromPence, value[index + 1])}`).join('; '),
  read: (fields) => readBands(fields, 'role', (typed) => (isRole(typed) && ROLES[typed].scope === 'body' ? { role: typed } : 'Choose who approves')),
  fields: (value) => Object.assign({}, ...value.map(({ fromPence, role }, index) => ({ [`from${index + 1}`]: poundsDecimal(fromPence), [`role${index + 1}`]: role }))),
};

/** A whole-number limit for each band of value: the most there may be, or the least. */
export const limitsKind = (unit: string, bound: LimitsKind['bound'] = 'most'): LimitsKind => ({
  name: 'limits', unit, bound,
  fromJson: (stored: readonly { fromPence: string; limit: number }[]) => stored.map(({ fromPence, limit }) => ({ fromPence: BigInt(fromPence), limit })),
  toJson: (value) => value.map(({ fromPence, limit }) => ({ fromPence: fromPence.toString(), limit })),
  words: (value) => value.map(({ fromPence, limit }, index) => `${limit} ${unit} ${bandWords(fromPence, value[index + 1])}`).join('; '),
  read: (fields) => readBands(fields, 'limit', (typed) => (WHOLE.test(typed) ? { limit: Number(typed) } : 'Enter a whole number')),
  fields: (value) => Object.assign({}, ...value.map(({ fromPence, limit }, index) => ({ [`from${index + 1}`]: poundsDecimal(fromPence), [`limit${index + 1}`]: String(limit) }))),
});

/** The most at each level of risk. `unit` is 'pounds', or the plural of what is counted. */
export const riskLevelsKind = (unit: string): RiskLevelsKind => ({
  name: 'risk-levels', unit,
  fromJson: (stored: Readonly<Record<RiskLevelName, string>>) => ({ low: BigInt(stored.low), medium: BigInt(stored.medium), high: BigInt(stored.high) }),
  toJson: (value) => ({ low: value.low.toString(), medium: value.medium.toString(), high: value.high.toString() }),
  words: (value) => RISK_LEVELS.map((level) => `${unit === 'pounds' ? formatPounds(value[level]) : `${value[level]} ${unit}`} at ${level} risk`).join('; '),
  read: (fields) => {
    const levels = RISK_LEVELS.map((level) => {
      const typed = textOf(fields, level);
      const pounds = unit === 'pounds' ? parsePounds(typed) : null;
      const isRight = pounds ? pounds.ok && pounds.pence >= 0n : WHOLE.test(typed);
      return { level, isRight, why: pounds && !pounds.ok ? pounds.why : 'Enter a whole number', value: isRight ? (pounds?.ok ? pounds.pence : BigInt(typed)) : 0n };
    });
    const problems = levels.filter(({ isRight }) => !isRight).map(({ level, why }) => ({ field: level, why }));
    const [low, medium, high] = levels.map(({ value }) => value) as [bigint, bigint, bigint];
    if (problems.length > 0) return { ok: false, problems };
    return low <= medium && medium <= high ? right({ low, medium, high }) : wrong('low', 'More may be asked at a higher risk, never less');
  },
  fields: (value) => Object.fromEntries(RISK_LEVELS.map((level) => [level, unit === 'pounds' ? poundsDecimal(value[level]) : value[level].toString()])),
});

/** Rows `from1`, `role1` ... as typed; empty rows are left out, the others must rise. */
function readBands<Rest>(fields: PolicyFields, second: string, readSecond: (typed: string) => Rest | string): ReadPolicy<readonly (Rest & { readonly fromPence: Pence })[]> {
  const problems: { field: string; why: string }[] = [];
  const bands: (Rest & { readonly fromPence: Pence })[] = [];
  for (let row = 1; row <= BAND_ROWS; row++) {
    const [amount, other] = [textOf(fields, `from${row}`), textOf(fields, `${second}${row}`)];
    if (amount === '' && other === '') continue;
    const pounds = parsePounds(amount);
    const rest = readSecond(other);
    if (!pounds.ok) problems.push({ field: `from${row}`, why: pounds.why });
    if (typeof rest === 'string') problems.push({ field: `${second}${row}`, why: rest });
    if (!pounds.ok || typeof rest === 'string') continue;
    const before = bands.at(-1);
    if (pounds.pence < 0n || (before && pounds.pence <= before.fromPence)) problems.push({ field: `from${row}`, why: 'Each row must begin at a higher amount than the one above' });
    bands.push({ fromPence: pounds.pence, ...rest });
  }
  if (bands.length === 0 && problems.length === 0) return wrong('from1', 'Fill in at least one row');
  return problems.length > 0 ? { ok: false, problems } : right(bands);
}

/** Times when people are away, one a line. */
export const breaksKind: BreaksKind = {
  name: 'breaks',
  fromJson: (stored: readonly BreakRule[]) => stored,
  toJson: (value) => value,
  words: (value) => value.map(breakWords).join('; '),
  read: (fields) => {
    const parsed = parseBreaks(textOf(fields, 'breaks'));
    if (!parsed.ok) return wrong('breaks', `Line ${parsed.line} must be a name, a colon and two days, like “Christmas: 20 December to 4 January”`);
    return parsed.breaks.length > 0 ? right(parsed.breaks) : wrong('breaks', 'Enter at least one break');
  },
  fields: (value) => ({ breaks: value.map(breakWords).join('\n') }),
};

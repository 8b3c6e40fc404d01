import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { parsePounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { lawFrom } from '#policy';
import { routeFor } from './route-for.ts';
import { routesActs } from './routes.acts.ts';
import { lockExercise } from '#needs';
import { currentValuation, routePolicyOf, storeValuation } from './valuation.store.ts';
import { wholeLifeValue } from './whole-life-value.ts';

/** Lots a form offers; a procurement with more is valued as the sum of several. */
export const LOT_ROWS = 10;

/** Pounds as typed, to whole pence from 0 up. Empty is `whenEmpty`, or a mistake where none is given. */
export const poundsInput = (missing: string, whenEmpty?: bigint) =>
  z.string().transform((text, context): bigint => {
    if (text.trim() === '' && whenEmpty !== undefined) return whenEmpty;
    const parsed = parsePounds(text);
    const why = text.trim() === '' ? missing : parsed.ok ? (parsed.pence < 0n ? 'The amount cannot be below zero' : null) : parsed.why;
    if (why !== null || !parsed.ok) {
      context.addIssue({ code: 'custom', message: why ?? missing });
      return z.NEVER;
    }
    return parsed.pence;
  });

/** A decimal as typed, between two bounds. */
export const decimalInput = (missing: string, { from, to, places }: { readonly from: string; readonly to: string; readonly places: number }, whenEmpty?: string) =>
  z.string().transform((text, context): Decimal => {
    const parsed = parseDecimal(text.trim() === '' && whenEmpty !== undefined ? whenEmpty : text.trim());
    const [low, high] = [parseDecimal(from), parseDecimal(to)];
    const why = text.trim() === '' && whenEmpty === undefined
      ? missing
      : !parsed.ok ? 'Enter a number, like 2 or 2.5'
        : low.ok && high.ok && (parsed.value.compare(low.value) < 0 || parsed.value.compare(high.value) > 0) ? `Enter a number from ${from} to ${to}`
          : parsed.value.scale > places && !parsed.value.round(places).equals(parsed.value) ? `Use no more than ${places} decimal places` : null;
    if (why !== null || !parsed.ok) {
      context.addIssue({ code: 'custom', message: why ?? missing });
      return z.NEVER;
    }
    return parsed.value;
  });

const lotInput = z.object({
  title: words(200, 'Enter what the lot is for'),
  annual: poundsInput('', 0n),
  oneOff: poundsInput('', 0n),
});

/** Records what an exercise is worth over its whole life; the route follows from it, by the rules of today, which are copied beside it. */
export const valueExercise = command({
  act: routesActs.value,
  input: z.object({
    exerciseId: z.string(),
    annual: poundsInput('Enter what it costs a year, or 0 where lots say it all'),
    years: decimalInput('Enter how many years are certain', { from: '0.001', to: '100', places: 3 }),
    extensionYears: decimalInput('Enter the years of every possible extension', { from: '0', to: '100', places: 3 }, '0'),
    oneOff: poundsInput('', 0n),
    lots: z.array(lotInput).max(100, 'Use 100 lots or fewer').default([]),
    vat: decimalInput('Enter the rate of VAT', { from: '0', to: '100', places: 2 }),
  }),
  record: ({ exerciseId }) => ({ kind: 'exercise', id: exerciseId }),
  perform: async ({ tx, actor }, given) => {
    const exercise = await lockExercise(tx, given.exerciseId);
    if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
    const question = {
      annualNetPence: given.annual, years: given.years, extensionYears: given.extensionYears, oneOffNetPence: given.oneOff, vatPercent: given.vat,
      lots: given.lots.map(({ title, annual, oneOff }) => ({ title, annualNetPence: annual, oneOffNetPence: oneOff })),
    };
    const value = wholeLifeValue(question);
    if (value.net === 0n) return refuse('no-value', 'The whole-life value comes to nothing: enter what it costs a year, once, or in a lot.', { field: 'annual' });
    if (value.gross > MOST_PENCE) return refuse('too-much', 'Enter a smaller amount.', { field: 'annual' });
    const on = londonDate(await readClock(tx));
    const route = routeFor({ ...value, on, policy: await routePolicyOf(tx, exercise.bodyId, on), law: await lawFrom(tx), category: exercise.category, lightTouch: exercise.lightTouch });
    if (route.aboveThreshold === 'unknown') return refuse('law-unknown', `The route cannot be worked out: ${route.lawRule.sentence}`, { rule: route.lawRule });
    const before = await currentValuation(tx, given.exerciseId);
    const id = await storeValuation(tx, { exerciseId: given.exerciseId, question, value, route, decidedOn: on, decidedBy: actor.personId });
    return done({ id, ...value, ...route }, {
      record: { kind: 'exercise', id: given.exerciseId },
      bodyId: exercise.bodyId,
      ...(before ? { before: { wholeLifeNetPence: before.net, route: before.route } } : {}),
      after: { wholeLifeNetPence: value.net, wholeLifeGrossPence: value.gross, route: route.route, quotesNeeded: route.quotesNeeded, planRequired: route.planRequired, aboveThreshold: route.aboveThreshold },
      rule: `${route.rule.sentence} (${route.rule.source})`,
    });
  },
});

/** A thousand million million pounds: inside PostgreSQL's bigint once in pence. */
const MOST_PENCE = 10n ** 17n;

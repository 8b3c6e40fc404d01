import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { askApprovals, withdrawWaiting } from '#parts/approvals';
import { policyNote, policyValues, requirePolicy } from '#policy';
import { lockExercise } from '#needs';
import { socialValueActs } from './social-value.acts.ts';
import { decideRelevance, decideWeight } from './social-value.ts';
import { dutiesOf, LOW_WEIGHT, socialValueAnswers, storeConsideration, weightApproval, weightHash } from './social-value.store.ts';

const LONGEST = 10_000;
const answer = optionalWords(LONGEST).default('');

/** A share of the award as typed; empty while it is not chosen yet. */
const weightInput = z.string().trim().transform((text, context): Decimal | null => {
  if (text === '') return null;
  const parsed = parseDecimal(text.replace(/%$/, ''));
  const inRange = parsed.ok && !parsed.value.isNegative() && parsed.value.compare(HUNDRED) <= 0 && parsed.value.round(4).equals(parsed.value);
  if (!parsed.ok || !inRange) {
    context.addIssue({ code: 'custom', message: 'Enter a percentage from 0 to 100, with no more than 4 decimal places' });
    return z.NEVER;
  }
  return parsed.value;
});
const HUNDRED = decimal('100');

/** Saves the answers to the three duties and the weight in the award. A weight below the authority's least asks for an approval at once. */
export const considerSocialValue = command({
  act: socialValueActs.consider,
  input: z.object({
    exerciseId: z.string(), relevance: z.enum(['relevant', 'not-relevant', ''], 'Choose whether social value is relevant here').default(''), relevanceReason: answer, improve: answer, secure: answer, consult: answer, weight: weightInput.prefault(''),
    weightReason: optionalWords(LONGEST).default(''),
    /** The version that was read; 0 for the first. */
    version: z.coerce.number().int().min(0).catch(0),
  }),
  record: ({ exerciseId }) => ({ kind: 'exercise', id: exerciseId }),
  perform: async (context, typed) => {
    const { tx, actor } = context;
    const exercise = await lockExercise(tx, typed.exerciseId);
    if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
    const relevance = typed.relevance || null;
    const relevant = decideRelevance(relevance, typed.relevanceReason, typed.weight, await dutiesOf(tx, exercise));
    if (relevant.kind === 'refused') return relevant;
    // What is not relevant weighs nothing, for the reason already given: it is not typed twice.
    const given = relevance === 'not-relevant' ? { ...typed, weight: decimal('0'), weightReason: typed.weightReason || typed.relevanceReason } : typed;
    const today = londonDate(await readClock(tx));
    const policy = await policyValues(tx, exercise.bodyId, ['socialValue.minimumPercent', 'socialValue.approver'], today);
    const minimum = policy['socialValue.minimumPercent'];
    const need = given.weight === null ? null : decideWeight(given.weight, given.weightReason, minimum.value, policyNote(minimum));
    if (need?.kind === 'refused') return need;
    const approver = need?.value === 'approval' ? requirePolicy(policy['socialValue.approver']) : null;
    if (approver?.kind === 'refused') return approver;
    const before = await socialValueAnswers(tx, given.exerciseId);
    const after = {
      relevance, relevanceReason: given.relevanceReason || null, improve: given.improve || null, secure: given.secure || null, consult: given.consult || null, weightPercent: given.weight, weightReason: given.weightReason || null,
      minimumPercent: given.weight === null ? null : minimum.value, minimumRule: given.weight === null || minimum.value === null ? null : policyNote(minimum).sentence,
    };
    const stored = await storeConsideration(tx, { ...after, exerciseId: given.exerciseId, consideredOn: today, consideredBy: actor.personId, version: given.version });
    if (!stored) return refuse('conflict', 'Somebody saved this while you were writing. What they saved is shown with yours: compare, and save again.');
    const about = { kind: 'exercise', id: given.exerciseId };
    const now = await socialValueAnswers(tx, given.exerciseId);
    const asks = approver !== null && !['agreed', 'waiting'].includes((await weightApproval(tx, given.exerciseId, now)).standing);
    if (asks) {
      await askApprovals(context, { about, subject: LOW_WEIGHT, bodyId: exercise.bodyId, contentHash: weightHash(now), steps: [{ role: approver.value, rule: policyNote(minimum) }] });
    } else if (approver === null) await withdrawWaiting(tx, about, LOW_WEIGHT);
    return done({ needsApproval: approver !== null }, {
      record: about, bodyId: exercise.bodyId,
      before: { weightPercent: before?.weightPercent?.toString() ?? null },
      after: { ...after, weightPercent: given.weight?.toString() ?? null, minimumPercent: after.minimumPercent?.toString() ?? null },
      ...(given.weightReason ? { reason: given.weightReason } : {}),
      ...(minimum.value !== null ? { rule: policyNote(minimum).sentence } : {}),
    });
  },
});

import { z } from 'zod';
import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import { idFrom, isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { addCriterion, changeCriterion, CRITERION_KINDS, criteriaOf, JUDGED_BY, REACH_FORMULAS, criteriaProblems, presetById, pointsInWords, removeCriterion, replaceCriteria, setShares, weigh, type Criterion } from '#parts/assessments';
import type { Tx } from '#platform/database/connection';
import { command, done } from '#platform/command/command';
import { isRefused, lockDraft, noteOn, NOT_THERE } from './draft.store.ts';
import { decideWording } from './fair-wording.ts';
import { wordingRules } from './fair-wording.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';
import { optionalDecimal, optionalWords, percent, words } from './typed-fields.ts';

/** Puts a preset in the place of the criteria there are. */
export const choosePreset = command({
  act: opportunitiesActs.changeCriteria,
  input: z.object({ opportunityId: z.string(), preset: z.string() }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const preset = presetById(input.preset);
    if (!preset) return refuse('no-preset', 'Choose one of the presets.', { field: 'preset' });
    await replaceCriteria(tx, opportunityReference(opportunity.id), preset.criteria);
    return criteriaChanged(tx, opportunity, { preset: preset.words });
  },
});

/** Sets every share at once. Totals that are not 100 are kept, shown, and stop the publication: a tree is seldom right half-way. */
export const saveShares = command({
  act: opportunitiesActs.changeCriteria,
  input: z.object({ opportunityId: z.string(), shares: z.record(z.string(), z.string()) }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const shares = new Map<string, Decimal>();
    const problems: { field: string; sentence: string }[] = [];
    for (const [id, text] of Object.entries(input.shares)) {
      const parsed = parseDecimal(text.trim().replace(/%$/, ''));
      const isShare = parsed.ok && !parsed.value.isNegative() && parsed.value.compare(HUNDRED) <= 0 && parsed.value.scale <= 6;
      if (isId(id) && isShare) shares.set(id, parsed.value);
      else problems.push({ field: `share-${id}`, sentence: 'Enter a percentage from 0 to 100, with no more than 6 digits after the point' });
    }
    const [first, ...more] = problems;
    if (first) return refuse('not-a-share', first.sentence, { field: first.field, more });
    if ((await setShares(tx, opportunityReference(opportunity.id), shares)) !== shares.size) return NOT_THERE;
    return criteriaChanged(tx, opportunity, { shares: Object.fromEntries([...shares].map(([id, share]) => [id, share.toString()])) });
  },
});

/** Adds a criterion, inside another or at the top, or changes the one whose id is given. */
export const saveCriterion = command({
  act: opportunitiesActs.changeCriteria,
  input: z.object({
    opportunityId: z.string(), criterionId: z.uuid().nullable(), parentId: z.string().refine((text) => text === '' || isId(text), 'Choose where it stands'),
    name: words(120, 'Enter a name'), guidance: optionalWords(2000), kind: z.enum(CRITERION_KINDS, 'Choose what it is'), share: percent('Enter its share'),
    pass: optionalDecimal('Enter a percentage, or leave it blank'), judgedBy: z.enum(JUDGED_BY, 'Choose how it is judged').default('answers'),
    reachFormula: z.enum(REACH_FORMULAS, 'Choose how the number becomes points').default('shareOfHighest'), reachCap: optionalDecimal('Enter a number, like 200').default(null), reachUnit: optionalWords(80).default(''),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    if (input.pass !== null && input.pass.compare(HUNDRED) > 0) return refuse('pass', 'The score needed to pass cannot be above 100%.', { field: 'pass' });
    const capped = input.kind === 'reach' && input.reachFormula === 'shareOfCap';
    if (capped && (input.reachCap === null || input.reachCap.isZero())) return refuse('no-cap', 'Enter the number that has all the points.', { field: 'reachCap' });
    if ((input.kind === 'price' || input.kind === 'reach') && input.judgedBy !== 'answers') return refuse('computed', 'Price and reach are computed from what the bid says, so nobody judges them.', { field: 'judgedBy' });
    const fair = decideWording({ name: input.name, guidance: input.guidance }, await wordingRules(tx, opportunity));
    if (fair.kind === 'refused') return fair;
    const about = opportunityReference(opportunity.id);
    const reach = input.kind === 'reach' ? { formula: input.reachFormula, cap: capped ? input.reachCap : null, unit: input.reachUnit || input.name.toLowerCase() } : null;
    const criterion = { name: input.name, guidance: input.guidance, kind: input.kind, sharePercent: input.share, passPercent: input.pass, judgedBy: input.judgedBy, reach };
    if (input.criterionId !== null) {
      if (!(await changeCriterion(tx, about, input.criterionId, criterion))) return NOT_THERE;
    } else {
      const before = await criteriaOf(tx, about);
      const parent = input.parentId === '' ? null : before.find(({ id }) => id === input.parentId);
      if (parent === undefined) return NOT_THERE;
      if (parent && depthOf(before, parent) >= MOST_DEPTH) return refuse('too-deep', `Criteria stand at most ${MOST_DEPTH} levels deep, so that bidders can follow them.`, { field: 'parentId' });
      await addCriterion(tx, about, { ...criterion, parentId: parent === null ? null : idFrom<'criterion'>(parent.id) });
    }
    return criteriaChanged(tx, opportunity, { criterion: input.name, share: input.share.toString() });
  },
});

/** Takes a criterion away, with those inside it. */
export const dropCriterion = command({
  act: opportunitiesActs.changeCriteria,
  input: z.object({ opportunityId: z.string(), criterionId: z.uuid() }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const criteria = await criteriaOf(tx, opportunityReference(opportunity.id));
    if (!(await removeCriterion(tx, opportunityReference(opportunity.id), input.criterionId, inside(criteria, input.criterionId)))) return NOT_THERE;
    return criteriaChanged(tx, opportunity, { removed: criteria.find(({ id }) => id === input.criterionId)?.name ?? input.criterionId });
  },
});

/** The officer says which reading of the weights is meant, having seen them as points of the whole (DP-13). */
export const confirmReading = command({
  act: opportunitiesActs.confirmReading,
  input: z.object({ opportunityId: z.string(), confirmed: z.literal('yes', 'Tick the box to say that these points are what is meant') }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const criteria = await criteriaOf(tx, opportunityReference(opportunity.id));
    const [problem] = criteriaProblems(criteria);
    if (problem) return refuse('totals', problem);
    await updateOpportunity(tx, opportunity.id, 'draft', { criteria_reading_confirmed_by: actor.personId });
    return done(undefined, noteOn(opportunity, { after: { reading: weigh(criteria).map(pointsInWords) } }));
  },
});

/** A confirmation speaks of the weights as they were: any change takes it back. */
async function criteriaChanged(tx: Tx, opportunity: Opportunity, after: Readonly<Record<string, unknown>>) {
  await updateOpportunity(tx, opportunity.id, 'draft', { criteria_reading_confirmed_by: null });
  return done(undefined, noteOn(opportunity, { after }));
}

const MOST_DEPTH = 4;
const HUNDRED = decimal('100');

function depthOf(criteria: readonly Criterion[], criterion: Criterion): number {
  const parent = criteria.find(({ id }) => id === criterion.parentId);
  return parent ? depthOf(criteria, parent) + 1 : 1;
}

const inside = (criteria: readonly Criterion[], id: string): string[] =>
  criteria.filter(({ parentId }) => parentId === id).flatMap((child) => [child.id, ...inside(criteria, child.id)]);

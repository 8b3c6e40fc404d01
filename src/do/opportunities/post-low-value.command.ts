import { z } from 'zod';
import { addDays, londonDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { grossFromNet, netPence } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { lawFrom, policyNote, policyValues, reachesPolicy } from '#policy';
import { routeFor, ROUTE_POLICIES, routeDefinition, PURCHASING_ROUTE_TITLES } from '#routes';
import { mayBuildFor } from './create-opportunity.command.ts';
import { draftOpportunity } from './draft-opportunity.store.ts';
import { isRefused, noteOn } from './draft.store.ts';
import { findAreas } from './areas.store.ts';
import { decideWording } from './fair-wording.ts';
import { wordingRules } from './fair-wording.store.ts';
import { fillShortForm } from './short-form.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lockOpportunity, updateOpportunity } from './opportunity.store.ts';
import { publishDraft } from './publish-draft.store.ts';
import { day, instantOf, lines, optionalPounds, optionalWords, percent, words } from './typed-fields.ts';

const QUALITY_SHARES = { mostly: 70, half: 50, less: 30 } as const;

/** Posts a low-value opportunity from one page: built, checked and published in one go, with the short form that every supplier knows (DM-05). */
export const postLowValue = command({
  act: opportunitiesActs.postLowValue,
  input: z.object({
    bodyId: z.string().refine(isId, 'Choose the authority'),
    title: words(200, 'Enter a title'),
    summary: words(600, 'Say in a few sentences what is wanted, and for whom'),
    category: z.enum(['services', 'goods', 'works'], 'Choose services, goods or works'),
    areas: lines,
    valueNet: optionalPounds,
    vat: percent('Enter the rate of VAT').prefault('20'),
    startsOn: day('Enter the day it starts'),
    endsOn: day('Enter the day it ends'),
    closesOn: day('Enter the last day for answers'),
    quality: z.enum(['mostly', 'half', 'less'], 'Choose how much quality counts'),
    question: optionalWords(1000).default(''),
    reasons: z.record(z.string(), optionalWords(2000)).default({}),
  }),
  record: () => null,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const bodyId = idFrom<'body'>(input.bodyId);
    if (!mayBuildFor(actor, bodyId)) return refuse('not-yours', 'You can post only for an authority in which you are a procurement officer or commissioner.', { field: 'bodyId' });
    if (input.valueNet === null || input.valueNet === 0n) return refuse('no-value', 'Enter what it is worth, without VAT', { field: 'valueNet' });
    if (input.endsOn < input.startsOn) return refuse('ends', 'It ends before it starts.', { field: 'endsOn' });
    const net = netPence(input.valueNet);
    const gross = grossFromNet(net, input.vat);
    const allowed = await decidePosting(context, bodyId, { net, gross, category: input.category });
    if (allowed !== null) return allowed;
    const areas = await findAreas(tx, input.areas, 'areas');
    if (isRefused(areas)) return areas;
    const { id, reference } = await draftOpportunity(tx, {
      bodyId, title: input.title, route: 'low-value', createdBy: actor.personId,
      from: { summary: input.summary, description: input.summary, category: input.category, valueNetPence: net, valueGrossPence: gross, areaCodes: areas },
    });
    await fillIn(context, id, input);
    const opportunity = (await lockOpportunity(tx, id))!;
    const fair = decideWording({ title: input.title, summary: input.summary, question: input.question }, await wordingRules(tx, opportunity));
    if (fair.kind === 'refused') return fair;
    const published = await publishDraft(context, opportunity, new Map(Object.entries(input.reasons)));
    if (published.kind === 'refused') return inPlainFields(published);
    return done({ opportunityId: id }, noteOn(opportunity, { after: { reference, title: input.title, ...published.value.after }, rule: published.value.rule }));
  },
});

/** Whether the authority posts low-value opportunities, and this is one. Null when it may be posted. */
async function decidePosting({ tx }: CommandContext, bodyId: string, value: { readonly net: ReturnType<typeof netPence>; readonly gross: ReturnType<typeof grossFromNet>; readonly category: 'services' | 'goods' | 'works' }) {
  const on = londonDate(await readClock(tx));
  const policy = await policyValues(tx, bodyId, [...ROUTE_POLICIES, 'opportunity.publishing', 'opportunity.publishFrom'], on);
  if (policy['opportunity.publishing'].value === 'off') {
    return refuse('not-posted', 'This authority does not post low-value opportunities. An administrator can change that under local policy.', { rule: policyNote(policy['opportunity.publishing']) });
  }
  const from = policy['opportunity.publishFrom'];
  if (from.value !== null && !reachesPolicy(from.value, value)) return refuse('below-lane', `Low-value opportunities are posted from: ${from.words}. Record this as a purchase instead.`, { field: 'valueNet', rule: policyNote(from) });
  const route = routeFor({ ...value, on, policy, lightTouch: false, law: await lawFrom(tx) });
  if (!routeDefinition('low-value')!.satisfies.includes(route.route)) {
    return refuse('not-low-value', `A value like this needs more than one page: ${PURCHASING_ROUTE_TITLES[route.route].toLowerCase()}. Build it step by step.`, { field: 'valueNet', rule: route.rule });
  }
  return null;
}

interface Filled {
  readonly startsOn: string; readonly endsOn: string; readonly closesOn: Parameters<typeof instantOf>[0]; readonly quality: keyof typeof QUALITY_SHARES; readonly question: string;
}

/** The short form and the dates. Questions from suppliers end two days before the closing, at midday. */
async function fillIn({ tx, actor }: CommandContext, id: string, { startsOn, endsOn, closesOn, quality, question }: Filled): Promise<void> {
  await fillShortForm(tx, id, { qualityShare: QUALITY_SHARES[quality], own: question, by: actor.personId });
  await updateOpportunity(tx, id, 'draft', { contract_starts_on: startsOn, contract_ends_on: endsOn, closes_at: instantOf(closesOn, '12:00'), clarifications_until: instantOf(addDays(closesOn, -2), '12:00') });
}

/** What is in the way of publishing, at the field of this page that puts it right. */
function inPlainFields(refused: ReturnType<typeof refuse>) {
  // A warning is no mistake in a field: it asks for its own reason.
  if (refused.code === 'reason-needed') return refused;
  const field = /clos|in the past|days/.test(refused.sentence) ? 'closesOn' : refused.field;
  return refuse(refused.code, refused.sentence, { ...(field ? { field } : {}), ...(refused.rule ? { rule: refused.rule } : {}), ...(refused.more ? { more: refused.more } : {}) });
}

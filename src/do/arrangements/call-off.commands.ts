import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { isId, type PersonId } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { formatPounds, grossFromNet, netPence, parsePounds } from '#kernel/money';
import { decimal, parseDecimal } from '#kernel/decimal';
import { command, done, type CommandContext } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { activateAgreement, createAgreement } from '#agreements';
import { day, draftOpportunity, inviteOrganisations, lockOpportunity, opportunityReference, optionalWords, words } from '#opportunities';
import { linkRecords } from '#parts/thread';
import { createReviewSchedule } from '#performance';
import { CALL_OFF_LAW, CALL_OFF_RULE_WORDS, DPS_LAW, DYNAMIC_MARKET_LAW } from './arrangement-kinds.ts';
import { decideCurrent, lotName, type Arrangement } from './arrangement.ts';
import { arrangementReference, lockArrangement, lotsOf, outcomeIdsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { noteOn, NOT_THERE } from './building.store.ts';
import { awardCallOff, callOffOf, insertCallOff } from './call-off.store.ts';
import { decideWithinFramework, reviewFrequencies } from './framework.store.ts';
import { decideCeiling, decideTurn, isActive, nextInTurn, type Member } from './membership.ts';
import { callOffLines, membersOfLot } from './membership.store.ts';
import { tellOrganisations } from './tell.store.ts';

const onArrangement = ({ arrangementId: id }: { readonly arrangementId: string }) => arrangementReference(id);

/** The lot chosen, where there are lots; null where there are none. */
async function readLot({ tx }: CommandContext, arrangement: Arrangement, lotId: string): Promise<Decision<string | null>> {
  const lots = await lotsOf(tx, arrangement.id);
  if (lots.length === 0) return allow(null);
  const lot = lots.find(({ id }) => id === lotId);
  if (lot?.withdrawnAt) return refuse('lot-withdrawn', `${lotName(lot)} was withdrawn, so nothing more is called off from it.`, { field: 'lotId' });
  return lot ? allow(lotId) : refuse('no-lot', 'Choose the lot', { field: 'lotId' });
}

/** The law on how work is given, for the rule beside a refusal. */
export const callOffLaw = ({ kind }: Pick<Arrangement, 'kind'>) => (kind === 'dynamic-market' ? DYNAMIC_MARKET_LAW : kind === 'dynamic-purchasing-system' ? DPS_LAW : CALL_OFF_LAW);

async function current(context: CommandContext, arrangementId: string): Promise<Decision<Arrangement>> {
  const arrangement = await lockArrangement(context.tx, arrangementId);
  if (!arrangement) return NOT_THERE;
  const decision = decideCurrent(arrangement, londonDate(await readClock(context.tx)));
  return decision.kind === 'refused' ? decision : allow(arrangement);
}

/** Starts a short competition among all the providers of a lot: every one is invited, never a chosen few (DP-24). */
export const startMiniCompetition = command({
  act: arrangementsActs.startCompetition,
  input: z.object({ arrangementId: z.string(), lotId: z.string(), title: words(200, 'Enter what the work is'), summary: words(2000, 'Say in plain words what is wanted') }),
  record: onArrangement,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await current(context, input.arrangementId);
    if (found.kind === 'refused') return found;
    const arrangement = found.value;
    const lot = await readLot(context, arrangement, input.lotId);
    if (lot.kind === 'refused') return lot;
    const members = (await membersOfLot(tx, arrangement.id, lot.value)).filter(({ status }) => isActive(status));
    if (members.length === 0) return refuse('no-members', 'No provider can be invited: nobody is a member of this lot.', { field: 'lotId' });
    const { id, reference } = await draftOpportunity(tx, {
      bodyId: arrangement.bodyId, title: input.title, route: 'mini-competition', audience: 'invited', arrangementId: arrangement.id, createdBy: actor.personId,
      from: { summary: input.summary, category: arrangement.category as 'services', lightTouch: arrangement.lightTouch, areaCodes: arrangement.areaCodes, openersNeeded: 1 },
    });
    await serveSameOutcomes(context, arrangement, id);
    await invite(context, id, arrangement, members);
    await insertCallOff(tx, { arrangementId: arrangement.id, reference, lotId: lot.value, method: 'mini-competition', title: input.title, opportunityId: id, ruleWords: CALL_OFF_RULE_WORDS['mini-competition'], createdBy: actor.personId });
    await linkRecords(tx, arrangementReference(arrangement.id), 'led to', opportunityReference(id));
    return done({ opportunityId: id }, noteOn(arrangement, { after: { opportunityId: id, reference, invited: members.length, lotId: lot.value }, rule: callOffLaw(arrangement).sentence }));
  },
});

/** The contract that comes of it serves what the arrangement serves. */
async function serveSameOutcomes({ tx }: CommandContext, arrangement: Arrangement, opportunityId: string): Promise<void> {
  const outcomes = await outcomeIdsOf(tx, arrangement.id);
  if (outcomes.length > 0) await tx.insertInto('outcome_served').values(outcomes.map((outcome) => ({ about_kind: 'opportunity', about_id: opportunityId, outcome_id: outcome }))).execute();
}

const invite = ({ tx, actor }: CommandContext, opportunityId: string, arrangement: Pick<Arrangement, 'title'>, members: readonly Member[]): Promise<number> =>
  inviteOrganisations(tx, opportunityId, members.map(({ organisationId }) => ({ organisationId, source: 'arrangement' as const, reason: `Member of ${arrangement.title}: everyone in the lot is invited` })), actor.personId);

/** Invites whoever has joined the lot since the draft was begun. */
export const inviteWholeLot = command({
  act: arrangementsActs.inviteAll,
  input: z.object({ opportunityId: z.string().refine(isId, 'This is not there') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async (context, input) => {
    const { tx } = context;
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    const callOff = await callOffOf(tx, input.opportunityId);
    if (!opportunity || !callOff) return NOT_THERE;
    if (opportunity.state !== 'draft') return refuse('published', 'Invitations have gone out, so nobody is added any more.');
    const members = (await membersOfLot(tx, callOff.arrangementId, callOff.lotId)).filter(({ status }) => isActive(status));
    const added = await invite(context, opportunity.id, { title: callOff.arrangementTitle }, members);
    return done({ added }, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { invited: members.length, added } });
  },
});

const poundsField = z.string().transform((text, context): bigint => {
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence > 0n) return parsed.pence;
  context.addIssue({ code: 'custom', message: parsed.ok ? 'Enter an amount above zero' : parsed.why });
  return z.NEVER;
});
const vatField = z.string().trim().refine((text) => {
  const parsed = parseDecimal(text);
  return parsed.ok && !parsed.value.isNegative() && parsed.value.compare(decimal(100n)) <= 0;
}, 'Enter a rate from 0 to 100');

/** Gives work without a competition, to whoever is next by the framework's own published rule. */
export const callOffDirectly = command({
  act: arrangementsActs.callOff,
  input: z.object({
    arrangementId: z.string(), lotId: z.string(), organisationId: z.string().refine(isId, 'Choose a provider'), passedOver: optionalWords(2000), title: words(200, 'Enter what the work is'), value: poundsField, vatPercent: vatField,
    startsOn: day('Enter the day on which it starts'), endsOn: day('Enter the day on which it ends'), managerId: z.string().refine(isId, 'Choose a contract manager'), directorId: z.string().refine(isId, 'Choose a lead director'),
  }),
  record: onArrangement,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await current(context, input.arrangementId);
    if (found.kind === 'refused') return found;
    const arrangement = found.value;
    const lot = await readLot(context, arrangement, input.lotId);
    if (lot.kind === 'refused') return lot;
    const members = await membersOfLot(tx, arrangement.id, lot.value);
    const turn = nextInTurn(arrangement.callOffRule, members, await callOffLines(tx, arrangement.id, { lotId: lot.value }));
    if (turn.kind === 'refused') return { ...turn, rule: callOffLaw(arrangement) };
    const chosen = decideTurn(turn.value, input.organisationId, input.passedOver);
    if (chosen.kind === 'refused') return { ...chosen, rule: { sentence: CALL_OFF_RULE_WORDS[arrangement.callOffRule], source: `The published rule of ${arrangement.title}` } };
    const ceiling = decideCeiling(chosen.value, await callOffLines(tx, arrangement.id, { organisationId: input.organisationId }), input.value);
    if (ceiling.kind === 'refused') return ceiling;
    const within = await decideWithinFramework(tx, arrangement, input.value);
    if (within.kind === 'refused') return within;
    if (input.endsOn < input.startsOn) return refuse('ends-before', 'It must end after it starts.', { field: 'endsOn' });
    const agreement = await makeAgreement(context, arrangement, chosen.value, input);
    if (agreement.kind === 'refused') return agreement;
    const { id: agreementId, reference } = agreement.value;
    const callOffId = await insertCallOff(tx, { arrangementId: arrangement.id, reference, lotId: lot.value, method: 'direct', title: input.title, ruleWords: CALL_OFF_RULE_WORDS[arrangement.callOffRule], createdBy: actor.personId });
    await awardCallOff(tx, callOffId, { title: input.title, organisationId: chosen.value.organisationId, valueNetPence: input.value, agreementId, awardId: null, invited: 1, replied: 1, scores: null });
    await tellOrganisations(tx, [chosen.value.organisationId], { about: { kind: 'agreement', id: agreementId }, subject: `Work for you: ${input.title}`, text: `${arrangement.bodyName} has called off work from you under “${arrangement.title}”: ${input.title}, ${formatPounds(input.value)} excluding VAT.\n\n${context.services.config.siteUrl}/contracts/${agreementId}\n` });
    return done({ agreementId, reference }, noteOn(arrangement, { after: { agreementId, reference, organisationId: chosen.value.organisationId, valueNetPence: input.value }, rule: CALL_OFF_RULE_WORDS[arrangement.callOffRule], ...(input.passedOver ? { reason: input.passedOver } : {}) }));
  },
});

type DirectInput = z.infer<typeof callOffDirectly.input>;

async function makeAgreement({ tx }: CommandContext, arrangement: Arrangement, member: Member, input: DirectInput): Promise<Decision<{ id: string; reference: string }>> {
  const created = await createAgreement(tx, {
    bodyId: arrangement.bodyId, kind: 'call-off', ...(arrangement.agreementId ? { parentId: arrangement.agreementId } : {}), title: input.title, description: `Called off from ${arrangement.reference} ${arrangement.title}`, parties: [{ organisationId: member.organisationId, role: 'supplier' }],
    valueNetPence: netPence(input.value), valueGrossPence: grossFromNet(netPence(input.value), input.vatPercent), startsOn: input.startsOn, endsOn: input.endsOn, process: 'Published invitation to tender', procurementCategory: arrangement.category,
    carriedOutcomeIds: await outcomeIdsOf(tx, arrangement.id), managerId: input.managerId as PersonId, directorId: input.directorId as PersonId, ...(arrangement.cpvCodes[0] ? { cpvCode: arrangement.cpvCodes[0] } : {}),
  });
  if (created.kind === 'refused') return created;
  const made = created.value;
  await linkRecords(tx, arrangementReference(arrangement.id), 'led to', { kind: 'agreement', id: made.id });
  await createReviewSchedule(tx, made.id, { startsOn: input.startsOn, endsOn: input.endsOn, frequencies: await reviewFrequencies(tx, arrangement, londonDate(await readClock(tx))) });
  const live = await activateAgreement(tx, made.id);
  return live.kind === 'refused' ? live : allow(made);
}

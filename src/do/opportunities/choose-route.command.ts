import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { allow, refuse } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { Law } from '#law';
import { bodyById } from '#parties';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { lawFrom, policyValue } from '#policy';
import { decideCombination, decideEnough, decideHealthCare, decideReservation, decideWay, RESERVATION_KINDS, reservationRule, routeDefinition, type ReservationKind, type ReservationQuestion } from '#routes';
import { findAreas } from './areas.store.ts';
import { askedRoute } from './asked-route.store.ts';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import type { Opportunity } from './opportunity.ts';
import { decidePlaces } from './reserved/reserved.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { gateQuestion } from './publication.ts';
import { reservationColumns } from './reservation-columns.ts';
import { fillShortForm } from './short-form.store.ts';
import { lines, optionalWords } from './typed-fields.ts';

/** What quality counts for in a request for quotations, in percent, until the officer changes it. */
const QUOTATION_QUALITY = 60;

/** Chooses the way of buying, after the check for health services, and for whom it is reserved. The law of the day may refuse any of them. */
export const chooseRoute = command({
  act: opportunitiesActs.chooseRoute,
  input: z.object({
    opportunityId: z.string(),
    route: z.string(),
    healthCare: z.enum(['', 'no', 'yes', 'mixed-outside'], 'Say whether it is health care').default(''),
    healthCareReason: optionalWords(2000).default(''),
    reservation: z.enum(['', ...RESERVATION_KINDS], 'Choose for whom it is reserved').default(''),
    /** Further kinds, below the threshold: one of several kinds is enough, a place goes for each. */
    reservationWith: z.array(z.enum(RESERVATION_KINDS, 'Choose for whom it is reserved')).max(RESERVATION_KINDS.length).default([]),
    reservationReason: optionalWords(2000).default(''),
    reservationAreas: lines.default([]),
    reservable: z.boolean().default(false),
  }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockDraft(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    if (opportunity.stage > 1 && input.route !== opportunity.route) return refuse('later-stage', 'This is a later stage of a route that has begun: the route stays as it was advertised.', { field: 'route' });
    const definition = routeDefinition(input.route);
    const stage = definition?.stages[opportunity.stage - 1];
    if (!definition || !stage) return refuse('no-route', 'Choose the way of buying', { field: 'route' });
    const today = londonDate(await readClock(tx));
    const law = await lawFrom(tx);
    const question = gateQuestion(opportunity, today);
    const way = opportunity.stage > 1 ? null : decideWay(definition, question, law);
    if (way?.kind === 'refused') return way;
    const asked = opportunity.stage > 1 ? null : await askedRoute(tx, opportunity);
    const enough = asked && decideEnough(definition, asked.route, asked.rule);
    if (enough?.kind === 'refused') return enough;
    const health = decideHealthCare(input.healthCare === '' ? null : input.healthCare, opportunity.cpvCodes, law);
    if (health.kind === 'refused') return health;
    if (input.healthCare === 'mixed-outside' && input.healthCareReason === '') return refuse('health-care-reason', 'Say why it is outside the Provider Selection Regime', { field: 'healthCareReason' });
    const reserving = await readReservation(tx, opportunity, input, { ...question, route: definition.id }, law);
    if (reserving.kind === 'refused') return reserving;
    const openers = definition.openers === 'policy' ? (await policyValue(tx, opportunity.bodyId, 'opening.openers', today)).value : Math.max(1, definition.openers);
    await updateOpportunity(tx, opportunity.id, 'draft', {
      route: definition.id, audience: stage.audience,
      existence_public: stage.audience === 'anyone' || (opportunity.followsId !== null && opportunity.existencePublic),
      ...(definition.id !== opportunity.route && openers ? { openers_needed: openers } : {}),
      health_care: input.healthCare === 'no' || input.healthCare === 'mixed-outside' ? input.healthCare : null,
      health_care_reason: input.healthCare === 'mixed-outside' ? input.healthCareReason : null,
      ...reserving.value.columns,
    });
    if (stage.kind === 'quotation') await fillShortForm(tx, opportunity.id, { qualityShare: QUOTATION_QUALITY, own: '', by: actor.personId });
    return done(undefined, noteOn(opportunity, {
      before: { route: opportunity.route, reservedTo: opportunity.reservedTo }, after: { route: definition.id, reservedTo: reserving.value.kinds, healthCare: input.healthCare || null, ...(reserving.value.kinds.includes('public-service-mutual') ? { markedReservable: true } : {}) },
      ...(reserving.value.columns.reservation_reason === null ? {} : { reason: reserving.value.columns.reservation_reason }), ...(reserving.value.rule ? { rule: `${reserving.value.rule.sentence} (${reserving.value.rule.source})` } : {}),
    }));
  },
});

interface ReservationAsked {
  readonly reservation: '' | ReservationKind;
  readonly reservationWith: readonly ReservationKind[];
  readonly reservationReason: string;
  readonly reservationAreas: readonly string[];
  readonly reservable: boolean;
}

/** For whom it is reserved, by the law of the day and this authority's own area. A later stage stays as it was advertised. */
async function readReservation(tx: Tx, opportunity: Opportunity, asked: ReservationAsked, question: ReservationQuestion, law: Law) {
  const { reservationReason: reason } = asked;
  const of = (kinds: readonly ReservationKind[], why: string | null, areas: readonly string[], rule: RuleNote | null) =>
    allow({ kinds, columns: reservationColumns({ reservedTo: kinds, reservationReason: why, reservationAreaCodes: areas }), rule });
  if (opportunity.stage > 1) return of(opportunity.reservedTo, opportunity.reservationReason, opportunity.reservationAreaCodes, null);
  const kinds = RESERVATION_KINDS.filter((kind) => kind === asked.reservation || asked.reservationWith.includes(kind));
  const [first] = kinds;
  if (first === undefined) return of([], null, [], null);
  const decisions = kinds.map((kind) => decideReservation(kind, question, law));
  const refused = decisions.find((decision) => decision.kind === 'refused') ?? decideCombination(kinds, law);
  if (refused.kind === 'refused') return refused;
  const rule = reservationRule(first, law);
  if (reason === '') return refuse('reservation-reason', 'Say why it is reserved: the reason is published', { field: 'reservationReason' });
  if (first === 'public-service-mutual' && !asked.reservable) return refuse('not-reservable', 'Confirm that the services are marked R in Schedule 1 to the Procurement Regulations 2024: no other services can be reserved to mutuals', { field: 'reservable', rule });
  const areas = await findAreas(tx, kinds.includes('local-suppliers') ? asked.reservationAreas : [], 'reservationAreas');
  if (isRefused(areas)) return areas;
  const body = (await bodyById(tx, opportunity.bodyId))!;
  const places = kinds.map((kind) => decidePlaces(kind, body, areas, law)).find((decision) => decision.kind === 'refused');
  return places?.kind === 'refused' ? places : of(kinds, reason, areas, rule);
}

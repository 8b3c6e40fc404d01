import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { lawFrom, policyValue } from '#policy';
import { decideEnough, decideHealthCare, decideReservation, decideWay, RESERVATION_KINDS, routeDefinition } from '#routes';
import { findAreas } from './areas.store.ts';
import { askedRoute } from './asked-route.store.ts';
import { isRefused, lockDraft, noteOn } from './draft.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { gateQuestion } from './publication.ts';
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
    reservationReason: optionalWords(2000).default(''),
    reservationAreas: lines.default([]),
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
    const reserved = input.reservation === '' ? null : decideReservation(input.reservation, question, law);
    if (reserved?.kind === 'refused') return reserved;
    if (input.reservation !== '' && input.reservationReason === '') return refuse('reservation-reason', 'Say why it is reserved: the reason is published', { field: 'reservationReason' });
    const areas = await findAreas(tx, input.reservation === 'local-suppliers' ? input.reservationAreas : [], 'reservationAreas');
    if (isRefused(areas)) return areas;
    if (input.reservation === 'local-suppliers' && areas.length === 0) return refuse('reservation-areas', 'Name the areas: the whole of the authority’s, alone or with whole counties or London boroughs that border it', { field: 'reservationAreas' });
    const openers = definition.openers === 'policy' ? (await policyValue(tx, opportunity.bodyId, 'opening.openers', today)).value : Math.max(1, definition.openers);
    await updateOpportunity(tx, opportunity.id, 'draft', {
      route: definition.id, audience: stage.audience,
      existence_public: stage.audience === 'anyone' || (opportunity.followsId !== null && opportunity.existencePublic),
      ...(definition.id !== opportunity.route && openers ? { openers_needed: openers } : {}),
      health_care: input.healthCare === 'no' || input.healthCare === 'mixed-outside' ? input.healthCare : null,
      health_care_reason: input.healthCare === 'mixed-outside' ? input.healthCareReason : null,
      reservation: input.reservation || null, reservation_reason: input.reservation === '' ? null : input.reservationReason, reservation_area_codes: [...areas],
    });
    if (stage.kind === 'quotation') await fillShortForm(tx, opportunity.id, { qualityShare: QUOTATION_QUALITY, own: '', by: actor.personId });
    return done(undefined, noteOn(opportunity, {
      before: { route: opportunity.route, reservation: opportunity.reservation }, after: { route: definition.id, reservation: input.reservation || null, healthCare: input.healthCare || null },
      ...(input.reservation === '' ? {} : { reason: input.reservationReason }), ...(reserved?.kind === 'allowed' ? { rule: `${reserved.value.sentence} (${reserved.value.source})` } : {}),
    }));
  },
});

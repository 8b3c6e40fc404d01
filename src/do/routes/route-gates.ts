import type { CalendarDate } from '#kernel/calendar-date';
import { formatDate } from '#kernel/calendar-date';
import type { GrossPence, NetPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, inForce, isCovered, lawFor, reaches, regimeAt, shippedLaw, thresholdFor, type Coverage, type Law, type MoneyTest, type Regime } from '#law';
import { isStricter, PURCHASING_ROUTE_TITLES, routeDefinition, type PurchasingRouteName, type RouteDefinition } from './route-definitions.ts';
import { thresholdCategory, type ExerciseCategory } from './route-for.ts';

/** What the law looks at before a way of buying is taken: what is bought, for how much, and the day it begins. */
export interface GateQuestion {
  readonly on: CalendarDate;
  readonly category: ExerciseCategory;
  readonly lightTouch: boolean;
  /** Null while nobody has said: then nothing that hangs on the value is allowed or refused by it. */
  readonly value: { readonly net: NetPence; readonly gross: GrossPence } | null;
  /** Whether it is called off under an arrangement that is there. */
  readonly underArrangement?: boolean;
}

const REGIME_WORDS: Readonly<Record<Regime, string>> = {
  PA2023: 'the Procurement Act 2023', PCR2015: 'the Public Contracts Regulations 2015', PCR2006: 'the Public Contracts Regulations 2006', PSR: 'the Provider Selection Regime',
};

/** Whether the law of the day lets this way of buying be taken, with the rule that says no (DP-05). Pure. */
export function decideWay(definition: RouteDefinition, question: GateQuestion, law: Law = shippedLaw): Decision {
  const { gates, title } = definition;
  const regime = regimeAt(question.on, law);
  if (gates.regimes && !gates.regimes.includes(regime)) {
    const own = gates.regimes.map((one) => REGIME_WORDS[one]).join(' and ');
    return refuse('not-this-regime', `“${title}” exists only under ${own}. What begins on ${formatDate(question.on)} is under ${REGIME_WORDS[regime]}.`, { field: 'route', rule: regimeRule(regime, law) });
  }
  if (gates.lightTouch && !question.lightTouch) return refuse('not-light-touch', 'Only light touch services, such as care, education or culture, can be bought this way. Say so under Details if they are.', { field: 'route' });
  if (gates.underArrangement && !question.underArrangement) return refuse('no-arrangement', `“${title}” begins from the page of a framework or dynamic market.`, { field: 'route', rule: asNote(procedure('procedure.framework', law)) });
  if (gates.ground) return refuse('needs-a-ground', 'A direct award has no bids: record it with its ground in law, on its own page.', { field: 'route', rule: asNote(procedure('procedure.directAward', law)) });
  return gates.selects ? decideSelectionStage(question, regime, law) : allow();
}

/** Whether a way of buying does what the value asks for: a stricter way always does for a laxer rule, never the other way round (DP-01). */
export function decideEnough(definition: RouteDefinition, route: PurchasingRouteName, rule: RuleNote): Decision {
  if (definition.makes === 'dynamic-market' || definition.satisfies.some((satisfied) => satisfied === route || isStricter(satisfied, route))) return allow();
  return refuse('not-enough', `“${definition.title}” will not do for this value: it asks for ${PURCHASING_ROUTE_TITLES[route].toLowerCase()}.`, { field: 'route', rule });
}

/** A stage that selects who may tender: none below the threshold (PA 2023 s.85; PCR 2015 Part 4), but for works of the section 85(3) amount. */
export function decideSelectionStage(question: GateQuestion, regime: Regime = regimeAt(question.on), law: Law = shippedLaw): Decision {
  if (regime === 'PCR2006' || question.value === null) return allow();
  const coverage = coverageOf({ ...question, value: question.value }, law);
  if (coverage.covered === true) return allow();
  if (coverage.covered === 'unknown') return refuse('threshold-unknown', `${coverage.why} Whether a stage to select bidders may be used cannot be told, so it is not.`, { field: 'route' });
  if (regime === 'PA2023' && question.category === 'works') {
    const exception = worksException(question.on, law);
    if (exception && reaches(exception, question.value.gross)) return allow();
  }
  const rule = regime === 'PA2023' ? lawFor('uk-2026', law).rules.belowThreshold.noSuitabilityStage : lawFor('kent-2014', law).rules.regime2015.noSuitabilityBelowThreshold;
  return refuse('no-selection-stage', 'Below the threshold there can be no stage that selects who may tender. Ask suitability questions, in proportion, inside a one-stage tender.', { field: 'route', rule: asNote(rule) });
}

/** The works amount from which a suitability stage is allowed below the threshold, on a day; undefined where the packs hold none. */
function worksException(on: CalendarDate, law: Law): MoneyTest | undefined {
  const { worksSuitability2025, worksSuitability2026 } = lawFor('uk-2026', law).rules.moneyTests;
  return [worksSuitability2025, worksSuitability2026].find((test: MoneyTest) => inForce(test, on));
}

const procedure = (id: string, law: Law) => lawFor('uk-2026', law).rules.procedures.find((rule) => rule.id === id)!;

function regimeRule(regime: Regime, law: Law): RuleNote {
  const old = lawFor('kent-2014', law).rules;
  if (regime === 'PCR2006') return asNote(old.regime2006.span);
  return regime === 'PCR2015' ? asNote(old.regime2015.span) : asNote(procedure('procedure.competitiveFlexible', law));
}

const coverageOf = ({ on, category, lightTouch, value }: GateQuestion & { readonly value: NonNullable<GateQuestion['value']> }, law: Law): Coverage =>
  isCovered({ on, category: thresholdCategory({ category, lightTouch }), value }, law);

/** The power by which a procurement may be kept for one kind of supplier. */
export const RESERVATION_KINDS = ['supported-employment', 'public-service-mutual', 'small-suppliers', 'vcse', 'uk-suppliers', 'local-suppliers'] as const;
export type ReservationKind = (typeof RESERVATION_KINDS)[number];

/** For whom a procurement may be reserved, as pages say it. */
export const RESERVED_TO: Readonly<Record<ReservationKind, string>> = {
  'supported-employment': 'supported employment providers', 'public-service-mutual': 'public service mutuals', 'small-suppliers': 'small and medium-sized enterprises',
  vcse: 'voluntary, community and social enterprises', 'uk-suppliers': 'suppliers in the United Kingdom', 'local-suppliers': 'suppliers in a named local area',
};

/** What decides on a reservation. The way of buying is left out while none is chosen. */
export type ReservationQuestion = GateQuestion & { readonly termYears?: number | null; readonly route?: string };

/** The rule of each reservation that the day and the value allow (PL-23). A council may use none of them. */
export function reservationsAllowed(question: ReservationQuestion, law: Law = shippedLaw): ReadonlyMap<ReservationKind, RuleNote> {
  const allowed = new Map<ReservationKind, RuleNote>();
  for (const kind of RESERVATION_KINDS) {
    const decision = decideReservation(kind, question, law);
    if (decision.kind === 'allowed') allowed.set(kind, decision.value);
  }
  return allowed;
}

/** Whether it may be reserved to that kind; the value is the rule to publish with it. Field names are those of the form. */
export function decideReservation(kind: ReservationKind, question: ReservationQuestion, law: Law = shippedLaw): Decision<RuleNote> {
  const { reservedContracts, belowThreshold, definitions } = lawFor('uk-2026', law).rules;
  const no = (sentence: string, rule: RuleNote) => refuse('may-not-reserve', sentence, { field: 'reservation', rule });
  if (regimeAt(question.on, law) !== 'PA2023') return no('The law packs hold no power to reserve before the Procurement Act 2023.', asNote(reservedContracts.supportedEmployment));
  if (!BELOW_THRESHOLD_ONLY.includes(kind) && question.route === 'open' && question.value !== null && coverageOf({ ...question, value: question.value }, law).covered !== false) {
    return no(`An open procedure cannot be reserved to ${RESERVED_TO[kind]}. Choose another way of buying.`, asNote(reservedContracts.procedure));
  }
  if (kind === 'supported-employment') return allow(asNote(reservedContracts.supportedEmployment));
  if (kind === 'public-service-mutual') {
    const rule = asNote(reservedContracts.publicServiceMutual);
    if (!question.lightTouch) return no('Only light touch services can be reserved to public service mutuals.', rule);
    const most = definitions.publicServiceMutual.value.maximumTermYears;
    if (question.termYears !== undefined && question.termYears !== null && question.termYears > most) return no(`A contract reserved to public service mutuals lasts at most ${most} years.`, rule);
    return allow(rule);
  }
  const rule = reservationRule(kind, law);
  if (question.on < belowThreshold.reservation.value.from) return no(`Reserving below the threshold is allowed from ${formatDate(belowThreshold.reservation.value.from)}.`, rule);
  if (question.value === null) return no('Enter the value first: only a contract below the threshold can be reserved this way.', rule);
  return coverageOf({ ...question, value: question.value }, law).covered === false ? allow(rule) : no('Only a contract below the threshold can be reserved this way.', rule);
}

/** Kept for size, kind or place: a power that exists below the threshold and nowhere else. */
const BELOW_THRESHOLD_ONLY: readonly ReservationKind[] = ['small-suppliers', 'vcse', 'uk-suppliers', 'local-suppliers'];

/** Kinds that say where a supplier is; the others say what it is. */
export const isByPlace = (kind: ReservationKind): boolean => kind === 'uk-suppliers' || kind === 'local-suppliers';

/** For whom it is kept, as pages say it: one of the kinds is enough, and a place goes for each of them. */
export function reservedToWords(kinds: readonly ReservationKind[]): string {
  const natures = kinds.filter((kind) => !isByPlace(kind)).map((kind) => RESERVED_TO[kind]);
  const places = kinds.filter(isByPlace).map((kind) => RESERVED_TO[kind]);
  return [natures.join(' or '), ...places].filter((words) => words !== '').join(' that are ');
}

/** Whether kinds go together: the law combines size, kind and place below the threshold, and the two powers of ss.32 and 33 with nothing (PL-23). */
export function decideCombination(kinds: readonly ReservationKind[], law: Law = shippedLaw): Decision {
  if (kinds.length < 2) return allow();
  const { reservation } = lawFor('uk-2026', law).rules.belowThreshold;
  const no = (sentence: string) => refuse('no-combination', sentence, { field: 'reservation', rule: asNote(reservation) });
  const alone = kinds.find((kind) => !BELOW_THRESHOLD_ONLY.includes(kind));
  if (alone) return no(`What is reserved to ${RESERVED_TO[alone]} is reserved to them alone. Only size, kind and place go together, below the threshold.`);
  if (!reservation.value.mayCombine) return no('The law of the day reserves to one kind of supplier only. Choose one.');
  return kinds.filter(isByPlace).length > 1 ? no('A named local area lies in the United Kingdom already. Choose one of the two places.') : allow();
}

/** The rule by which it may be reserved to that kind, as the advert names it. */
export function reservationRule(kind: ReservationKind, law: Law = shippedLaw): RuleNote {
  const { reservedContracts, belowThreshold } = lawFor('uk-2026', law).rules;
  if (kind === 'supported-employment') return asNote(reservedContracts.supportedEmployment);
  return asNote(kind === 'public-service-mutual' ? reservedContracts.publicServiceMutual : belowThreshold.reservation);
}

/** Which body of rules a value and a kind of service fall under, in a sentence, with the dated threshold that says so (PL-23). */
export interface RegulatoryRoute {
  readonly regime: 'below' | 'light-touch-below' | 'light-touch' | 'full' | 'unknown';
  readonly sentence: string;
  /** The threshold of that day, with its dates and source. */
  readonly threshold: RuleNote | null;
  /** Steps that the route makes compulsory, in their order. */
  readonly compulsory: readonly string[];
  readonly reservations: ReadonlyMap<ReservationKind, RuleNote>;
}

export function regulatoryRoute(question: GateQuestion & { readonly value: NonNullable<GateQuestion['value']>; readonly termYears?: number | null }, law: Law = shippedLaw): RegulatoryRoute {
  const coverage = coverageOf(question, law);
  const threshold = thresholdFor({ on: question.on, category: thresholdCategory(question) }, law);
  const kind = kindOf(coverage, thresholdCategory(question) === 'lightTouch');
  const dated = threshold ? { ...asNote(threshold), sentence: `${asNote(threshold).sentence} In force from ${formatDate(threshold.from!)}${threshold.to ? ` to ${formatDate(threshold.to)}` : ''}.` } : null;
  return { regime: kind, sentence: SENTENCES[kind], threshold: dated ?? (coverage.covered === 'unknown' ? null : asNote(coverage.rule)), compulsory: COMPULSORY[kind], reservations: reservationsAllowed(question, law) };
}

function kindOf({ covered }: Coverage, lightTouch: boolean): RegulatoryRoute['regime'] {
  if (covered === 'unknown') return 'unknown';
  if (lightTouch) return covered ? 'light-touch' : 'light-touch-below';
  return covered ? 'full' : 'below';
}

const SENTENCES: Readonly<Record<RegulatoryRoute['regime'], string>> = {
  below: 'Below the threshold: the full regime does not apply. Local rules decide how it is bought.',
  'light-touch-below': 'Light touch: not required to follow the full regime. The value is below the light touch threshold, so local rules decide how it is bought.',
  'light-touch': 'Light touch rules apply: it is advertised and its award published, with times and steps that the authority sets.',
  full: 'The full regime applies.',
  unknown: 'The law packs hold no threshold for that day, so which rules apply is not guessed.',
};

const BELOW = ['Consider what keeps small suppliers out', 'Publish a tender notice first, if it is advertised and notifiable'];
const COVERED = ['Assess conflicts of interest', 'Consider lots', 'Publish the tender notice', 'Check exclusion grounds and debarment', 'Give assessment summaries', 'Publish the award notice'];
const COMPULSORY: Readonly<Record<RegulatoryRoute['regime'], readonly string[]>> = {
  below: BELOW, 'light-touch-below': BELOW, 'light-touch': [...COVERED, 'Publish contract details'], full: [...COVERED, 'Wait through the standstill', 'Publish contract details'], unknown: [],
};

/** CPV division 85 group 1: health services, of which the Provider Selection Regime has its own list (PSR 2023 reg 3, Schedule 1). */
const HEALTH_CARE_CPV = /^851/;

/** Whether codes look like health care, so that the question has to be answered before it is routed. */
export const looksLikeHealthCare = (cpvCodes: readonly string[]): boolean => cpvCodes.some((code) => HEALTH_CARE_CPV.test(code));

/** Health care as the main subject goes by the Provider Selection Regime, which this site does not run. */
export function decideHealthCare(answer: 'yes' | 'no' | 'mixed-outside' | null, cpvCodes: readonly string[], law: Law = shippedLaw): Decision {
  const rule = asNote(lawFor('uk-2026', law).rules.healthServices.scope);
  if (answer === 'yes') return refuse('health-care', 'Health care services are bought under the Provider Selection Regime, which has its own processes and notices. They cannot be routed here.', { field: 'healthCare', rule });
  if (answer === null && looksLikeHealthCare(cpvCodes)) return refuse('health-care-unanswered', 'Its category codes are of health services. Say whether its main subject is health care before it goes further.', { field: 'healthCare', rule });
  return allow();
}

/** Every way that begins with an advert or an invitation, for the officer to choose among, each with why not. */
export function waysToChoose(question: GateQuestion, asked: { readonly route: PurchasingRouteName; readonly rule: RuleNote } | null, law: Law = shippedLaw): readonly { readonly definition: RouteDefinition; readonly decision: Decision }[] {
  const decide = (definition: RouteDefinition): Decision => {
    const way = decideWay(definition, question, law);
    return way.kind === 'refused' || asked === null ? way : decideEnough(definition, asked.route, asked.rule);
  };
  return CHOICES.map((id) => routeDefinition(id)!).map((definition) => ({ definition, decision: decide(definition) }));
}
const CHOICES = ['low-value', 'written-quotations', 'open', 'light-touch', 'competitive-flexible', 'restricted', 'framework'] as const;

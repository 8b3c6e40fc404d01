import type { Regime } from '#law';

/**
 * One stage of a procurement: what is asked for, whether answers are sealed until an opening, whether entry closes on a day or stays
 * open, who may answer, and what it ends in. A stage that ends in a shortlist is followed by the next, for those on it.
 */
export interface RouteStage {
  readonly kind: 'quotation' | 'request' | 'tender';
  readonly title: string;
  readonly sealed: boolean;
  readonly intake: 'fixed' | 'standing';
  readonly audience: 'anyone' | 'invited';
  readonly endsIn: 'award' | 'shortlist' | 'admission';
}

/** What the value of a purchase leads to, by local policy and by law; the laxest first. */
export const PURCHASING_ROUTES = ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'] as const;
export type PurchasingRouteName = (typeof PURCHASING_ROUTES)[number];

export const PURCHASING_ROUTE_TITLES: Readonly<Record<PurchasingRouteName, string>> = {
  'direct-purchase': 'Direct purchase',
  'written-quotations': 'Written quotations',
  advertised: 'Advertised tender',
  'advertised-above-threshold': 'Advertised tender under the full law',
};

/** What the law asks before a way of buying may be taken. Which rule says so is looked up where it is judged (route-gates.ts). */
export interface RouteGates {
  /** The regimes under which it exists; every one when left out. */
  readonly regimes?: readonly Regime[];
  /** It has a stage that selects who may tender, which the law forbids below its threshold. */
  readonly selects?: true;
  /** Only for services of the light touch kind. */
  readonly lightTouch?: true;
  /** Only under a framework or dynamic market that is there already. */
  readonly underArrangement?: true;
  /** No competition: a ground in law, its justification and a transparency notice. */
  readonly ground?: true;
}

/** A way of buying, as a row: its stages, how many open what is sealed, and for which purchasing routes it will do. */
export interface RouteDefinition {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly stages: readonly RouteStage[];
  /** `policy`: as many as the authority set under "People who open bids together". */
  readonly openers: 'policy' | 0 | 1;
  readonly advertised: boolean;
  /** The purchasing routes that this satisfies. A stricter way always does for a laxer rule. */
  readonly satisfies: readonly PurchasingRouteName[];
  readonly gates: RouteGates;
  /** What an award under it makes: one contract, or an arrangement with a page of its own that others then call off. */
  readonly makes: 'contract' | 'framework' | 'dynamic-market';
}

const tender = { kind: 'tender', title: 'Tender', sealed: true, intake: 'fixed', audience: 'anyone', endsIn: 'award' } as const;
const request = { kind: 'request', title: 'Request to take part', sealed: true, intake: 'fixed', audience: 'anyone', endsIn: 'shortlist' } as const;
const invited = { ...tender, title: 'Tender, by invitation', audience: 'invited' } as const;
const standing = { kind: 'request', title: 'Application', sealed: false, intake: 'standing', audience: 'anyone', endsIn: 'admission' } as const;

/** Every way of buying there is. A new one is a new row here, with no code of its own. */
export const ROUTE_DEFINITIONS = {
  'direct-purchase': {
    id: 'direct-purchase', title: 'Direct purchase', summary: 'Bought from one supplier without competition, for a small value, with the reason recorded.',
    stages: [], openers: 0, advertised: false, satisfies: ['direct-purchase'], gates: {}, makes: 'contract',
  },
  'low-value': {
    id: 'low-value', title: 'Low-value opportunity', summary: 'Posted for everyone on one page; suppliers answer on one page, with at most 12 questions.',
    stages: [{ ...tender, kind: 'quotation', title: 'One-page answer' }], openers: 1, advertised: true, satisfies: ['direct-purchase', 'written-quotations'], gates: {}, makes: 'contract',
  },
  'written-quotations': {
    id: 'written-quotations', title: 'Written quotations', summary: 'Chosen suppliers are asked for a written price on the same short form.',
    stages: [{ kind: 'quotation', title: 'Quotation', sealed: true, intake: 'fixed', audience: 'invited', endsIn: 'award' }], openers: 1, advertised: false,
    satisfies: ['direct-purchase', 'written-quotations'], gates: {}, makes: 'contract',
  },
  open: {
    id: 'open', title: 'Open, one stage', summary: 'Advertised to everyone; anyone may tender, and all tenders are assessed.',
    stages: [tender], openers: 'policy', advertised: true, satisfies: ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'], gates: {}, makes: 'contract',
  },
  'light-touch': {
    id: 'light-touch', title: 'Light touch', summary: 'For care, health, education, culture and like services: advertised to everyone, with times and steps that the authority sets.',
    stages: [tender], openers: 'policy', advertised: true, satisfies: ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'], gates: { lightTouch: true }, makes: 'contract',
  },
  'competitive-flexible': {
    id: 'competitive-flexible', title: 'Competitive flexible, two stages', summary: 'Advertised to everyone; those who are shortlisted from their requests are then invited to tender.',
    stages: [request, invited], openers: 'policy', advertised: true, satisfies: ['advertised', 'advertised-above-threshold'], gates: { regimes: ['PA2023'], selects: true }, makes: 'contract',
  },
  restricted: {
    id: 'restricted', title: 'Restricted, two stages', summary: 'Advertised to everyone; those who are selected from their requests are then invited to tender.',
    stages: [request, invited], openers: 'policy', advertised: true, satisfies: ['advertised', 'advertised-above-threshold'], gates: { regimes: ['PCR2006', 'PCR2015'], selects: true }, makes: 'contract',
  },
  framework: {
    id: 'framework', title: 'Framework', summary: 'Advertised to everyone; those who win are on a framework from which work is called off later.',
    stages: [tender], openers: 'policy', advertised: true, satisfies: ['advertised', 'advertised-above-threshold'], gates: {}, makes: 'framework',
  },
  'dynamic-market': {
    id: 'dynamic-market', title: 'Dynamic market', summary: 'Open to applications all the time: whoever meets the conditions is admitted, and invited to each competition.',
    stages: [standing], openers: 0, advertised: true, satisfies: [], gates: { regimes: ['PA2023'] }, makes: 'dynamic-market',
  },
  'dynamic-purchasing-system': {
    id: 'dynamic-purchasing-system', title: 'Dynamic purchasing system', summary: 'Open to applications all the time, under the regulations before 2023: whoever meets the conditions is admitted, and invited to each competition.',
    stages: [standing], openers: 0, advertised: true, satisfies: [], gates: { regimes: ['PCR2006', 'PCR2015'] }, makes: 'dynamic-market',
  },
  'mini-competition': {
    id: 'mini-competition', title: 'Mini-competition', summary: 'Those on a framework or dynamic market who can do the work are invited to tender for it.',
    stages: [invited], openers: 'policy', advertised: false, satisfies: ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'], gates: { underArrangement: true }, makes: 'contract',
  },
  'call-off': {
    id: 'call-off', title: 'Call-off without competition', summary: 'Ordered from a supplier on a framework by the rule that the framework set for it.',
    stages: [], openers: 0, advertised: false, satisfies: ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'], gates: { underArrangement: true }, makes: 'contract',
  },
  'direct-award': {
    id: 'direct-award', title: 'Direct award', summary: 'Given to one supplier on a ground in law, with its justification and a transparency notice first.',
    stages: [], openers: 0, advertised: false, satisfies: ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'], gates: { ground: true }, makes: 'contract',
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;

export type RouteId = keyof typeof ROUTE_DEFINITIONS;
export const isRouteId = (text: string): text is RouteId => Object.hasOwn(ROUTE_DEFINITIONS, text);
export const isPurchasingRoute = (text: string): text is PurchasingRouteName => (PURCHASING_ROUTES as readonly string[]).includes(text);

/** One way of buying by its id. Undefined for any other text. */
export const routeDefinition = (id: string): RouteDefinition | undefined => (isRouteId(id) ? ROUTE_DEFINITIONS[id] : undefined);

/**
 * The ways of buying that will do for a purchasing route, the simplest first. Those that hang on an arrangement, a ground in law or an
 * older regime are no answer to a value alone, so they are left out.
 */
export const waysFor = (route: PurchasingRouteName): readonly RouteDefinition[] =>
  Object.values<RouteDefinition>(ROUTE_DEFINITIONS).filter(({ satisfies, gates }) => satisfies.includes(route) && !gates.underArrangement && !gates.ground && !(gates.regimes && !gates.regimes.includes('PA2023')));

/** True when one purchasing route asks for more than another. */
export const isStricter = (one: PurchasingRouteName, other: PurchasingRouteName): boolean => PURCHASING_ROUTES.indexOf(one) > PURCHASING_ROUTES.indexOf(other);

/** One stage of a procurement: what is asked for, whether answers are sealed until an opening, and whether entry closes on a day or stays open. */
export interface RouteStage {
  readonly kind: 'quotation' | 'request' | 'tender';
  readonly title: string;
  readonly sealed: boolean;
  readonly intake: 'fixed' | 'standing';
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
}

/** Every way of buying there is. A new one is a new row here, with no code of its own. */
export const ROUTE_DEFINITIONS = {
  'direct-purchase': {
    id: 'direct-purchase', title: 'Direct purchase', summary: 'Bought from one supplier without competition.',
    stages: [], openers: 0, advertised: false, satisfies: ['direct-purchase'],
  },
  'written-quotations': {
    id: 'written-quotations', title: 'Written quotations', summary: 'Chosen suppliers are asked for a written price on the same short form.',
    stages: [{ kind: 'quotation', title: 'Quotation', sealed: true, intake: 'fixed' }], openers: 1, advertised: false,
    satisfies: ['direct-purchase', 'written-quotations'],
  },
  open: {
    id: 'open', title: 'Open, one stage', summary: 'Advertised to everyone; anyone may tender, and all tenders are assessed.',
    stages: [{ kind: 'tender', title: 'Tender', sealed: true, intake: 'fixed' }], openers: 'policy', advertised: true,
    satisfies: ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'],
  },
} as const satisfies Readonly<Record<string, RouteDefinition>>;

export type RouteId = keyof typeof ROUTE_DEFINITIONS;
export const isRouteId = (text: string): text is RouteId => Object.hasOwn(ROUTE_DEFINITIONS, text);
export const isPurchasingRoute = (text: string): text is PurchasingRouteName => (PURCHASING_ROUTES as readonly string[]).includes(text);

/** One way of buying by its id. Undefined for any other text. */
export const routeDefinition = (id: string): RouteDefinition | undefined => (isRouteId(id) ? ROUTE_DEFINITIONS[id] : undefined);

/** The ways of buying that will do for a purchasing route, the simplest first. */
export const waysFor = (route: PurchasingRouteName): readonly RouteDefinition[] =>
  Object.values<RouteDefinition>(ROUTE_DEFINITIONS).filter((definition) => definition.satisfies.includes(route));

/** True when one purchasing route asks for more than another. */
export const isStricter = (one: PurchasingRouteName, other: PurchasingRouteName): boolean => PURCHASING_ROUTES.indexOf(one) > PURCHASING_ROUTES.indexOf(other);

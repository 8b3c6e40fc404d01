import type { RuleNote } from '#kernel/rule-note';
import { asNote, lawFor, noticeRule, type DatedRegime, type NoticeCode } from '#law';

export const KINDS = ['framework', 'open-framework', 'dynamic-purchasing-system', 'dynamic-market'] as const;
export type ArrangementKind = (typeof KINDS)[number];
export const INTAKES = ['standing', 'annual', 'fixed'] as const;
export type Intake = (typeof INTAKES)[number];
export const CALL_OFF_RULES = ['mini-competition', 'ranked', 'rotation'] as const;
export type CallOffRule = (typeof CALL_OFF_RULES)[number];

/** What the law makes of one kind of arrangement. A new kind is a new row here, never a new module. */
export interface KindRules {
  readonly title: string;
  /** What it is, for somebody who has never met one. */
  readonly what: string;
  readonly regimes: readonly DatedRegime[];
  readonly intakes: readonly Intake[];
  readonly callOffRules: readonly CallOffRule[];
  /** Whether the law allows no change to the conditions for joining while it lasts. */
  readonly conditionsFixed: RuleNote | null;
  /** Codes of the notices that the law asks for, where it asks for any of its own. */
  readonly notices: { readonly intended: NoticeCode; readonly established: NoticeCode; readonly changed: NoticeCode; readonly ended: NoticeCode } | null;
  /** Whether applicants come only by applying, never by an open opportunity. */
  readonly applicationsOnly: boolean;
  /** Whether it is itself a contract with its providers, on the register; else it is a list of them. */
  readonly isContract: boolean;
}

const { frameworks, dynamicMarkets, procedures, valuation } = lawFor('uk-2026').rules;
const procedure = (id: string): RuleNote => asNote(procedures.find((row) => row.id === id)!);

/** Calling off under a framework, and awarding under a dynamic market, as the Act has it. */
export const CALL_OFF_LAW: RuleNote = procedure('procedure.framework');
export const DYNAMIC_MARKET_LAW: RuleNote = procedure('procedure.dynamicMarket');
export const DPS_LAW: RuleNote = asNote(lawFor('kent-2014').rules.regime2015.dynamicPurchasingSystem);
/** What a framework is worth is all that may be called off from it: so that is its ceiling. */
export const CEILING_RULE: RuleNote = asNote(valuation.find((row) => row.id === 'valuation.framework')!);
export const JOIN_ANY_TIME: RuleNote = asNote(dynamicMarkets.applyAnyTime);

export const KIND_RULES: Readonly<Record<ArrangementKind, KindRules>> = {
  framework: {
    title: 'Framework',
    what: 'A list of providers chosen once. The authority may then buy from any of them without a full tender. Being on it does not bring work by itself.',
    regimes: ['PCR2006', 'PCR2015', 'PA2023'], intakes: ['annual', 'fixed'], callOffRules: CALL_OFF_RULES, conditionsFixed: null, notices: null, applicationsOnly: false, isContract: true,
  },
  'open-framework': {
    title: 'Open framework',
    what: 'A framework that opens again at set times, so that newcomers can join and those on it can improve their offer.',
    regimes: ['PA2023'], intakes: ['annual'], callOffRules: CALL_OFF_RULES, conditionsFixed: null, notices: null, applicationsOnly: false, isContract: true,
  },
  'dynamic-purchasing-system': {
    title: 'Dynamic purchasing system',
    what: 'A list that any provider may ask to join on any day. Each contract is then offered to everyone on it, in a short competition.',
    regimes: ['PCR2006', 'PCR2015'], intakes: ['standing'], callOffRules: ['mini-competition'], conditionsFixed: null, notices: null, applicationsOnly: true, isContract: false,
  },
  'dynamic-market': {
    title: 'Dynamic market',
    what: 'A list that any provider may ask to join on any day. Each contract is then offered to everyone on it, in a short competition.',
    regimes: ['PA2023'], intakes: ['standing'], callOffRules: ['mini-competition'], conditionsFixed: asNote(dynamicMarkets.conditionsFixedForTerm),
    notices: { intended: 'UK13', established: 'UK14', changed: 'UK15', ended: 'UK16' }, applicationsOnly: true, isContract: false,
  },
};

export const isKind = (text: string): text is ArrangementKind => (KINDS as readonly string[]).includes(text);

export const INTAKE_WORDS: Readonly<Record<Intake, string>> = {
  standing: 'Apply on any day', annual: 'Opens at least once a year', fixed: 'Opens once, with a review each year',
};

export const CALL_OFF_RULE_WORDS: Readonly<Record<CallOffRule, string>> = {
  'mini-competition': 'Every piece of work is offered to all providers of its lot, in a short competition.',
  ranked: 'The provider with the best score in the lot is asked first, then the next, unless a short competition among all is held.',
  rotation: 'Providers of the lot take turns: whoever has waited longest is next, unless a short competition among all is held.',
};

/** Said on every public page of one, before anybody spends time on joining (DP-28). */
export const NO_GUARANTEE = 'Joining does not guarantee any work. The authority need not buy anything, and what it expects to buy may change.';
export const NO_GUARANTEE_RULE: RuleNote = { sentence: 'Before joining, applicants see that work is not guaranteed, the expected volume, and past use.', source: 'Commissioning select committee report 2014, 6.2.9 (DP-28)', confidence: 'P' };
export const FIXED_RULE: RuleNote = {
  sentence: 'Pass marks, criteria and timetable are fixed at publication. A later change needs a director’s agreement, a public reason, notice to every applicant and the chance to revise or apply.',
  source: 'Commissioning select committee report 2014, recommendation 11; hearing of 30 January 2014, 2(4) (DP-26)', confidence: 'P',
};
export const PLATFORM_NOTICE = (code: NoticeCode): RuleNote => asNote(noticeRule(code));

export const FRAMEWORK_TERM = frameworks.maximumTerm;
export const OPEN_FRAMEWORK_TERM = frameworks.openFramework;
export const LIGHT_TOUCH_TERM = frameworks.lightTouchExempt;

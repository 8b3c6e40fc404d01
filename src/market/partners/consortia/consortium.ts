import { decimal, sumDecimals, type Decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

export const FORMS = {
  'lead-body': ['Partners with a lead body', 'The lead signs the contract, and passes work on by the members’ agreement'],
  'joint-venture': ['Joint venture', 'The members form one new body, which its lead names'],
  prime: ['Prime contractor with named partners', 'The prime answers for all of it, and names a partner for each special need'],
} as const;
export type ConsortiumForm = keyof typeof FORMS;
export type MemberState = 'invited' | 'member' | 'declined' | 'left';

export interface Member {
  readonly id: Id<'consortium_member'>;
  readonly organisationId: string;
  readonly name: string;
  readonly state: MemberState;
  readonly part: string;
  /** Of a prime's partner: the special need for which it is named. */
  readonly specialNeed: string;
  readonly workSharePercent: Decimal | null;
  readonly moneySharePercent: Decimal | null;
  readonly acceptedAt: Date | null;
  readonly signedAt: Date | null;
}

export interface Consortium {
  readonly id: Id<'consortium'>;
  readonly opportunityId: string;
  readonly opportunityTitle: string;
  readonly closesAt: Date | null;
  readonly name: string;
  readonly form: ConsortiumForm;
  readonly legalForm: string;
  readonly leadId: string;
  readonly decisionRules: string;
  readonly confidentiality: string;
  /** What its members say they still need; null while they have not said. */
  readonly daysNeeded: number | null;
  readonly interestAt: Date | null;
  readonly bidId: string | null;
  readonly bidState: string | null;
  readonly endedAt: Date | null;
  readonly lotIds: readonly string[];
  readonly members: readonly Member[];
  readonly checks: readonly { readonly key: string; readonly note: string; readonly doneAt: Date; readonly doneBy: string | null }[];
}

const HUNDRED = decimal('100');
export const taking = (members: readonly Member[]): Member[] => members.filter(({ state }) => state === 'member');

/** Work and money shares are of everyone who is asked or takes part, and each adds up to the whole (DM-15). */
export function decideShares(shares: readonly { readonly work: Decimal; readonly money: Decimal }[]): Decision {
  for (const [kind, words] of [['work', 'Work'], ['money', 'Money']] as const) {
    const total = sumDecimals(shares.map((share) => share[kind]));
    if (!total.equals(HUNDRED)) return refuse('shares', `${words} shares total ${total.toString()}%: they must total 100%.`, { field: kind, rule: SHARES_RULE });
  }
  return allow();
}
export const SHARES_RULE: RuleNote = { sentence: 'The shares of work and of money of a consortium’s members each total 100%.', source: 'Requirement DM-15 (REP 8.3.3)', confidence: 'P' };

/** Once its bid is sent, what it says of each partner stays as it was sent, until the bid is withdrawn. */
export const decideChange = (consortium: Pick<Consortium, 'bidState' | 'endedAt'>): Decision =>
  consortium.endedAt !== null ? refuse('ended', 'This consortium has ended, so it stays as it was.')
    : consortium.bidState !== null && !['draft', 'withdrawn'].includes(consortium.bidState) ? refuse('sent', 'The bid is sent with what this says. Withdraw the bid before you change it.')
      : allow();

/** Checks that the members make themselves; the rest is read from the record. */
export const OWN_CHECKS = {
  insurance: 'Each member has the insurance that the tender asks for',
  safeguarding: 'Each member’s policies (safeguarding, data protection, equality) meet the tender',
  money: 'How money flows from the authority to each member is agreed',
  exit: 'What happens when a member leaves or fails is agreed',
} as const;
export type OwnCheck = keyof typeof OWN_CHECKS;

export interface Readiness {
  readonly key: string;
  readonly words: string;
  readonly ready: boolean;
  readonly hint: string;
}

/** Everything a consortium needs before it can be awarded a contract, done or not. */
export function readiness(consortium: Consortium): Readiness[] {
  const members = consortium.members.filter(({ state }) => state === 'member' || state === 'invited');
  const joined = taking(members);
  const count = (done: number): string => `${done} of ${members.length}`;
  return [
    { key: 'members', words: 'Every member has answered its invitation', ready: members.length > 1 && joined.length === members.length, hint: `${count(joined.length)} take part` },
    { key: 'confidentiality', words: 'Every member has accepted confidentiality', ready: joined.length > 1 && joined.every(({ acceptedAt }) => acceptedAt !== null), hint: count(joined.filter(({ acceptedAt }) => acceptedAt !== null).length) },
    { key: 'shares', words: 'Shares of work and money total 100%', ready: sharesAreWhole(joined), hint: sharesAreWhole(joined) ? '100% each' : 'Not yet' },
    { key: 'rules', words: 'How decisions are made is written down', ready: consortium.decisionRules.trim() !== '', hint: '' },
    { key: 'legal-form', words: 'The legal form is named', ready: consortium.legalForm.trim() !== '', hint: consortium.legalForm },
    ...(consortium.form === 'prime' ? [{ key: 'special-needs', words: 'A partner is named for each special need', ready: partnersNamed(consortium), hint: '' }] : []),
    { key: 'agreement', words: 'Every member has signed the members’ agreement', ready: joined.length > 1 && joined.every(({ signedAt }) => signedAt !== null), hint: count(joined.filter(({ signedAt }) => signedAt !== null).length) },
    ...Object.entries(OWN_CHECKS).map(([key, words]) => {
      const done = consortium.checks.find((check) => check.key === key);
      return { key, words, ready: done !== undefined, hint: done?.note ?? '' };
    }),
  ];
}

export const sharesAreWhole = (members: readonly Member[]): boolean =>
  members.length > 0 && members.every(({ workSharePercent, moneySharePercent }) => workSharePercent !== null && moneySharePercent !== null)
  && decideShares(members.map(({ workSharePercent, moneySharePercent }) => ({ work: workSharePercent!, money: moneySharePercent! }))).kind === 'allowed';

export const partnersNamed = (consortium: Consortium): boolean => {
  const partners = taking(consortium.members).filter(({ organisationId }) => organisationId !== consortium.leadId);
  return partners.length > 0 && partners.every(({ specialNeed }) => specialNeed.trim() !== '');
};

export const LEAD_RULE: RuleNote = { sentence: 'The council contracts with one lead organisation; before award the legal form, the members’ agreement and the shares are checked.', source: 'REP 8.3.2 (DP-34)', confidence: 'P' };

/** What keeps a group's bid from being awarded, each in a sentence (DP-34). */
export function awardGaps(consortium: Consortium): string[] {
  const joined = taking(consortium.members);
  const unsigned = joined.filter(({ signedAt }) => signedAt === null).map(({ name }) => name);
  return [
    consortium.legalForm.trim() === '' && `${consortium.name} has not named its legal form.`,
    unsigned.length > 0 && `The members’ agreement of ${consortium.name} is not signed by ${unsigned.slice(0, 3).join(', ')}${unsigned.length > 3 ? ` and ${unsigned.length - 3} more` : ''}.`,
    !sharesAreWhole(joined) && `The shares of the members of ${consortium.name} do not total 100%.`,
    consortium.form === 'prime' && !partnersNamed(consortium) && `${consortium.name} does not name a partner for each special need.`,
  ].filter((sentence) => sentence !== false);
}

/** "It closes in 20 days and they say they need 35: 15 days short." Null while they have not said. */
export function timeNeeded(daysNeeded: number | null, daysLeft: number | null): string | null {
  if (daysNeeded === null || daysLeft === null) return null;
  if (daysNeeded === 0) return 'Its members say they need no more time.';
  const short = daysNeeded - Math.max(0, daysLeft);
  return short > 0 ? `Bids close in ${Math.max(0, daysLeft)} days and its members still need ${daysNeeded}: ${short} days short.` : `Bids close in ${daysLeft} days and its members still need ${daysNeeded}.`;
}

/** Of two consortia for the same lots (or for a whole without lots) in which one organisation takes part. */
export const sameLot = (one: readonly string[], other: readonly string[]): boolean => one.length === 0 || other.length === 0 || one.some((lot) => other.includes(lot));

/** A record that a role can be held on; 'partner' is an organisation that takes part in another's record (see `partnering`). A role on a body reaches every record of that body; a role on the site reaches all. */
export type ScopeKind = 'site' | 'body' | 'organisation' | 'exercise' | 'opportunity' | 'agreement' | 'bid' | 'partner';

interface RoleDefinition {
  /** As people read it. */
  readonly title: string;
  readonly scope: ScopeKind;
  /** What the holder does, in a sentence for the person who grants it. */
  readonly does: string;
}

/** Every role there is. The persona table of the requirements is its source; a room never invents another. */
export const ROLES = {
  'site-administrator': { title: 'Site administrator', scope: 'site', does: 'Adds bodies to the site and looks after its settings.' },
  administrator: { title: 'Administrator', scope: 'body', does: 'Adds people, grants roles and sets local policy for a body.' },
  commissioner: { title: 'Commissioner', scope: 'body', does: 'Records need and outcomes and leads exercises.' },
  'procurement-officer': { title: 'Procurement officer', scope: 'body', does: 'Builds opportunities, opens bids and runs evaluations.' },
  'contract-manager': { title: 'Contract manager', scope: 'body', does: 'Manages agreements, their reviews and their measures.' },
  'lead-director': { title: 'Lead director', scope: 'body', does: 'Approves gates, exceptions and awards, and answers for contracts.' },
  'legal-officer': { title: 'Legal officer', scope: 'body', does: 'Advises on terms, exemptions and challenges.' },
  'finance-officer': { title: 'Finance officer', scope: 'body', does: 'Confirms values, budgets and payments.' },
  'policy-officer': { title: 'Policy officer', scope: 'body', does: 'Keeps the outcomes framework.' },
  auditor: { title: 'Auditor', scope: 'body', does: 'Searches the audit trail and reads every record that is not sealed.' },
  'owner': { title: 'Exercise owner', scope: 'exercise', does: 'Answers for one commissioning exercise.' },
  evaluator: { title: 'Evaluator', scope: 'opportunity', does: 'Declares interests and scores bids for one opportunity.' },
  'panel-chair': { title: 'Panel chair', scope: 'opportunity', does: 'Moderates the scores of one opportunity.' },
  'organisation-administrator': { title: 'Organisation administrator', scope: 'organisation', does: 'Keeps a supplier’s profile and admits colleagues.' },
  'bid-writer': { title: 'Bid writer', scope: 'organisation', does: 'Writes, submits and withdraws a supplier’s bids.' },
  'bid-adviser': { title: 'Bid adviser', scope: 'organisation', does: 'Helps a supplier with its bids without being of it.' },
} as const satisfies Readonly<Record<string, RoleDefinition>>;

export type Role = keyof typeof ROLES;

/** True for text that names a role. */
export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text);

/** The roles of a public authority's own people. */
export const STAFF_ROLES: readonly Role[] = (Object.keys(ROLES) as Role[]).filter((role) => !['organisation', 'site'].includes(ROLES[role].scope));

interface RoleClash {
  readonly role: Role;
  readonly with: Role;
  readonly why: string;
}

const BOTH_SIDES = 'One person cannot judge bids and help to write them.';

/** Roles that one person may not hold at once (XC-01). Read both ways. */
export const ROLE_CLASHES: readonly RoleClash[] = [
  ...(['evaluator', 'panel-chair', 'procurement-officer'] as const).flatMap((role) =>
    (['bid-writer', 'bid-adviser', 'organisation-administrator'] as const).map((other) => ({ role, with: other, why: BOTH_SIDES })),
  ),
  { role: 'auditor', with: 'procurement-officer', why: 'One person cannot run procurements and audit them.' },
];

/** The clash between a role about to be granted and those already held, if any. */
export const clashOf = (granted: Role, held: readonly Role[]): RoleClash | undefined =>
  ROLE_CLASHES.find((clash) => (clash.role === granted && held.includes(clash.with)) || (clash.with === granted && held.includes(clash.role)));

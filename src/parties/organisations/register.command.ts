import { hashPassword } from 'better-auth/crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import type { Services } from '#platform/services';
import { emailField, mailConfirmation, nameField, passwordProblem, setPassword } from '#platform/sign-in/index';
import { grantRole } from '../people/grant-role.ts';
import { insertPerson, personByEmail, type KnownPerson } from '../people/people.store.ts';
import { askClaim } from './claims.store.ts';
import { findOrganisation } from './find-organisation.store.ts';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { indexOrganisation, insertOrganisation, lockNames, organisationById, storeDeclaration } from './organisations.store.ts';
import { storeSource } from '../take-up/take-up.store.ts';
import { sourceFrom } from '../take-up/take-up.ts';
import { declarationFields, identityFields, type Declaration, type Identity } from './profile-fields.command.ts';

/** The account of somebody new: fields of the last page of registering. */
const accountFields = {
  personName: nameField,
  email: emailField,
  password: z.string(),
};
/** How they came here: never a reason to refuse. */
const sourceInput = { heard: z.string().max(60).catch(''), otherPortal: z.string().catch('') };
const evidenceField = z.string().trim().max(2000, 'What you say must be 2,000 characters or fewer');

/** A new person registers themselves and their organisation at once (DM-02). */
export const registerAsSupplier = command({
  act: ORGANISATION_ACTS.registerAsSupplier,
  input: z.object({ ...identityFields, ...declarationFields, ...accountFields, ...sourceInput, address: z.string().max(12_000).catch('') }),
  record: () => null,
  perform: async ({ tx, services }, input) => {
    const person = await newAccount(tx, services, input, { organisationName: input.name, address: input.address });
    if ('kind' in person) return person;
    if (!person.isNew) return done({ email: input.email }, { record: null });
    const made = await makeOrganisation(tx, person.id, input, false);
    if (typeof made !== 'string') return made;
    return done({ email: input.email }, { record: { kind: 'organisation', id: made }, after: declared(input), personal: { of: person.id, values: { name: input.personName, email: input.email } } });
  },
});

/** Somebody signed in registers an organisation. */
export const registerOrganisation = command({
  act: ORGANISATION_ACTS.registerOrganisation,
  input: z.object({ ...identityFields, ...declarationFields, ...sourceInput }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const person = await tx.selectFrom('person').select('email_verified').where('id', '=', actor.personId!).executeTakeFirstOrThrow();
    const made = await makeOrganisation(tx, actor.personId!, input, person.email_verified);
    if (typeof made !== 'string') return made;
    return done(made, { record: { kind: 'organisation', id: made }, after: declared(input) });
  },
});

/** Somebody new registers and asks to act for an organisation that is here. The account can be used at once; bidding waits for the answer. */
export const registerToClaim = command({
  act: ORGANISATION_ACTS.registerToClaim,
  input: z.object({ organisationId: z.uuid(), ...accountFields, evidence: evidenceField }),
  record: (input) => ({ kind: 'organisation', id: input.organisationId }),
  perform: async ({ tx, services }, input) => {
    const organisation = await organisationById(tx, input.organisationId);
    const person = await newAccount(tx, services, input, { organisationName: organisation!.name, address: `/organisations/${input.organisationId}/claim` });
    if ('kind' in person) return person;
    if (!person.isNew) return done({ email: input.email }, { record: { kind: 'organisation', id: input.organisationId } });
    const asked = await askClaim(tx, services, { organisationId: organisation!.id, organisationName: organisation!.name, personId: person.id, evidence: input.evidence });
    if (asked.kind === 'refused') return asked;
    return done({ email: input.email }, { record: { kind: 'organisation', id: input.organisationId }, personal: { of: person.id, values: { name: input.personName, email: input.email } } });
  },
});

/** Somebody signed in asks to act for an organisation that is here. */
export const askToJoin = command({
  act: ORGANISATION_ACTS.askToJoin,
  input: z.object({ organisationId: z.uuid(), evidence: evidenceField }),
  record: (input) => ({ kind: 'organisation', id: input.organisationId }),
  perform: async ({ tx, services, actor }, input) => {
    const organisation = await organisationById(tx, input.organisationId);
    const asked = await askClaim(tx, services, { organisationId: organisation!.id, organisationName: organisation!.name, personId: actor.personId!, evidence: input.evidence });
    return asked.kind === 'refused' ? asked : done(organisation!.id, { record: { kind: 'organisation', id: organisation!.id } });
  },
});

interface Account {
  readonly personName: string;
  readonly email: string;
  readonly password: string;
}

/**
 * Makes the account. Where the address is known already, nothing is made and its owner gets a mail that leads on with what was typed;
 * whoever registered is told the same in both cases, after the same work.
 */
async function newAccount(tx: Tx, services: Services, account: Account, meant: { readonly organisationName: string; readonly address: string }): Promise<{ readonly id: PersonId; readonly isNew: boolean } | Refused> {
  const problem = passwordProblem(account.password, [account.email, account.personName]);
  if (problem) return refuse('weak-password', problem, { field: 'password' });
  const known = await personByEmail(tx, account.email);
  if (known) {
    await hashPassword(account.password);
    await mailKnownAddress(tx, services, known, meant);
    return { id: known.id, isNew: false };
  }
  const id = await insertPerson(tx, { name: account.personName, email: account.email });
  await setPassword(tx, id, account.password);
  await mailConfirmation(tx, services, { personId: id, name: account.personName, email: account.email });
  return { id, isNew: true };
}

async function mailKnownAddress(tx: Tx, services: Services, known: KnownPerson, meant: { readonly organisationName: string; readonly address: string }): Promise<void> {
  if (known.state === 'erased') return;
  const { siteUrl } = services.config;
  // An address that was typed is put into the mail only where it is one of the pages of registering.
  const onward = /^\/(register|organisations)\/[\w./?=&%+-]*$/.test(meant.address) ? meant.address : '/register';
  await sendMail(tx, {
    to: { personId: known.id, email: known.email },
    subject: 'You have an account already',
    text: `Dear ${known.name},\n\nSomebody, we hope you, began to register at Wantsum with this address, for:\n${meant.organisationName}\n\nYou have an account already. Sign in, then carry on here:\n${siteUrl}${onward}\n\nForgotten your password? ${siteUrl}/forgotten-password\n\nIf it was not you, do nothing: nothing changed.\n`,
  });
}

/** Makes an organisation that is not here yet, with its first administrator. Never a second one of the same number or name. */
async function makeOrganisation(tx: Tx, personId: PersonId, input: Identity & Declaration & { readonly heard: string; readonly otherPortal: string }, isClaimed: boolean): Promise<OrganisationId | Refused> {
  await lockNames(tx);
  let match = await findOrganisation(tx, input);
  if (match && (await releaseAbandoned(tx, match.organisationId))) match = await findOrganisation(tx, input);
  if (match) {
    const field = match.by === 'company-number' ? 'companyNumber' : match.by === 'charity-number' ? 'charityNumber' : 'name';
    if (!(await organisationById(tx, match.organisationId))!.isPublic) return refuse('begun', `Somebody has begun to register this organisation and has yet to confirm their email address. If it was you, open the link in the mail we sent. If not, try again after ${UNCONFIRMED_DAYS} days.`, { field });
    return refuse('here-already', 'This organisation is here already. Ask to act for it instead: go back to the first page, where it is shown. If yours is another of the same name, give its company or charity number.', { field });
  }
  const id = await insertOrganisation(tx, { ...input, source: 'registered', isClaimed });
  await storeDeclaration(tx, id, input);
  const source = sourceFrom(input.heard, input.otherPortal);
  if (source) await storeSource(tx, id, source);
  for (const role of ['organisation-administrator', 'bid-writer'] as const) {
    const granted = await grantRole(tx, { personId, role, scopeKind: 'organisation', scopeId: id, grantedBy: personId, reason: 'Registered the organisation' });
    if (granted.kind === 'refused') return { ...granted, field: 'name' };
  }
  await indexOrganisation(tx, id);
  return id;
}

/** As long as the link that confirms an address works. */
const UNCONFIRMED_DAYS = 7;

/** Takes number and name back from a registration whose address nobody proved in time, so that it cannot keep the true owner out. */
async function releaseAbandoned(tx: Tx, id: OrganisationId): Promise<boolean> {
  const released = await tx.updateTable('organisation').set({ company_number: null, charity_number: null, match_name: '' })
    .where('id', '=', id).where('source', '=', 'registered').where('claimed_at', 'is', null).where('created_at', '<', sql<Date>`wantsum_clock() - make_interval(days => ${UNCONFIRMED_DAYS})`).executeTakeFirst();
  return released.numUpdatedRows === 1n;
}

const declared = (input: Identity & Declaration): Record<string, unknown> => ({
  name: input.name, companyNumber: input.companyNumber, charityNumber: input.charityNumber, kind: input.kind, size: input.size, areas: input.areas, categories: input.categories,
});

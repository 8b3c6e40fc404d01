import { sql } from 'kysely';
import { z } from 'zod';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { sendMail } from '#platform/mail/send-mail';
import { emailField, nameField, newToken, passwordProblem, setPassword, tokenHash } from '#platform/sign-in/index';
import { grantRole } from '../people/grant-role.ts';
import { insertPerson, personByEmail } from '../people/people.store.ts';
import { CLAIM_MOVES } from './claim.ts';
import { claimById, mayDecide, storeDecision } from './claims.store.ts';
import { invitationBy } from './invitations.store.ts';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { colleaguesOf, indexOrganisation, organisationById } from './organisations.store.ts';

/** Accepts or refuses somebody who asked to act for an organisation. The first to be accepted also becomes its administrator. */
export const decideClaim = command({
  act: ORGANISATION_ACTS.decideClaim,
  input: z.object({ claimId: z.uuid('This request is no longer there'), decision: z.enum(['accept', 'refuse'], 'Choose whether to accept or refuse'), reason: z.string().trim().max(2000, 'Reason must be 2,000 characters or fewer') }),
  record: () => null,
  perform: async ({ tx, actor, services }, { claimId, decision, reason }) => {
    const claim = await claimById(tx, claimId);
    if (!claim || !mayDecide(actor, claim)) return refuse('not-yours', 'This request is not yours to answer.');
    const move = decideMove(CLAIM_MOVES, decision, claim.state, 'This request', reason);
    if (move.kind === 'refused') return move;
    if (decision === 'accept' && !claim.person.emailVerified) return refuse('not-confirmed', `${claim.person.name} has not confirmed the email address ${claim.person.email} yet. Accept once they have.`);
    if (!(await storeDecision(tx, claimId, { to: move.value, by: actor.personId!, reason }))) return refuse('wrong-state', 'This has been answered already.');
    if (decision === 'accept') {
      const roles = claim.organisation.hasAdministrator ? (['bid-writer'] as const) : (['organisation-administrator', 'bid-writer'] as const);
      for (const role of roles) {
        const granted = await grantRole(tx, { personId: claim.person.id, role, scopeKind: 'organisation', scopeId: claim.organisation.id, grantedBy: actor.personId, reason: reason || 'Asked to act for the organisation' });
        if (granted.kind === 'refused') return { ...granted, field: 'decision' };
      }
      await tx.updateTable('organisation').set({ claimed_at: sql`coalesce(claimed_at, wantsum_clock())` }).where('id', '=', claim.organisation.id).execute();
      await indexOrganisation(tx, claim.organisation.id);
    }
    await sendMail(tx, {
      to: { personId: claim.person.id, email: claim.person.email },
      subject: decision === 'accept' ? `You now act for ${claim.organisation.name}` : `About your request to act for ${claim.organisation.name}`,
      text: `Dear ${claim.person.name},\n\n${decision === 'accept' ? `You can now act for ${claim.organisation.name}:\n${services.config.siteUrl}/home` : `Your request to act for ${claim.organisation.name} was refused:\n${reason}`}\n`,
    });
    return done(claim.organisation.id, { record: { kind: 'organisation', id: claim.organisation.id }, after: { decision, person: claim.person.id }, ...(reason ? { reason } : {}) });
  },
});

const INVITATION_DAYS = 14;

/** Invites a colleague by mail. Nothing is given until they open the link: it proves the address. */
export const inviteColleague = command({
  act: ORGANISATION_ACTS.invite,
  input: z.object({ organisationId: z.uuid(), email: emailField }),
  record: (input) => ({ kind: 'organisation', id: input.organisationId }),
  perform: async ({ tx, actor, services }, { organisationId, email }) => {
    const organisation = await organisationById(tx, organisationId);
    const colleagues = await colleaguesOf(tx, organisationId);
    if (colleagues.some((colleague) => colleague.email === email)) return refuse('already', 'This person acts for your organisation already.', { field: 'email' });
    const token = newToken();
    await tx.deleteFrom('organisation_invitation').where('organisation_id', '=', organisationId).where('email', '=', email).where('accepted_at', 'is', null).execute();
    await tx.insertInto('organisation_invitation').values({
      id: newId<'organisation_invitation'>(), organisation_id: organisationId, email, token_hash: tokenHash(token), invited_by: actor.personId!, expires_at: sql`wantsum_clock() + make_interval(days => ${INVITATION_DAYS})`,
    }).execute();
    await sendMail(tx, {
      to: { email },
      subject: `${actor.name} invites you to ${organisation!.name}`,
      text: `Hello,\n\n${actor.name} invites you to act for ${organisation!.name} at Wantsum. Join here within ${INVITATION_DAYS} days:\n${services.config.siteUrl}/join?token=${token}\n`,
      about: { kind: 'organisation', id: organisationId },
    });
    return done(undefined, { record: { kind: 'organisation', id: organisationId } });
  },
});

const GONE = 'This invitation has been used already or is too old. Ask your colleague for another';

/** Joins by invitation: as oneself when signed in, else with a new account for the address that was invited. */
export const acceptInvitation = command({
  act: ORGANISATION_ACTS.acceptInvitation,
  input: z.object({ token: z.string().min(1, GONE).max(200, GONE), personName: z.union([z.literal(''), nameField]), password: z.string() }),
  record: () => null,
  perform: async ({ tx, actor }, { token, personName, password }) => {
    const invitation = await invitationBy(tx, token);
    if (!invitation) return refuse('link-gone', GONE);
    let personId: PersonId;
    if (actor.personId) personId = actor.personId;
    else {
      if (await personByEmail(tx, invitation.email)) return refuse('sign-in-first', `There is an account for ${invitation.email} already. Sign in, then open this link again.`);
      if (personName === '') return refuse('no-name', 'Enter your full name', { field: 'personName' });
      const problem = passwordProblem(password, [invitation.email, personName]);
      if (problem) return refuse('weak-password', problem, { field: 'password' });
      personId = await insertPerson(tx, { name: personName, email: invitation.email, emailVerified: true });
      await setPassword(tx, personId, password);
    }
    const used = await tx.updateTable('organisation_invitation').set({ accepted_by: personId, accepted_at: sql`wantsum_clock()` }).where('id', '=', invitation.id).where('accepted_at', 'is', null).executeTakeFirst();
    if (used.numUpdatedRows !== 1n) return refuse('link-gone', GONE);
    const granted = await grantRole(tx, { personId, role: 'bid-writer', scopeKind: 'organisation', scopeId: invitation.organisationId, grantedBy: invitation.invitedBy, reason: 'Accepted an invitation' });
    if (granted.kind === 'refused') return { ...granted, field: '' };
    return done({ isNew: actor.personId === null }, { record: { kind: 'organisation', id: invitation.organisationId }, after: { person: personId, invitedBy: invitation.invitedBy } });
  },
});

/** Ends a colleague's roles. The last administrator stays, since nothing may be owned by nobody. */
export const endColleague = command({
  act: ORGANISATION_ACTS.endColleague,
  input: z.object({ organisationId: z.uuid(), personId: z.uuid(), reason: z.string().trim().min(1, 'Give a reason: it is kept with the record').max(2000, 'Reason must be 2,000 characters or fewer') }),
  record: (input) => ({ kind: 'organisation', id: input.organisationId }),
  perform: async ({ tx, actor }, { organisationId, personId, reason }) => {
    await tx.selectFrom('organisation').select('id').where('id', '=', organisationId).forUpdate().execute();
    const colleagues = await colleaguesOf(tx, organisationId as OrganisationId);
    if (!colleagues.some((colleague) => colleague.personId === personId)) return refuse('gone', 'This person does not act for your organisation.');
    const administrators = colleagues.filter((colleague) => colleague.roles.includes('organisation-administrator'));
    if (administrators.length === 1 && administrators[0]!.personId === personId) return refuse('last-administrator', 'This is your organisation’s only administrator. Make somebody else administrator first.');
    await tx.updateTable('role_holding').set({ held_until: sql`greatest(held_from, wantsum_clock())`, reason }).where('person_id', '=', personId).where('scope_kind', '=', 'organisation').where('scope_id', '=', organisationId).where('held_until', 'is', null).execute();
    return done(undefined, { record: { kind: 'organisation', id: organisationId }, after: { person: personId, by: actor.personId }, reason });
  },
});

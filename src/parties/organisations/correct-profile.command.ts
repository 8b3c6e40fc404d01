import { z } from 'zod';
import type { OrganisationId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { findOrganisation } from './find-organisation.store.ts';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { indexOrganisation, lockNames, organisationById, storeDeclaration, storeDescription, storeIdentity } from './organisations.store.ts';
import { declarationFields, descriptionFields, identityFields, type Identity } from './profile-fields.command.ts';

/** Corrects what an organisation declares, at any time (DM-02). Reports read the new declaration from the same moment. */
export const correctProfile = command({
  act: ORGANISATION_ACTS.correct,
  input: z.object({ organisationId: z.uuid(), ...identityFields, ...declarationFields, ...descriptionFields }),
  record: (input) => ({ kind: 'organisation', id: input.organisationId }),
  perform: async ({ tx }, input) => {
    const id = input.organisationId as OrganisationId;
    await lockNames(tx);
    const before = await organisationById(tx, id);
    const other = await otherWith(tx, id, input);
    if (other) return refuse('here-already', 'Another organisation here has this already. Check it; if both are you, ask the council to join the two.', { field: other });
    await storeIdentity(tx, id, input);
    await storeDeclaration(tx, id, input);
    await storeDescription(tx, id, input);
    await indexOrganisation(tx, id);
    const { organisationId: _id, ...after } = input;
    return done(id, { record: { kind: 'organisation', id }, before: { ...before }, after });
  },
});

/** The field in which another organisation is found. Each number is asked for by itself, since each may be another's. */
async function otherWith(tx: Tx, id: OrganisationId, identity: Identity): Promise<keyof Identity | null> {
  const none = { name: '', companyNumber: null, charityNumber: null };
  for (const field of ['companyNumber', 'charityNumber'] as const) {
    const match = await findOrganisation(tx, { ...none, [field]: identity[field] });
    if (match && match.organisationId !== id) return field;
  }
  const match = await findOrganisation(tx, identity);
  return match?.by === 'name' && match.organisationId !== id ? 'name' : null;
}

import { z } from 'zod';
import type { BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { areaOf } from '../reference/areas.store.ts';
import { BODY_KINDS, type BodyKind } from './body.ts';
import { BODY_ACTS } from './bodies.acts.ts';
import { bodyById, insertBody, takenField, updateBody } from './bodies.store.ts';

const orNull = (text: string): string | null => (text === '' ? null : text);
const TAKEN = { slug: 'Another body has this short name', gssCode: 'Another body has this code', platformIdentifier: 'Another body has this identifier' } as const;

const bodyFields = {
  name: z.string().trim().min(1, 'Enter the name of the body').max(200, 'Name must be 200 characters or fewer').regex(/^[^\p{Cc}<>]+$/u, 'Name must not include < or >'),
  slug: z.string().trim().max(80, 'Short name must be 80 characters or fewer').regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Short name must be lower case letters, numbers and hyphens, like kent'),
  kind: z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]], 'Choose what kind of body it is'),
  gssCode: z.string().trim().toUpperCase().refine((code) => code === '' || areaOf(code) !== undefined, 'Enter an ONS code from the list, like E10000016, or leave it empty').transform(orNull),
  platformIdentifier: z.string().trim().max(60, 'Identifier must be 60 characters or fewer').regex(/^[A-Za-z0-9-]*$/, 'Identifier must be letters, numbers and hyphens').transform(orNull),
  website: z.string().trim().max(300, 'Website must be 300 characters or fewer').refine((text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)), 'Enter a web address that begins with https://').transform(orNull),
  contactEmail: z.string().trim().toLowerCase().max(254, 'Email address must be 254 characters or fewer').regex(/^(|[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+)$/, 'Enter an email address, like name@example.gov.uk').transform(orNull),
};

/** Adds a public body to the site. */
export const createBody = command({
  act: BODY_ACTS.create,
  input: z.object(bodyFields),
  record: () => null,
  perform: async ({ tx }, input) => {
    const taken = await takenField(tx, input, null);
    if (taken) return refuse('taken', TAKEN[taken], { field: taken });
    const id = await insertBody(tx, input);
    return done(id, { record: { kind: 'body', id }, bodyId: id, after: input });
  },
});

export const editBody = command({
  act: BODY_ACTS.edit,
  input: z.object({ bodyId: z.uuid(), ...bodyFields }),
  record: (input) => ({ kind: 'body', id: input.bodyId }),
  perform: async ({ tx }, { bodyId, ...details }) => {
    const id = bodyId as BodyId;
    const before = await bodyById(tx, id);
    const taken = await takenField(tx, details, id);
    if (taken) return refuse('taken', TAKEN[taken], { field: taken });
    await updateBody(tx, id, details);
    return done(id, { record: { kind: 'body', id }, bodyId: id, before: { ...before }, after: details });
  },
});

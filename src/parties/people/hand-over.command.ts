import { z } from 'zod';
import { isId, type BodyId, type PersonId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { ROLES } from '#platform/access/roles';
import { command, done } from '#platform/command/command';
import type { HeldWork, Inheritance } from '../ports.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { personById } from './people.store.ts';
import { peopleOfBody, type PersonOfBody } from './roles-of-body.store.ts';

export const MOST_HEIRS = 2000;

/** Who of a body's people may take a kind of work over. */
export const heirsFor = ({ heirs }: Inheritance, leaverId: string, people: readonly PersonOfBody[]): readonly PersonOfBody[] =>
  people.filter(({ id, roles }) => id !== leaverId && (heirs === undefined || roles.some((role) => heirs.includes(role))));

/** The field in which the heir of one kind of work is chosen. */
export const heirField = (key: string): string => `heir-${key}`;

/** Gives all that somebody holds at a body to others at once: an heir for each kind of work, all of it or none of it. */
export const handOverWork = (heldWork: readonly HeldWork[] = []) => command({
  act: PEOPLE_ACTS.handOver,
  input: z.object({
    bodyId: z.uuid(), personId: z.uuid(), heirs: z.record(z.string(), z.string().refine((text) => text === '' || isId(text), 'Choose a person')),
    reason: z.string().trim().min(1, 'Give a reason: it is kept with the record').max(2000, 'Reason must be 2,000 characters or fewer'),
  }),
  record: ({ bodyId }) => ({ kind: 'body', id: bodyId }),
  perform: async (context, { bodyId, personId, heirs, reason }) => {
    const { tx } = context;
    const people = await peopleOfBody(tx, bodyId, '', MOST_HEIRS);
    const person = people.some(({ id }) => id === personId) ? await personById(tx, personId) : null;
    if (!person) return refuse('not-here', 'This person holds no role on this body.');
    const given: Record<string, { readonly to: string; readonly number: number }> = {};
    for (const { inheritance, nouns } of heldWork) {
      const chosen = inheritance && heirs[inheritance.key];
      if (!chosen) continue;
      const heir = heirsFor(inheritance, personId, people).find(({ id }) => id === chosen);
      const field = heirField(inheritance.key);
      if (!heir) return refuse('not-an-heir', `Choose somebody who ${inheritance.heirs ? `is ${inheritance.heirs.map((role) => ROLES[role].title.toLowerCase()).join(' or ')}` : 'has a role'} here for the ${nouns[1]}.`, { field });
      const done = await inheritance.give(context, { from: person.id, to: heir.id, bodyId: bodyId as BodyId, reason });
      if (done.kind === 'refused') return refuse(done.code, done.sentence, { field, ...(done.rule ? { rule: done.rule } : {}) });
      if (done.value > 0) given[inheritance.key] = { to: heir.id, number: done.value };
    }
    if (Object.keys(given).length === 0) return refuse('nobody-named', 'Choose who takes over at least one kind of work.');
    return done({ number: Object.values(given).reduce((sum, { number }) => sum + number, 0) }, { record: { kind: 'body', id: bodyId }, bodyId: bodyId as BodyId, before: { person: personId as PersonId }, after: given, reason });
  },
});

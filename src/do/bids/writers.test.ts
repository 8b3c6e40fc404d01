import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kysely } from 'kysely';
import type { OrganisationId, PersonId } from '#kernel/ids';
import type { Tx } from '#platform/database/connection';
import { mailWriters, type Letter } from '#parties';
import { openHouse, type House } from '../../../tests/house.ts';
import { bidContacts } from './writers.store.ts';

let house: House;
let medway: OrganisationId;
let thanet: OrganisationId;
const of: Record<'both' | 'medway' | 'thanet', PersonId> = { both: '' as PersonId, medway: '' as PersonId, thanet: '' as PersonId };

beforeAll(async () => {
  house = await openHouse();
  [medway, thanet] = [await house.addOrganisation('Medway Clubs'), await house.addOrganisation('Thanet Beginners')];
  of.both = await house.addPerson('Bo Both', ['bid-writer', medway], ['organisation-administrator', medway], ['bid-writer', thanet]);
  of.medway = await house.addPerson('Mo Medway', ['organisation-administrator', medway]);
  of.thanet = await house.addPerson('Tess Thanet', ['bid-writer', thanet]);
  await house.addPerson('Ada Adviser', ['bid-adviser', medway]);
  const gone = await house.addPerson('Gus Gone', ['bid-writer', medway]);
  await house.database.write((tx) => tx.updateTable('role_holding').set((set) => ({ held_until: set.fn<Date>('wantsum_clock') })).where('person_id', '=', gone).execute());
});
afterAll(() => house.close());

const letter = (to: readonly string[], subject: string): Letter => ({ organisationIds: to, about: { kind: 'bid', id: medway }, subject, text: 'Words.' });

/** Whom each subject was mailed to, in a transaction that is taken back. @returns the queries it took too */
async function mailed(letters: readonly Letter[]): Promise<{ readonly told: ReadonlySet<PersonId>; readonly mails: readonly { readonly subject: string; readonly person: string | null }[]; readonly queries: number }> {
  let queries = 0;
  return house.database.write(async (tx) => {
    const counting = (tx as unknown as Kysely<unknown>).withPlugin({ transformQuery: ({ node }) => { queries += 1; return node; }, transformResult: async ({ result }) => result });
    const told = await mailWriters(counting as unknown as Tx, letters);
    const asked = queries;
    const mails = await tx.deleteFrom('outbox_mail').returning(['subject', 'recipient_person_id as person']).execute();
    return { told, mails, queries: asked };
  });
}
const sorted = (people: Iterable<string | null>): readonly (string | null)[] => [...people].sort();

describe('mail to those who write for organisations', () => {
  test('nobody has one letter twice, whatever roles and organisations they hold; who only advises or has left has none', async () => {
    const { told, mails } = await mailed([letter([medway, thanet], 'Together')]);
    expect(sorted(mails.map(({ person }) => person))).toEqual(sorted(Object.values(of)));
    expect(sorted(told)).toEqual(sorted(Object.values(of)));
  });

  test('two letters are two mails to who writes for both, and one person who was told', async () => {
    const { told, mails } = await mailed([letter([medway], 'To Medway'), letter([thanet], 'To Thanet')]);
    expect(sorted(mails.filter(({ subject }) => subject === 'To Medway').map(({ person }) => person))).toEqual(sorted([of.both, of.medway]));
    expect(sorted(mails.filter(({ subject }) => subject === 'To Thanet').map(({ person }) => person))).toEqual(sorted([of.both, of.thanet]));
    expect(told.size).toBe(3);
  });

  test('no letter, none to an organisation without people, and nobody told', async () => {
    const empty = await house.addOrganisation('Nobody Here');
    for (const letters of [[], [letter([], 'To nobody')], [letter([empty], 'To an empty house')]]) expect(await mailed(letters)).toMatchObject({ told: new Set(), mails: [] });
  });

  test('a hundred letters take as many queries as one', async () => {
    const [one, many] = [await mailed([letter([medway], 'One')]), await mailed(Array.from({ length: 100 }, (_, index) => letter([index % 2 === 0 ? medway : thanet], `Letter ${index}`)))];
    expect(many.mails).toHaveLength(200);
    expect(many.queries).toBe(one.queries);
  });

  test('contacts stand once for each bid and person, in the order of the bids', async () => {
    const contacts = await house.database.read((read) => bidContacts(read, [{ bidId: 'second', organisationId: thanet }, { bidId: 'first', organisationId: medway }]));
    expect(contacts.map(({ bidId }) => bidId)).toEqual(['second', 'second', 'first', 'first']);
    expect(sorted(contacts.filter(({ bidId }) => bidId === 'second').map(({ personId }) => personId))).toEqual(sorted([of.both, of.thanet]));
    expect(await house.database.read((read) => bidContacts(read, []))).toEqual([]);
  });
});

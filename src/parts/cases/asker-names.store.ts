import type { Read } from '#platform/database/connection';
import type { Case } from './case.ts';

/** By what whoever raised a case could be told: the names of the organisation and of the person, and the address. None of them may stand in words for everyone. */
export async function askerNames(read: Read, { raisedFor, raisedBy }: Pick<Case, 'raisedFor' | 'raisedBy'>): Promise<string[]> {
  const organisation = raisedFor === null ? undefined : await read.selectFrom('organisation').select(['name', 'match_name']).where('id', '=', raisedFor).executeTakeFirst();
  const person = raisedBy === null ? undefined : await read.selectFrom('person').select(['name', 'email']).where('id', '=', raisedBy).executeTakeFirst();
  return [organisation?.name, organisation?.match_name, person?.name, person?.email].filter((name) => name !== undefined);
}

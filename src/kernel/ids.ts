import { uuidv7 } from 'uuidv7';

declare const tableBrand: unique symbol;

/** A UUIDv7 made in the program, branded with the table whose row it names, so that a bid's id cannot be passed for an organisation's. */
export type Id<Table extends string> = string & { readonly [tableBrand]: Table };

/** A new time-ordered id. Time order keeps B-tree inserts at the right-hand edge and gives every list a stable natural order. */
export const newId = <Table extends string>(): Id<Table> => uuidv7() as Id<Table>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** True when the text has a UUID's form. A form field or an address may hold anything; PostgreSQL answers other text with an error. */
export const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

/** Brands text that came from our own database or has passed `isId`. Throws on any other text: that is a fault in the program, not bad input. */
export function idFrom<Table extends string>(text: string): Id<Table> {
  if (!isId(text)) throw new Error(`not an id: ${JSON.stringify((text as string).slice(0, 40))}`);
  return text.toLowerCase() as Id<Table>;
}

export type BodyId = Id<'body'>;
export type OrganisationId = Id<'organisation'>;
export type PersonId = Id<'person'>;

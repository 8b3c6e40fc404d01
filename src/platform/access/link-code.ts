import { createHash, randomBytes } from 'node:crypto';

/** Longer text than this is no code: it is not even hashed. */
const MOST_CHARACTERS = 100;

/** The secret of a link that lets somebody without an account do one thing: 128 random bits. It is shown once and kept nowhere. */
export const newLinkCode = (): string => randomBytes(16).toString('base64url');

/**
 * What is kept of a code, so that nobody who reads the database can act as somebody.
 * @param of what the link is for, so that a code of one thing never opens another: "lay assessor"
 */
export const linkCodeHash = (of: string, code: string): Buffer => createHash('sha256').update(`wantsum ${of} ${code}`).digest();

/** Whether a text from an address may be a code at all. */
export const mayBeLinkCode = (text: string): boolean => text !== '' && text.length <= MOST_CHARACTERS;

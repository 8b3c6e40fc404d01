import { wordsAt } from './check-grant.ts';
import type { GrantDocument } from './grant-fields.ts';

/** The cells of a recipient that hold its numbers, for whoever normalises and matches them. */
export interface RecipientNumbers {
  readonly company: string;
  readonly charity: string;
}

/**
 * The company and charity number that a recipient is known by: first what its identifier says by its prefix (org-id.guide), then the
 * columns of their own. An identifier without a prefix could be either, so it counts only where a column of its own says the same.
 */
export function recipientNumbers(recipient: GrantDocument): RecipientNumbers {
  const id = wordsAt(recipient['id']).toUpperCase();
  const [company, charity] = [wordsAt(recipient['companyNumber']), wordsAt(recipient['charityNumber'])];
  const asCompany = /^GB-COH-(.+)$/.exec(id)?.[1];
  const asCharity = /^GB-(?:CHC|NIC|SC)-(.+)$/.exec(id)?.[1];
  return { company: asCompany ?? company, charity: asCharity ? (/^GB-NIC-\d/.test(id) ? `NIC${asCharity}` : asCharity) : charity };
}

/** The identifier that a recipient is published by: what was given when it has a prefix, else by its numbers, else one of ours. */
export function recipientIdentifier(given: string, companyNumber: string | null, charityNumber: string | null, own: string): string {
  if (/^[A-Z]{2}-[A-Z0-9]{2,}-.+/i.test(given) || /^(360G|XI|XM)-.+/i.test(given)) return given;
  if (charityNumber) return charityNumber.startsWith('SC') ? `GB-SC-${charityNumber}` : charityNumber.startsWith('NIC') ? `GB-NIC-${charityNumber.slice(3)}` : `GB-CHC-${charityNumber}`;
  if (companyNumber) return `GB-COH-${companyNumber}`;
  return given || own;
}

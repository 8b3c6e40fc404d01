import { labelCovering, withheldWords, type Label } from '#parts/labels';
import { plannedTerm, currencyOf, minorOf } from './grant-columns.ts';
import { listAt, wordsAt } from './check-grant.ts';
import type { GrantDocument, Json } from './grant-fields.ts';
import { INDIVIDUAL } from './kept-document.ts';
import { recipientIdentifier } from './recipient-numbers.ts';

/** A grant of the house: its agreement, and what is kept beside it. */
export interface KnownGrant {
  readonly id: string;
  readonly identifier: string;
  readonly title: string;
  readonly description: string;
  readonly bodySlug: string;
  readonly bodyName: string;
  readonly unitName: string | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly supplierName: string | null;
  readonly valuePence: bigint | null;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  /** The day it was recorded here, for one whose award has no date. */
  readonly recordedOn: string;
  readonly document: GrantDocument | null;
  readonly sourceHash: string | null;
  readonly updatedAt: Date;
  readonly labels: readonly Label[] | null;
}

/** What an export is made with: the publisher's prefix, and where the site is. */
export interface Publisher {
  readonly prefix: string;
  readonly siteUrl: string;
}

const STANDARD_ORDER = ['id', 'title', 'description', 'currency', 'amountAppliedFor', 'amountAwarded', 'amountDisbursed', 'awardDate', 'url', 'plannedDates', 'actualDates', 'recipientOrganization', 'recipientIndividual', 'beneficiaryLocation', 'fundingOrganization', 'grantProgramme'];

/**
 * A grant in the 360Giving standard: its document, brought up to what the agreement says now, without what a label withholds. Null where it
 * cannot be said in the standard's terms: the amount is withheld, or not known.
 */
export function asGiving(grant: KnownGrant, publisher: Publisher): GrantDocument | null {
  const document = grant.document ?? {};
  const withheld = (field: string): string | null => {
    const label = labelCovering(grant.labels ?? [], field, null);
    return label ? withheldWords(label) : null;
  };
  const amount = amountOf(grant, document);
  if (amount === null || withheld('value')) return null;
  const said: Record<string, Json> = {
    ...document, id: grant.identifier, title: grant.title, description: withheld('description') ?? (grant.description.trim() || grant.title),
    currency: currencyOf(document), amountAwarded: amount,
    awardDate: (document['awardDate'] ?? grant.startsOn ?? grant.recordedOn) as string,
    ...plannedOf(grant, document), ...recipientsOf(grant, document, publisher, withheld('supplier')), fundingOrganization: fundersOf(grant, document, publisher),
    dateModified: document['dateModified'] ?? grant.updatedAt.toISOString(),
    dataSource: document['dataSource'] ?? `${publisher.siteUrl}/contracts/${grant.id}`,
  };
  const names = [...STANDARD_ORDER.filter((name) => said[name] !== undefined), ...Object.keys(said).filter((name) => !STANDARD_ORDER.includes(name))];
  return Object.fromEntries(names.map((name) => [name, said[name]!]));
}

/** The agreement's value where it is in pounds, in the document's own form while both say the same. */
function amountOf({ valuePence }: KnownGrant, document: GrantDocument): number | null {
  const given = document['amountAwarded'];
  const isPounds = currencyOf(document) === 'GBP';
  if (typeof given === 'number' && (!isPounds || minorOf(given) === valuePence)) return given;
  return isPounds && valuePence !== null ? Number(valuePence) / 100 : null;
}

/** The document's planned dates, unless somebody has changed the agreement's since. */
function plannedOf({ startsOn, endsOn }: KnownGrant, document: GrantDocument): { readonly plannedDates?: Json } {
  const given = plannedTerm(document);
  if ((given.startsOn ?? null) === startsOn && (given.endsOn ?? null) === endsOn) return document['plannedDates'] === undefined ? {} : { plannedDates: document['plannedDates'] };
  const { duration: _was, startDate: _start, endDate: _end, ...rest } = listAt(document['plannedDates'])[0] ?? {};
  return { plannedDates: [{ ...(startsOn ? { startDate: startsOn } : {}), ...(endsOn ? { endDate: endsOn } : {}), ...rest }] };
}

function recipientsOf(grant: KnownGrant, document: GrantDocument, { prefix }: Publisher, withheld: string | null): { readonly recipientOrganization?: Json; readonly recipientIndividual?: Json } {
  if (document['recipientIndividual'] !== undefined) return { recipientIndividual: { id: `${grant.identifier}-IND`, name: INDIVIDUAL } };
  if (withheld) return { recipientOrganization: [{ id: `${prefix}-ORG:withheld`, name: withheld }] };
  const given = listAt(document['recipientOrganization']);
  const first = given[0] ?? {};
  const name = wordsAt(first['name']) || grant.organisationName || grant.supplierName || wordsAt(first['id']) || 'Not named in the record';
  const own = `${prefix}-ORG:${grant.organisationId ?? squeezed(name)}`;
  const lead = { ...first, id: recipientIdentifier(wordsAt(first['id']), grant.companyNumber, grant.charityNumber, own), name };
  const others = given.slice(1).map((one) => ({ ...one, name: wordsAt(one['name']) || wordsAt(one['id']), id: wordsAt(one['id']) || `${prefix}-ORG:${squeezed(wordsAt(one['name']))}` }));
  return { recipientOrganization: [lead, ...others] };
}

function fundersOf(grant: KnownGrant, document: GrantDocument, { prefix }: Publisher): Json {
  const given = listAt(document['fundingOrganization']);
  const own = { id: `${prefix}-ORG:${grant.bodySlug}`, name: grant.bodyName };
  if (given.length === 0) return [{ ...own, ...(grant.unitName ? { department: grant.unitName } : {}) }];
  return given.map((one) => ({ ...one, id: wordsAt(one['id']) || own.id, name: wordsAt(one['name']) || own.name }));
}

const squeezed = (name: string): string => name.replaceAll(/[^A-Za-z0-9]+/g, '_').slice(0, 80);

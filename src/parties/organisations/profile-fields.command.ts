import { z } from 'zod';
import { areaOf } from '../reference/areas.store.ts';
import { cpvTitle } from '../reference/cpv.store.ts';
import { ORGANISATION_KINDS, SIZES, type OrganisationKind, type Size } from './organisation.ts';
import { normaliseCharityNumber, normaliseCompanyNumber, type ParsedNumber } from './organisation-number.ts';

const MOST_AREAS = 450;
const MOST_CATEGORIES = 60;

/** A number that may be left out; given, it is normalised or refused with what is wrong. */
const optionalNumber = (normalise: (text: string) => ParsedNumber) =>
  z.string().trim().max(40, 'Number must be 40 characters or fewer').transform((text, context): string | null => {
    if (text === '') return null;
    const parsed = normalise(text);
    if (parsed.ok) return parsed.number;
    context.addIssue({ code: 'custom', message: parsed.why });
    return z.NEVER;
  });

/** Which organisation: the first page of registering. */
export const identityFields = {
  name: z.string().trim().min(1, 'Enter the name of your organisation').max(300, 'Name must be 300 characters or fewer').regex(/^[^\p{Cc}<>]+$/u, 'Name must not include < or >').refine((name) => /[\p{L}\p{N}]/u.test(name), 'Name must include a letter or a number'),
  companyNumber: optionalNumber(normaliseCompanyNumber),
  charityNumber: optionalNumber(normaliseCharityNumber),
};

/** What an organisation declares: the second page. */
export const declarationFields = {
  kind: z.enum(Object.keys(ORGANISATION_KINDS) as [OrganisationKind, ...OrganisationKind[]], 'Choose what kind of organisation it is'),
  size: z.enum(Object.keys(SIZES) as [Size, ...Size[]], 'Choose how many staff it has'),
  areas: z.array(z.string()).max(MOST_AREAS, 'Choose fewer areas').refine((codes) => codes.every((code) => areaOf(code) !== undefined), 'Choose areas from the list').transform((codes) => [...new Set(codes)]),
  categories: z.array(z.string()).max(MOST_CATEGORIES, `Choose ${MOST_CATEGORIES} categories or fewer`).refine((codes) => codes.every((code) => cpvTitle(code) !== undefined), 'Choose categories from the list').transform((codes) => [...new Set(codes)]),
};

/** What else the public page shows; all of it may be left out. */
export const descriptionFields = {
  postcode: z.string().trim().toUpperCase().max(10, 'Postcode must be 10 characters or fewer').regex(/^(|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})$/, 'Enter a full UK postcode, like ME14 1XQ'),
  website: z.string().trim().max(300, 'Website must be 300 characters or fewer').refine((text) => text === '' || (/^https?:\/\//i.test(text) && URL.canParse(text)), 'Enter a web address that begins with https://'),
  summary: z.string().trim().max(2000, 'What you do must be 2,000 characters or fewer'),
  staffNumber: z.string().trim().regex(/^\d{0,6}$/, 'Number of staff must be a whole number').transform((text) => (text === '' ? null : Number(text))),
};

export type Identity = z.output<z.ZodObject<typeof identityFields>>;
export type Declaration = z.output<z.ZodObject<typeof declarationFields>>;
export type Description = z.output<z.ZodObject<typeof descriptionFields>>;

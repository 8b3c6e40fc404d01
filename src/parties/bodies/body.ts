/** Kinds of public body, as the database has them and as people read them. */
export const BODY_KINDS = {
  'county-council': 'County council',
  'unitary-authority': 'Unitary authority',
  'district-council': 'District council',
  'metropolitan-district': 'Metropolitan district',
  'london-borough': 'London borough',
  'combined-authority': 'Combined authority',
  'parish-council': 'Parish or town council',
  'fire-authority': 'Fire authority',
  'police-authority': 'Police authority',
  school: 'School',
  health: 'Health body',
  other: 'Other public body',
} as const;

export type BodyKind = keyof typeof BODY_KINDS;

export const isBodyKind = (text: string): text is BodyKind => Object.hasOwn(BODY_KINDS, text);

/** A name as it stands in addresses: lower case letters, digits and hyphens. "Bristol, City of" gives "bristol-city-of". */
export function slugOf(name: string): string {
  return name.normalize('NFKD').replaceAll(/\p{M}+/gu, '').toLowerCase().replaceAll(/['’]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 80).replace(/-+$/, '');
}

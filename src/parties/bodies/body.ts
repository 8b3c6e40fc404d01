import { allow, refuse, type Decision } from '#kernel/outcome';

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

interface NamedUnit {
  readonly id: string;
  readonly name: string;
  readonly endedOn: string | null;
  readonly formerNames: readonly { readonly untilOn: string }[];
}

/** May a directorate take another name from a day on? Names follow each other, and none begins in the future. */
export function decideRename(unit: NamedUnit, { name, from, today }: { readonly name: string; readonly from: string; readonly today: string }): Decision {
  if (unit.endedOn !== null) return refuse('gone', 'This directorate or service has ended, so its name stays as it was.');
  if (name === unit.name) return refuse('same-name', 'This is its name already.', { field: 'unitName' });
  if (Number.isNaN(Date.parse(from)) || !new Date(from).toISOString().startsWith(from)) return refuse('no-date', 'Enter a real date.', { field: 'from' });
  if (from > today) return refuse('future', 'The first day of the new name must be today or earlier: rename it on the day.', { field: 'from' });
  const last = unit.formerNames.at(-1);
  if (last && from <= last.untilOn) return refuse('before-last', 'The first day must be after the day on which the name before it ended.', { field: 'from' });
  return allow();
}

/** May a directorate go into this other one? Into one that goes on, so that what is counted always ends up somewhere. */
export function decideSuccession(unit: NamedUnit, successorId: string | null, successor: NamedUnit | null): Decision {
  if (successorId === null) return allow();
  if (successor === null) return refuse('not-here', 'Choose one of this body’s directorates or services.', { field: 'successorId' });
  if (successor.id === unit.id) return refuse('itself', 'It cannot go into itself.', { field: 'successorId' });
  if (successor.endedOn !== null) return refuse('ended', `${successor.name} has ended. Choose one that goes on.`, { field: 'successorId' });
  return allow();
}

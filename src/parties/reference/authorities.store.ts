import type { BodyKind } from '../bodies/body.ts';
import { slugOf } from '../bodies/body.ts';
import { areas, type Area, type AreaKind } from './areas.store.ts';

/** A local authority that a body can be made from: by an import that names it, or on the page for a new body. */
export interface Authority {
  readonly slug: string;
  readonly name: string;
  readonly kind: BodyKind;
  readonly gssCode: string;
}

const BODY_KINDS: Readonly<Partial<Record<AreaKind, BodyKind>>> = {
  county: 'county-council', unitary: 'unitary-authority', district: 'district-council', 'metropolitan-district': 'metropolitan-district', 'london-borough': 'london-borough',
};

/**
 * The authority of a slug, in the list of the Office for National Statistics: `kent`, `salford`, `swale`. The list gives the area's
 * name, so the council's is made of it ("Kent County Council", "Salford Council"); its own people correct it on its page.
 */
export function authorityOf(slug: string): Authority | undefined {
  const area = areas().find((candidate) => BODY_KINDS[candidate.kind] !== undefined && slugOf(candidate.name) === slug);
  return area && authorityFrom(area);
}

/** The slug of every authority of the list, for a slip of the keyboard to be told from a new name. */
export const authoritySlugs = (): string[] => areas().filter((area) => BODY_KINDS[area.kind] !== undefined).map((area) => slugOf(area.name));

function authorityFrom(area: Area): Authority {
  const words = area.kind === 'county' ? 'County Council' : area.kind === 'london-borough' ? 'London Borough Council' : 'Council';
  return { slug: slugOf(area.name), name: `${area.name} ${words}`, kind: BODY_KINDS[area.kind]!, gssCode: area.code };
}

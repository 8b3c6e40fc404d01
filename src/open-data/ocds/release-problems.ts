import { validateRelease } from '#ocds-tools';
import type { Json } from './parties-of-release.ts';

/** What the schema finds wrong in a release, undocumented fields among it: none, or somebody has work to do. */
export function problemsOf(release: Json): readonly { readonly path: string; readonly keyword: string; readonly message: string }[] {
  const { errors, undocumented } = validateRelease(release);
  return [...errors, ...undocumented.map((path) => ({ path, keyword: 'undocumented', message: 'is not described by the schema' }))];
}

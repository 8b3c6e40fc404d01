import { MergeByPath } from './merge-by-path.ts';
import { MergeInPlace, Unsure } from './merge-in-place.ts';
import { inOrderOfDate, type DuplicateId, type Release } from './merge-problem.ts';
import type { MergeRules } from './merge-rules.ts';

export interface Merged {
  /** A compiled or versioned release. */
  readonly release: unknown;
  readonly duplicates: readonly (DuplicateId & { readonly release: unknown })[];
}

/** A release that can be read, and read again: merging changes what it reads. */
export interface ReleaseToMerge {
  readonly date?: unknown;
  /** Whether `read` keeps numbers that JavaScript cannot hold. */
  readonly risky: boolean;
  read(): Release;
}

/**
 * Merges the releases of one process, in the order in which they came, into one compiled or versioned release.
 * @throws MergeProblem where they cannot be merged
 */
export function mergeProcess(releases: readonly ReleaseToMerge[], rules: MergeRules, versioned: boolean): Merged {
  const ordered = inOrderOfDate(releases);
  if (versioned || ordered.some(({ risky }) => risky)) return mergeWith(ordered, (tell) => new MergeByPath(rules, versioned, tell));
  try {
    return mergeWith(ordered, (tell) => new MergeInPlace(rules, tell));
  } catch (problem) {
    if (!(problem instanceof Unsure)) throw problem;
    return mergeWith(ordered, (tell) => new MergeByPath(rules, versioned, tell));
  }
}

interface Merge { add(release: Release): void; result(): unknown }

function mergeWith(ordered: readonly ReleaseToMerge[], begin: (tell: (duplicate: DuplicateId) => void) => Merge): Merged {
  const duplicates: (DuplicateId & { readonly release: unknown })[] = [];
  let current: unknown = null;
  const merge = begin((duplicate) => duplicates.push({ ...duplicate, release: current }));
  for (const one of ordered) {
    const release = one.read();
    current = release['id'] ?? null;
    merge.add(release);
  }
  return { release: merge.result(), duplicates };
}

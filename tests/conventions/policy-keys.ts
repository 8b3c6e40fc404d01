import type { SourceFile } from './source-files.ts';

/** Rooms whose naming of a policy proves nothing: the policy's own, and the demonstration, which only sets them. */
const NOT_READERS = ['src/policy/', 'src/demo/'];

/**
 * Policies that nobody obeys: a public page says "What stands here is what this site decides by", so each of them is read by some shipped file
 * outside the policy room and the demonstration.
 * @param keys every policy there is
 * @returns one sentence each
 */
export function unreadPolicies(keys: readonly string[], files: readonly SourceFile[]): string[] {
  const readers = files.filter(({ path }) => !NOT_READERS.some((folder) => path.startsWith(folder)));
  // Comments name policies too, and read none.
  const text = readers.map((file) => file.text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '')).join('\n');
  return keys.filter((key) => !text.includes(`'${key}'`)).map((key) => `The policy ${key} is read by no code: obey it, or take it out of src/policy/policy-keys.ts.`);
}

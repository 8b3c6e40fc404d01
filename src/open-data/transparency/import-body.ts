import { newId, type BodyId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { Role } from '#platform/access/roles';
import type { Tx } from '#platform/database/connection';
import { oneEdit } from '#matching';
import { authoritySlugs } from '#parties';
import { IMPORTING_ROLES } from './import.acts.ts';
import { localAuthority } from './local-authorities.ts';

export interface ImportBody {
  readonly id: BodyId;
  readonly slug: string;
  readonly name: string;
  readonly isNew: boolean;
}

/** What was said of the body, beside its slug. */
export interface SaidOfBody {
  /** What a new body is called; else as the list of authorities calls it, else by its slug. */
  readonly name?: string | undefined;
  /** A new body is meant, though its slug is like a known one. */
  readonly isNew?: boolean | undefined;
}

/**
 * The body that a file is imported for, locked so that two imports for it follow one another. Made when it is new: by the
 * list of authorities where it is one. A slug a letter apart from a known one is refused, unless a new body is said to be meant.
 * Only the command line and site administrators make bodies. `roles` on the body may import.
 */
export async function bodyForImport(tx: Tx, actor: Actor, slug: string, said: SaidOfBody = {}, roles: readonly Role[] = IMPORTING_ROLES): Promise<ImportBody | Refused> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 80) return refuse('bad-slug', 'Name the body by its slug: lower case letters, digits and hyphens, such as salford.', { field: 'body' });
  const authority = localAuthority(slug);
  const found = await tx.selectFrom('body').select(['id', 'slug', 'name']).where((where) => where.or([where('slug', '=', slug), ...(authority ? [where('slug', '=', authority.slug), where('gss_code', '=', authority.gssCode)] : [])])).forNoKeyUpdate().executeTakeFirst();
  if (found) {
    const isTheirs = actor.kind !== 'person' || actor.holdings.some((held) => held.scopeKind === 'site' || (held.scopeKind === 'body' && held.scopeId === found.id && roles.includes(held.role)));
    return isTheirs ? { id: found.id as BodyId, slug: found.slug, name: found.name, isNew: false } : refuse('not-yours', 'You do not hold a role that may import for this authority.', { field: 'body' });
  }
  if (actor.kind === 'person' && !actor.holdings.some((held) => held.scopeKind === 'site')) return refuse('no-such-body', 'There is no authority with that slug here.', { field: 'body' });
  const meant = authority || said.isNew ? undefined : await nearSlug(tx, slug);
  if (meant !== undefined) return refuse('near-slug', `There is no body ${slug}. Did you mean ${meant}? If it is a new body, add --new-body.`, { field: 'body' });
  const made = { id: newId<'body'>(), slug: authority?.slug ?? slug, name: said.name ?? authority?.name ?? titled(slug) };
  await tx.insertInto('body').values({ id: made.id, slug: made.slug, name: made.name, kind: authority?.kind ?? 'other', gss_code: authority?.gssCode ?? null }).execute();
  return { ...made, isNew: true };
}

/** A known slug, of a body here or of the list of authorities, that this one is a slip of the keyboard apart from. */
async function nearSlug(tx: Tx, slug: string): Promise<string | undefined> {
  const here = (await tx.selectFrom('body').select('slug').execute()).map((body) => body.slug);
  return [...here, ...authoritySlugs()].find((known) => oneEdit(slug, known) !== null);
}

/** What the command line says of a body that an import has made, for a slip to be seen; nothing of one that was here. */
export const newBodyWords = (body: { readonly slug: string; readonly name: string; readonly isNew: boolean }): string =>
  body.isNew ? `${body.name} (${body.slug}) is new here and was made by this import. Undoing the import takes it away again, if nothing else has come to rest on it.\n` : '';

const titled = (slug: string): string => slug.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');

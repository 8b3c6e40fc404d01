import { newId, type BodyId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { Role } from '#platform/access/roles';
import type { Tx } from '#platform/database/connection';
import { IMPORTING_ROLES } from './import.acts.ts';
import { localAuthority } from './local-authorities.ts';

export interface ImportBody {
  readonly id: BodyId;
  readonly slug: string;
  readonly name: string;
  readonly isNew: boolean;
}

/**
 * The body that a file is imported for, locked so that two imports for it follow one another. Made when it is new: by the
 * list of authorities where it is one. Only the command line and site administrators make bodies. `roles` on the body may import.
 */
export async function bodyForImport(tx: Tx, actor: Actor, slug: string, name?: string, roles: readonly Role[] = IMPORTING_ROLES): Promise<ImportBody | Refused> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 80) return refuse('bad-slug', 'Name the body by its slug: lower case letters, digits and hyphens, such as salford.', { field: 'body' });
  const authority = localAuthority(slug);
  const found = await tx.selectFrom('body').select(['id', 'slug', 'name']).where((where) => where.or([where('slug', '=', slug), ...(authority ? [where('slug', '=', authority.slug), where('gss_code', '=', authority.gssCode)] : [])])).forNoKeyUpdate().executeTakeFirst();
  if (found) {
    const isTheirs = actor.kind !== 'person' || actor.holdings.some((held) => held.scopeKind === 'site' || (held.scopeKind === 'body' && held.scopeId === found.id && roles.includes(held.role)));
    return isTheirs ? { id: found.id as BodyId, slug: found.slug, name: found.name, isNew: false } : refuse('not-yours', 'You do not hold a role that may import for this authority.', { field: 'body' });
  }
  if (actor.kind === 'person' && !actor.holdings.some((held) => held.scopeKind === 'site')) return refuse('no-such-body', 'There is no authority with that slug here.', { field: 'body' });
  const made = { id: newId<'body'>(), slug: authority?.slug ?? slug, name: name ?? authority?.name ?? titled(slug) };
  await tx.insertInto('body').values({ id: made.id, slug: made.slug, name: made.name, kind: authority?.kind ?? 'other', gss_code: authority?.gssCode ?? null }).execute();
  return { ...made, isNew: true };
}

const titled = (slug: string): string => slug.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');

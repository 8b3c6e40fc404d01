import { sql, type RawBuilder } from 'kysely';
import { sha256Text } from './same-grant.ts';
import type { Database, Read } from '#platform/database/connection';
import { streamRows } from '#platform/database/stream-rows';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import type { Validators } from '#platform/web/conditional';
import { flattened, GIVING_COLUMNS } from './giving-columns.ts';
import type { GrantDocument } from './grant-fields.ts';
import { grantsSql, OWN_GRANT } from './grants.store.ts';
import { asGiving, type KnownGrant, type Publisher } from './known-grant.ts';

const LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';
const VERSION = '1.4';

/** What an export is of: one body, or all. */
export interface GrantsAsked extends Publisher {
  readonly bodySlug: string | null;
}

const publicGrants = ({ bodySlug }: GrantsAsked): RawBuilder<unknown> => sql`a.state <> 'draft' and ${bodySlug === null ? sql`true` : sql`b.slug = ${bodySlug}`}`;

/** Every public grant that the standard can say, in the order they came, a few hundred at a time in one snapshot. */
export async function* givingDocuments(database: Database, asked: GrantsAsked): AsyncGenerator<GrantDocument> {
  for await (const rows of streamRows(database, sql<KnownGrant>`${grantsSql(publicGrants(asked), asked.prefix)} order by a.id`)) {
    for (const row of rows) {
      const document = asGiving(row, asked);
      if (document) yield document;
    }
  }
}

/** What the package says of itself. */
export interface GrantsPackage {
  readonly publisher: string;
  readonly changedAt: Date | null;
}

/** A 360Giving package, piece by piece. */
export async function* grantsAsGiving(database: Database, asked: GrantsAsked, { publisher, changedAt }: GrantsPackage): AsyncGenerator<string> {
  const of = asked.bodySlug === null ? '' : `?body=${asked.bodySlug}`;
  const day = changedAt?.toISOString().slice(0, 10);
  const about = {
    version: VERSION, title: `Grants of ${publisher}`, description: 'Every grant on the public register, but for those whose amount is withheld or not known, which the standard cannot say. A grant is what was awarded; what recipients passed on is not counted again.',
    ...(day ? { issued: day, modified: day } : {}), publisher: { name: publisher, website: asked.siteUrl }, license: LICENCE, accessURL: `${asked.siteUrl}/grants${of}`, downloadURL: `${asked.siteUrl}/api/360giving.json${of}`,
  };
  yield `${JSON.stringify(about).slice(0, -1)},"grants":[`;
  let separator = '\n';
  for await (const document of givingDocuments(database, asked)) {
    yield separator + JSON.stringify(document);
    separator = ',\n';
  }
  yield '\n]}\n';
}

/** The same grants as a spreadsheet of the standard: its titles as headings. It imports again without change. */
export async function* grantsAsCsv(database: Database, asked: GrantsAsked): AsyncGenerator<string> {
  yield csvLine(GIVING_COLUMNS.map(({ title }) => title));
  for await (const document of givingDocuments(database, asked)) yield csvLine(flattened(document).map((value) => (typeof value === 'number' ? plainCell(String(value)) : textCell(value))));
}

/** The grants alone, as a list. */
export async function* grantsAsList(database: Database, asked: GrantsAsked): AsyncGenerator<string> {
  let separator = '[\n';
  for await (const document of givingDocuments(database, asked)) {
    yield separator + JSON.stringify(document);
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** Whose grants these are, and when they last changed. Null when there is no such body. */
export async function packageOf(read: Read, asked: GrantsAsked): Promise<GrantsPackage & Validators | null> {
  const { rows } = await sql<{ bodies: { slug: string; name: string }[]; changedAt: Date | null; grants: bigint; labels: string; names: string }>`
    select coalesce((select json_agg(json_build_object('slug', b.slug, 'name', b.name) order by b.name) from body b where ${asked.bodySlug === null ? sql`exists (select 1 from agreement a where a.body_id = b.id and a.kind = 'grant' and a.state <> 'draft')` : sql`b.slug = ${asked.bodySlug}`}), '[]') as bodies,
      (select greatest(max(a.updated_at), max(g.updated_at), max(o.updated_at)) from agreement a join body b on b.id = a.body_id left join grant_record g on g.agreement_id = a.id left join organisation o on o.id = a.lead_organisation_id where ${sql.raw(OWN_GRANT)} and ${publicGrants(asked)}) as "changedAt",
      (select count(*) from agreement a join body b on b.id = a.body_id where ${sql.raw(OWN_GRANT)} and ${publicGrants(asked)}) as grants,
      (select coalesce(string_agg(l.id::text, ',' order by l.id), '') from label l join agreement a on a.id = l.about_id where l.about_kind = 'agreement' and a.kind = 'grant' and l.ended_at is null
        and (l.until is null or l.until >= (wantsum_clock() at time zone 'Europe/London')::date)) as labels,
      (select coalesce(sum(hashtext(concat_ws('|', o.id, o.name, o.company_number, o.charity_number, u.id, u.name))::bigint), 0)::text from agreement a join body b on b.id = a.body_id
        left join organisation o on o.id = a.lead_organisation_id left join organisational_unit u on u.id = a.unit_id where ${sql.raw(OWN_GRANT)} and ${publicGrants(asked)}) as names`.execute(read);
  const { bodies, changedAt, grants, labels, names } = rows[0]!;
  if (asked.bodySlug !== null && bodies.length === 0) return null;
  const publisher = bodies.length === 1 ? bodies[0]!.name : `the authorities at ${new URL(asked.siteUrl).hostname}`;
  // A label is put, ends and runs out, and a recipient or a department is renamed, without a grant's row changing: the date alone does not tell.
  return { publisher, changedAt, tag: sha256Text([asked.prefix, asked.siteUrl, asked.bodySlug ?? '', changedAt?.toISOString() ?? '', String(grants), labels, names, JSON.stringify(bodies)].join('\n')) };
}

import { sql } from 'kysely';
import type { PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { titleInStageSql } from '#opportunities';

/** The kinds of work that a person follows, as category codes. */
export async function followedBy(read: Read, personId: PersonId): Promise<string[]> {
  return (await read.selectFrom('category_follow').select('cpv_code').where('person_id', '=', personId).orderBy('cpv_code').execute()).map((row) => row.cpv_code);
}

/** Follows these kinds of work and no others. */
export async function saveFollowed(tx: Tx, personId: PersonId, codes: readonly string[]): Promise<void> {
  await sql`delete from category_follow where person_id = ${personId} and cpv_code <> all(${codes}::text[])`.execute(tx);
  for (const code of codes) await tx.insertInto('category_follow').values({ person_id: personId, cpv_code: code }).onConflict((conflict) => conflict.doNothing()).execute();
}

interface News {
  readonly kind: 'opportunity' | 'early-notice';
  readonly id: string;
  readonly title: string;
  readonly buyer: string;
  readonly cpvCodes: readonly string[];
}

/** Older than this it is no news: a site that was off for long does not wake everyone. */
const NEWS_FOR = sql.raw(`interval '14 days'`);
const AT_ONCE = 50;

/** What was published for everyone and nobody was told of yet. */
export async function newsForFollowers(read: Read): Promise<News[]> {
  const { rows } = await sql<News>`select * from (
      select 'opportunity' as kind, o.id, ${sql.raw(titleInStageSql('o'))} as title, b.name as buyer, o.cpv_codes as "cpvCodes", o.published_at as at from opportunity o join body b on b.id = o.body_id
        where o.state = 'published' and o.source = 'made' and o.audience = 'anyone' and o.published_at > wantsum_clock() - ${NEWS_FOR}
      union all select 'early-notice', n.id, n.title, b.name, n.cpv_codes, n.published_at from early_notice n join body b on b.id = n.body_id where n.state = 'published' and n.published_at > wantsum_clock() - ${NEWS_FOR}
    ) news where not exists (select from category_follow_told t where t.record_kind = news.kind and t.record_id = news.id) order by at limit ${AT_ONCE}`.execute(read);
  return rows;
}

/** Tells everyone who follows such work, once. @returns how many were told; none when another worker was first */
export async function tellFollowers(tx: Tx, news: News, siteUrl: string): Promise<number> {
  const first = await sql`insert into category_follow_told (record_kind, record_id) values (${news.kind}, ${news.id}) on conflict do nothing`.execute(tx);
  if (first.numAffectedRows !== 1n) return 0;
  // A followed code that ends in noughts stands for all within it, as the vocabulary is built.
  const { rows } = await sql<{ id: PersonId; email: string }>`select distinct p.id, p.email from category_follow f join person p on p.id = f.person_id and p.state = 'active'
    where exists (select from unnest(${news.cpvCodes}::text[]) code where code like left(f.cpv_code, 2) || rtrim(substr(f.cpv_code, 3), '0') || '%')`.execute(tx);
  const address = `${siteUrl}/${news.kind === 'opportunity' ? 'opportunities' : 'early-notices'}/${news.id}`;
  for (const { id, email } of rows) {
    await sendMail(tx, { to: { personId: id, email }, subject: `${news.kind === 'opportunity' ? 'New opportunity' : 'Early notice'}: ${news.title}`, text: `${news.buyer} has published ${news.kind === 'opportunity' ? 'an opportunity' : 'an early notice'} of a kind of work that you follow.\n\n${news.title}\n${address}\n\nTo change what you follow: ${siteUrl}/following\n`, about: { kind: news.kind, id: news.id } });
  }
  return rows.length;
}

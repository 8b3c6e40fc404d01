import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import { noticeById } from '#parts/notices';
import { SYSTEM } from '#platform/access/access';
import { command, done, runCommand } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import type { Services } from '#platform/services';
import { contractsAreDue, keepContractReleases } from './keep-contracts.store.ts';
import { noticeAsRelease, NOTICE_FORMS } from './notice-as-release.ts';
import { ocdsActs } from './ocds.acts.ts';
import { releaseFacts } from './release-facts.store.ts';
import { problemsOf } from './release-problems.ts';
import { withoutWithheld } from './withheld.ts';
import { withholdingsOf } from './withheld.store.ts';

const BATCH = 100;

/** One at a time, or two workers would make the same release twice. */
const oneAtATime = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtext('ocds.keep-releases'))`.execute(tx);

/**
 * Makes the release of each notice that has none yet and keeps it, oldest first: what a reader was given once stays. What the schema
 * finds wrong is kept beside it, as work for this site's administrators; a fault in a release never holds a notice up.
 */
export const keepReleases = command({
  act: ocdsActs.keepReleases,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    await oneAtATime(tx);
    const waiting = await withoutRelease(tx, BATCH);
    let withProblems = 0;
    for (const id of waiting) {
      const notice = (await noticeById(tx, id))!;
      const facts = await releaseFacts(tx, notice, services.config);
      if (!facts) continue;
      const { ocid } = facts.notice;
      const release = withoutWithheld(noticeAsRelease(facts), await withholdingsOf(tx, [ocid], []));
      const problems = problemsOf(release);
      if (problems.length > 0) withProblems++;
      await tx.insertInto('ocds_release').values({
        id: newId<'ocds_release'>(), notice_id: id, body_id: notice.bodyId, ocid, release_id: String(release['id']), dated_at: notice.publishedAt, content: JSON.stringify(release), problems: JSON.stringify(problems),
      }).execute();
    }
    return done({ kept: waiting.length, withProblems }, { record: null, after: { kept: waiting.length, withProblems } });
  },
});

/** Looks at the contracts that something happened to, and keeps a release of each of which the public would read something else. */
export const keepContracts = command({
  act: ocdsActs.keepContracts,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    await oneAtATime(tx);
    const counts = await keepContractReleases(tx, services.config);
    return done(counts, { record: null, after: { ...counts } });
  },
});

/** Notices made here, of a kind that has a form, whose release has not been kept yet. */
async function withoutRelease(read: Read, limit: number): Promise<string[]> {
  const rows = await read.selectFrom('notice').select('notice.id').leftJoin('ocds_release', 'ocds_release.notice_id', 'notice.id')
    .where('ocds_release.id', 'is', null).where('notice.source', '=', 'made').where('notice.code', 'in', Object.keys(NOTICE_FORMS)).orderBy('notice.published_at').orderBy('notice.id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Keeps every release that is owed: of notices first, since a contract awarded here goes on from its notice. */
export async function keepEverything(services: Services): Promise<void> {
  while ((await services.database.read((read) => withoutRelease(read, 1))).length > 0) {
    const result = await runCommand(services, keepReleases, SYSTEM, {});
    if (result.kind !== 'done' || result.value.kept === 0) return;
  }
  while (await contractsWait(services)) {
    const result = await runCommand(services, keepContracts, SYSTEM, {});
    if (result.kind !== 'done') return;
  }
}

const contractsWait = async ({ database }: Services): Promise<boolean> => (await database.read((read) => contractsAreDue.execute(read))).rows[0]!.waiting;

export const keepReleasesJob: JobHandler = { name: 'ocds.keep-releases', cron: '* * * * *', run: keepEverything, due: contractsWait };

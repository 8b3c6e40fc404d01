import { sql } from 'kysely';
import { z } from 'zod';
import { newId } from '#kernel/ids';
import { noticeById } from '#parts/notices';
import { SYSTEM } from '#platform/access/access';
import { command, done, runCommand } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import { noticeAsRelease, NOTICE_FORMS } from './notice-as-release.ts';
import { ocdsActs } from './ocds.acts.ts';
import { releaseFacts } from './release-facts.store.ts';
import { validateRelease } from './validate-release.reference.ts';

const BATCH = 100;

/**
 * Makes the release of each notice that has none yet and keeps it, oldest first: what a reader was given once stays. What the schema
 * finds wrong is kept beside it, as work for this site's administrators; a fault in a release never holds a notice up.
 */
export const keepReleases = command({
  act: ocdsActs.keepReleases,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    // One at a time, or two workers would make the same release twice.
    await sql`select pg_advisory_xact_lock(hashtext('ocds.keep-releases'))`.execute(tx);
    const waiting = await withoutRelease(tx, BATCH);
    let withProblems = 0;
    for (const id of waiting) {
      const facts = await releaseFacts(tx, (await noticeById(tx, id))!, services.config);
      if (!facts) continue;
      const release = noticeAsRelease(facts);
      const { errors, undocumented } = validateRelease(release);
      const problems = [...errors, ...undocumented.map((path) => ({ path, keyword: 'undocumented', message: 'is not described by the schema' }))];
      if (problems.length > 0) withProblems++;
      await tx.insertInto('ocds_release').values({ id: newId<'ocds_release'>(), notice_id: id, ocid: facts.notice.ocid, content: JSON.stringify(release), problems: JSON.stringify(problems) }).execute();
    }
    return done({ kept: waiting.length, withProblems }, { record: null, after: { kept: waiting.length, withProblems } });
  },
});

/** Notices made here, of a kind that has a form, whose release has not been kept yet. */
async function withoutRelease(read: Read, limit: number): Promise<string[]> {
  const rows = await read.selectFrom('notice').select('notice.id').leftJoin('ocds_release', 'ocds_release.notice_id', 'notice.id')
    .where('ocds_release.id', 'is', null).where('notice.source', '=', 'made').where('notice.code', 'in', Object.keys(NOTICE_FORMS)).orderBy('notice.published_at').orderBy('notice.id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

export const keepReleasesJob: JobHandler = {
  name: 'ocds.keep-releases',
  cron: '* * * * *',
  run: async (services) => {
    while ((await services.database.read((read) => withoutRelease(read, 1))).length > 0) {
      const result = await runCommand(services, keepReleases, SYSTEM, {});
      if (result.kind !== 'done' || result.value.kept === 0) return;
    }
  },
};

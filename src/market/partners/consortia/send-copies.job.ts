import { z } from 'zod';
import { newId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { command, done, runCommand } from '#platform/command/command';
import type { JobHandler } from '#platform/jobs/jobs';
import { mailWriters, type Letter } from '#parties';
import { consortiaActs } from '../partners.acts.ts';
import { taking } from './consortium.ts';
import { consortiumById, copyContent } from './consortium.store.ts';

/**
 * Gives each partner a copy of what a sent bid says of it (DP-34). A job, so that the busy minute of a closing carries none of it; what the
 * record says cannot change between the sending and the copy, since a sent bid's consortium is fixed.
 */
export const sendCopies = command({
  act: consortiaActs.sendCopies,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    const waiting = await tx.selectFrom('consortium as c').innerJoin('bid as b', 'b.id', 'c.bid_id').select(['c.id', 'b.current_submission_id as submissionId']).where('b.current_submission_id', 'is not', null)
      .where((e) => e.exists(e.selectFrom('consortium_member as m').select('m.id').whereRef('m.consortium_id', '=', 'c.id').where('m.state', '=', 'member')
        .where((f) => f.not(f.exists(f.selectFrom('consortium_copy as k').select('k.id').whereRef('k.member_id', '=', 'm.id').whereRef('k.submission_id', '=', 'b.current_submission_id')))))).limit(200).execute();
    const letters: Letter[] = [];
    for (const { id, submissionId } of waiting) {
      const consortium = (await consortiumById(tx, id))!;
      for (const member of taking(consortium.members)) {
        const made = await tx.insertInto('consortium_copy').values({ id: newId<'consortium_copy'>(), member_id: member.id, submission_id: submissionId!, content: JSON.stringify(copyContent(consortium, member)) }).onConflict((conflict) => conflict.columns(['member_id', 'submission_id']).doNothing()).executeTakeFirst();
        if (made.numInsertedOrUpdatedRows !== 1n) continue;
        letters.push({ organisationIds: [member.organisationId], about: { kind: 'consortium', id }, subject: 'A bid you take part in was sent', text: `Read what it says of your organisation:\n${services.config.siteUrl}/consortia/${id}/copy\n` });
      }
    }
    await mailWriters(tx, letters);
    return done(waiting.length, { record: null, after: { consortia: waiting.length } });
  },
});

/** Every five minutes; nothing is done, and nothing noted, while no copy is owed. */
export const sendCopiesJob: JobHandler = {
  name: 'partners.send-copies',
  cron: '*/5 * * * *',
  run: async (services) => {
    const owed = await services.database.read((read) => read.selectFrom('consortium as c').innerJoin('bid as b', 'b.id', 'c.bid_id').select('c.id').where('b.current_submission_id', 'is not', null)
      .where((e) => e.not(e.exists(e.selectFrom('consortium_copy as k').innerJoin('consortium_member as m', 'm.id', 'k.member_id').select('k.id').whereRef('m.consortium_id', '=', 'c.id').whereRef('k.submission_id', '=', 'b.current_submission_id')))).limit(1).executeTakeFirst());
    if (owed) await runCommand(services, sendCopies, SYSTEM, {});
  },
};

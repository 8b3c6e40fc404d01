import nodemailer from 'nodemailer';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import type { JobHandler } from '../jobs/jobs.ts';

const BATCH = 50;
const MOST_ATTEMPTS = 8;

/**
 * Hands waiting mail to the mail server, one at a time: new mail as soon as the worker sees it, mail that was not taken every five
 * minutes. Without a server configured it stays in the outbox, which has a page.
 */
export const deliverMail: JobHandler = { name: 'mail.deliver', cron: '*/5 * * * *', run: deliverWaiting, due: newMailWaits };

async function newMailWaits(services: Services): Promise<boolean> {
  if (!services.config.mail.smtpUrl) return false;
  return (await services.database.read((read) => read.selectFrom('outbox_mail').select('id').where('state', '=', 'waiting').where('attempts', '=', 0).limit(1).executeTakeFirst())) !== undefined;
}

async function deliverWaiting(services: Services): Promise<void> {
  const { smtpUrl, from } = services.config.mail;
  if (!smtpUrl) return;
  const transport = nodemailer.createTransport(smtpUrl);
  const waiting = await services.database.read((read) => read.selectFrom('outbox_mail').selectAll().where('state', '=', 'waiting').orderBy('created_at').limit(BATCH).execute());
  for (const mail of waiting) {
    // Taken by its number of attempts, so that of two workers one sends it. One killed here is tried again in five minutes.
    const attempts = mail.attempts + 1;
    const taken = await services.database.write((tx) => tx.updateTable('outbox_mail').set({ attempts }).where('id', '=', mail.id).where('state', '=', 'waiting').where('attempts', '=', mail.attempts).executeTakeFirst());
    if (taken.numUpdatedRows !== 1n) continue;
    // The outside call is made between transactions, never in one.
    const problem = await transport.sendMail({ from, to: mail.recipient_email, subject: mail.subject, text: mail.body_text, messageId: `<${mail.id}@wantsum>` }).then(() => null, (error: Error) => error.message);
    await services.database.write((tx) =>
      tx
        .updateTable('outbox_mail')
        .set(problem === null ? { state: 'sent', sent_at: sql<Date>`wantsum_clock()` } : { last_problem: problem, state: attempts >= MOST_ATTEMPTS ? 'failed' : 'waiting' })
        .where('id', '=', mail.id)
        .where('state', '=', 'waiting')
        .execute(),
    );
  }
}

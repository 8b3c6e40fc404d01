import { sql } from 'kysely';
import { z } from 'zod';
import { addDays, calendarDate, formatDate, londonDate } from '#kernel/calendar-date';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import type { JobHandler } from '#platform/jobs/jobs';
import { sendMails } from '#platform/mail/send-mail';
import type { Services } from '#platform/services';
import { anyUninvited, inviteAll, markReminded, peopleOf } from './invitations.store.ts';
import { emptyWave, factTotals, markSettled, mergeValues } from './results.store.ts';
import { FACTS, OTHERS } from './survey.data.ts';
import type { Wave } from './survey.ts';
import { surveyActs } from './survey.acts.ts';
import { invitationById, waveById } from './survey.store.ts';
import { tooSmall } from './tellable.ts';

/** Whoever has not answered is reminded once, so many days before the last. */
const REMIND_DAYS_BEFORE = 7;

const MAILS = {
  invite: { subject: (body: string) => `How is it to work with ${body}? Tell us without your name`, first: (organisation: string, body: string) => `${body} asks ${organisation} how it is to bid and to work for it.` },
  remind: { subject: (body: string) => `A reminder: how is it to work with ${body}?`, first: (organisation: string, body: string) => `${body} has asked ${organisation} how it is to bid and to work for it, and no answer has come yet. We do not write again.` },
} as const;

/** Mails whoever may answer for the organisations invited. No mail follows an answer: it would say when it came. */
export async function tellWhoIsAsked(tx: Tx, services: Services, invitationIds: readonly string[], which: keyof typeof MAILS): Promise<number> {
  const [one] = invitationIds;
  const wave = one === undefined ? null : (await invitationById(tx, one))!.wave;
  if (wave === null) return 0;
  const people = await peopleOf(tx, invitationIds);
  const { subject, first } = MAILS[which];
  await sendMails(tx, people.map(({ invitationId, organisationName, personId, email }) => ({
    to: { personId, email }, subject: subject(wave.bodyName), about: { kind: 'survey-invitation', id: invitationId },
    text: `${first(organisationName, wave.bodyName)}\n\nIt takes about three minutes. Each organisation answers once, until ${formatDate(calendarDate(wave.closesOn))}. Your answers are only counted: nobody can see what you said, and the council cannot see whether you answered.\n${services.config.siteUrl}/survey-invitations/${invitationId}\n`,
  })));
  return people.length;
}

/**
 * What time brings to one wave: bidders of awards decided since are invited, whoever has not answered is reminded once, and after the
 * last day what is too small to be shown is merged, or thrown away, in the counts themselves. Done again it does nothing.
 */
export const followWave = command({
  act: surveyActs.follow,
  input: z.object({ waveId: z.string() }),
  record: ({ waveId }) => ({ kind: 'survey-wave', id: waveId }),
  perform: async ({ tx, services }, { waveId }) => {
    await sql`select 1 from survey_wave where id = ${waveId} for update`.execute(tx);
    const wave = (await waveById(tx, waveId))!;
    const note = { record: { kind: 'survey-wave', id: waveId }, bodyId: wave.bodyId };
    if (wave.isClosed) {
      const merged = await settle(tx, wave);
      return done(undefined, { ...note, after: { settled: true, merged } });
    }
    const invited = await inviteAll(tx, wave);
    await tellWhoIsAsked(tx, services, invited, 'invite');
    const isTime = addDays(calendarDate(wave.closesOn), -REMIND_DAYS_BEFORE) <= londonDate(await readClock(tx));
    const reminded = isTime ? (await markReminded(tx, waveId)).filter((id) => !invited.includes(id)) : [];
    await tellWhoIsAsked(tx, services, reminded, 'remind');
    return done(undefined, { ...note, after: { invited: invited.length, reminded: reminded.length } });
  },
});

/** @returns how many values were merged */
async function settle(tx: Tx, wave: Wave): Promise<number> {
  await markSettled(tx, wave.id);
  if (wave.answered < wave.fewest) {
    await emptyWave(tx, wave.id);
    return 0;
  }
  const totals = await factTotals(tx, wave.id);
  let merged = 0;
  for (const fact of Object.keys(FACTS)) {
    const values = tooSmall(totals.filter((total) => total.fact === fact).map(({ value, answers }) => ({ key: value, answers })), wave.fewest).filter((value) => value !== OTHERS);
    if (values.length > 0) await mergeValues(tx, wave.id, fact, values);
    merged += values.length;
  }
  return merged;
}

/** Waves for which there is something to do today. */
async function wavesDue(read: Read): Promise<string[]> {
  const { rows } = await sql<{ id: string; settles: boolean; reminds: boolean }>`select w.id, w.closes_on < today as settles, w.closes_on - ${REMIND_DAYS_BEFORE}::int <= today and exists (select 1 from survey_invitation i where i.wave_id = w.id and not i.answered and not i.reminded) as reminds
    from survey_wave w cross join (select (wantsum_clock() at time zone 'Europe/London')::date as today) t where not w.settled order by w.opens_on, w.id`.execute(read);
  const due: string[] = [];
  for (const { id, settles, reminds } of rows) if (settles || reminds || (await anyUninvited(read, (await waveById(read, id))!))) due.push(id);
  return due;
}

/** Every morning; nothing is noted while there is nothing to do. */
export const followWavesJob: JobHandler = {
  name: 'survey.follow', cron: '10 7 * * *',
  run: async (services) => {
    for (const waveId of await services.database.read(wavesDue)) await runCommand(services, followWave, SYSTEM, { waveId });
  },
};

import { z } from 'zod';
import { calendarDateOrNull, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { putLabel } from '#parts/labels';
import { policyValues, requirePolicy } from '#policy';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { tellWhoIsAsked } from './follow-waves.command.ts';
import { inviteAll } from './invitations.store.ts';
import { OCCASIONS, type Occasion } from './survey.data.ts';
import { decideOpening, WORDS_FIELD } from './survey.ts';
import { surveyActs } from './survey.acts.ts';
import { ensureStatements, insertWave, lockSurvey, statementsOf, waveById } from './survey.store.ts';

const day = (missing: string) => z.string().transform((text, check): CalendarDate => {
  const date = calendarDateOrNull(text);
  if (date !== null) return date;
  check.addIssue({ code: 'custom', message: text === '' ? missing : 'Date must be a real date' });
  return z.NEVER;
});
const dayOrNothing = z.string().transform((text, check): CalendarDate | null => {
  const date = text === '' ? null : calendarDateOrNull(text);
  if (text !== '' && date === null) check.addIssue({ code: 'custom', message: 'Date must be a real date' });
  return date;
});

/** Opens a wave today and invites whoever is to be asked by now; others follow each morning (RV-21). What providers are promised is fixed here. */
export const openWave = command({
  act: surveyActs.openWave,
  input: z.object({
    bodyId: z.string(), occasion: z.string().refine((text) => Object.hasOwn(OCCASIONS, text), 'Choose when providers are asked').transform((text) => text as Occasion),
    title: words(120, 'Enter a name, such as “Autumn 2026”'),
    awardsFrom: dayOrNothing, awardsTo: dayOrNothing, closesOn: day('Enter the last day to answer'),
  }),
  record: ({ bodyId }) => ({ kind: 'body', id: bodyId }),
  perform: async ({ tx, actor, services }, { bodyId: id, ...asked }) => {
    const bodyId = id as BodyId;
    await lockSurvey(tx, bodyId);
    const today = londonDate(await readClock(tx));
    const policies = await policyValues(tx, bodyId, ['survey.setPoints', 'survey.fewestAnswers', 'survey.publishing'], today);
    const [setPoints, fewest] = [requirePolicy(policies['survey.setPoints']), requirePolicy(policies['survey.fewestAnswers'])];
    if (setPoints.kind === 'refused') return setPoints;
    if (fewest.kind === 'refused') return fewest;
    const decision = decideOpening(asked, setPoints.value, today);
    if (decision.kind === 'refused') return decision;
    await ensureStatements(tx, bodyId);
    if ((await statementsOf(tx, bodyId)).every(({ untilOn }) => untilOn !== null)) return refuse('nothing-asked', 'There is no statement to ask about. Add one first.');
    const awards = asked.occasion === 'after-award' ? {} : { awardsFrom: null, awardsTo: null };
    const waveId = await insertWave(tx, { ...asked, ...awards, bodyId, fewest: fewest.value, isPublic: policies['survey.publishing'].value === 'public' }, actor.personId);
    if (waveId === 'open-already') return refuse('open-already', 'A survey at this set point is open on some of these days already.', { field: 'closesOn' });
    if (waveId === 'asked-already') return refuse('asked-already', 'Bidders of awards on some of these days were asked before. Begin after them.', { field: 'awardsFrom' });
    await putLabel(tx, { kind: 'survey-wave', id: waveId }, { field: WORDS_FIELD, label: 'confidential', reason: 'What providers wrote without their names', until: null, readers: [] }, actor.personId);
    const invitations = await inviteAll(tx, (await waveById(tx, waveId))!);
    await tellWhoIsAsked(tx, services, invitations, 'invite');
    return done({ waveId, invited: invitations.length }, {
      record: { kind: 'survey-wave', id: waveId }, bodyId, after: { occasion: asked.occasion, title: asked.title, closesOn: asked.closesOn, fewest: fewest.value, public: policies['survey.publishing'].value === 'public', invited: invitations.length },
      rule: `${policies['survey.fewestAnswers'].title}: ${policies['survey.fewestAnswers'].words}, on ${formatDate(today)}`,
    });
  },
});

import { z } from 'zod';
import { idFrom } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { endLabel, labelsOn, putLabel } from '#parts/labels';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { surveyActs } from './survey.acts.ts';
import { WORDS_FIELD } from './survey.ts';
import { possibleReaders, waveById } from './survey.store.ts';

/** Names everyone who may read what providers wrote in a wave; whoever is not on the list does not, whatever their role. */
export const nameReaders = command({
  act: surveyActs.nameReaders,
  input: z.object({ waveId: z.string(), readers: z.array(z.string()).max(20, 'Name at most 20 people'), reason: words(500, 'Enter why these people read it') }),
  record: ({ waveId }) => ({ kind: 'survey-wave', id: waveId }),
  perform: async ({ tx, actor }, { waveId, readers, reason }) => {
    const about = { kind: 'survey-wave', id: waveId };
    const wave = (await waveById(tx, waveId))!;
    const staff = new Set<string>((await possibleReaders(tx, wave.bodyId)).map(({ id }) => id));
    if (readers.some((reader) => !staff.has(reader))) return refuse('not-staff', 'Somebody in the list cannot be named: they do not work here any more, or only as an administrator. Choose again.', { field: 'readers' });
    const before = (await labelsOn(tx, about)).find(({ field }) => field === WORDS_FIELD);
    if (before) await endLabel(tx, before.id);
    await putLabel(tx, about, { field: WORDS_FIELD, label: 'confidential', reason: 'What providers wrote without their names', until: null, readers: [...new Set(readers)].map((reader) => idFrom<'person'>(reader)) }, actor.personId);
    return done(undefined, { record: about, bodyId: wave.bodyId, before: { readers: before?.readers ?? [] }, after: { readers }, reason });
  },
});

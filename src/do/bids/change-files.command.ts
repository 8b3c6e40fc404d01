import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { decideSaving } from './bid.ts';
import { lockBidForWriting, questionsFor } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { addFile as storeFile, readDraft, removeFile as takeOut } from './draft.store.ts';
import { checkFile, MOST_FILES } from './file-check.ts';

const uploaded = z.object({ name: z.string(), content: z.instanceof(Buffer), tooLarge: z.boolean() });

/** Adds one checked file to a draft. It comes in memory and goes to disk sealed: its plain bytes are never written anywhere. */
export const addFile = command({
  act: bidsActs.addFile,
  input: z.object({ bidId: z.string(), questionId: z.string(), file: uploaded.nullable() }),
  record: (input) => ({ kind: 'bid', id: input.bidId }),
  perform: async ({ tx, actor, services }, { bidId, questionId, file }) => {
    if (!file) return refuse('no-file', 'Choose a file to add.', { field: 'file' });
    const bid = await lockBidForWriting(tx, bidId);
    const decision = decideSaving(bid);
    if (decision.kind === 'refused') return decision;
    const checked = checkFile(file.name, file.content, file.tooLarge);
    if (checked.kind === 'refused') return checked;
    if (questionId !== '' && !(await questionsFor(tx, bid)).some(({ id }) => id === questionId)) return refuse('no-question', 'Choose a question of this opportunity, or the bid as a whole.', { field: 'questionId' });
    const { files } = await readDraft(tx, bid);
    if (files.length >= MOST_FILES) return refuse('too-many', `A bid holds up to ${MOST_FILES} files. Remove one first.`, { field: 'file' });
    const details = { questionId: questionId || null, ...checked.value, sizeBytes: file.content.length, sha256: createHash('sha256').update(file.content).digest('hex') };
    const id = await storeFile(tx, services, bid, details, file.content, actor.personId);
    return done({ id }, { record: { kind: 'bid', id: bidId }, after: { file: id } });
  },
});

/** Takes a file out of the draft; a submission made with it keeps it. */
export const removeFile = command({
  act: bidsActs.removeFile,
  input: z.object({ bidId: z.string(), fileId: z.string().refine(isId, 'This file is no longer there') }),
  record: (input) => ({ kind: 'bid', id: input.bidId }),
  perform: async ({ tx }, { bidId, fileId }) => {
    const decision = decideSaving(await lockBidForWriting(tx, bidId));
    if (decision.kind === 'refused') return decision;
    if (!(await takeOut(tx, bidId, fileId))) return refuse('gone', 'This file was removed already.');
    return done(undefined, { record: { kind: 'bid', id: bidId }, before: { file: fileId } });
  },
});

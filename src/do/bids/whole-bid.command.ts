import { z } from 'zod';
import { refuse, type Refused } from '#kernel/outcome';
import { answerField, postedAnswersSchema } from '#parts/questions';
import { writeAuditEntry } from '#platform/audit/write-entry';
import { command, done, type CommandContext } from '#platform/command/command';
import { CONFLICT, decideSaving, decideSubmission } from './bid.ts';
import { WHOLE, type Draft } from './bid-content.ts';
import { lockForChange, lockForSubmission, questionsFor, type Bid, type ForChange, type ForSubmission } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { openDraft, saveParts, saveSubmittedParts } from './draft.store.ts';
import { prepareToSend, send, type Submitted, type ToSend } from './submit-bid.command.ts';
import { fateOf, filesStamp, readWhole, stampOf, storedPart, withParts, type Fate, type TypedPart } from './whole-bid.ts';

const whole = {
  bidId: z.string(),
  answers: postedAnswersSchema,
  lots: z.object({ chosen: z.array(z.string()), stamp: z.string() }).nullable(),
  prices: z.object({ given: z.record(z.string(), z.string()), stamp: z.string() }).nullable(),
};
const toSave = z.object(whole);
const toSubmit = z.object({
  ...whole,
  /** The files that the form showed: see `filesStamp`. */
  files: z.string(),
  confirmed: z.boolean(),
});
const record = (input: { readonly bidId: string }) => ({ kind: 'bid', id: input.bidId });

type Fates = readonly (TypedPart & { readonly fate: Fate })[];

async function compare(tx: CommandContext['tx'], bid: Bid, draft: Draft, input: z.infer<typeof toSave>): Promise<Fates> {
  // A form from before, or made up, may hold prices where none is asked for: what is stored stays as it is.
  const typed = readWhole(bid.isPriced ? input : { ...input, prices: null }, { questions: await questionsFor(tx, bid), lots: bid.lots, lotsPerBidder: bid.lotsPerBidder });
  return typed.map((part) => ({ ...part, fate: fateOf(part, storedPart(draft, part.partKey)) }));
}

const of = (fates: Fates, fate: Fate): Fates => fates.filter((part) => part.fate === fate);

/** What an autosave is told: the stamps that the form must carry from now on. */
export interface SavedWhole {
  readonly at: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** The field of a form that carries a part's stamp. */
export const stampField = (partKey: string): string => (partKey === 'lots' || partKey === 'prices' ? `${partKey}-stamp` : `${answerField(partKey)}-stamp`);

/** Saves all that was changed on the one page. Where something cannot be saved, the rest is, and the page says what is left. */
export const saveWhole = command({
  act: bidsActs.saveWhole,
  input: toSave,
  record,
  load: (tx, { bidId }) => lockForChange(tx, bidId),
  perform: async ({ tx, actor }, input, { bid, sealed }: ForChange) => {
    const decision = decideSaving(bid);
    if (decision.kind === 'refused') return decision;
    const draft = await openDraft(tx, bid, sealed);
    const fates = await compare(tx, bid, draft, input);
    const refused = unread(fates) ?? conflict(fates);
    if (refused) return refused;
    const changed = of(fates, 'save');
    await saveParts(tx, bid, changed, actor.personId);
    const after = withParts(draft, changed, bid.now);
    const versions = Object.fromEntries(fates.filter(({ fate }) => fate !== 'theirs').map(({ partKey }) => [stampField(partKey), stampOf(storedPart(after, partKey))]));
    return done<SavedWhole>({ at: bid.now.toISOString(), versions }, { record: record(input), after: { parts: versionsOf(after, changed) } });
  },
  afterRefusal: saveTheRest,
});

/** Saves all that was changed on the one page and submits it, in one transaction: both or neither. What was refused is kept as a draft. */
export const submitWhole = command({
  act: bidsActs.submitWhole,
  input: toSubmit,
  record,
  load: (tx, { bidId }) => lockForSubmission(tx, bidId),
  perform: async ({ tx, actor, services }, input, { bid, sealed, writers }: ForSubmission) => {
    const decision = decideSubmission(bid);
    if (decision.kind === 'refused') return decision;
    const before = await openDraft(tx, bid, sealed);
    const fates = await compare(tx, bid, before, input);
    const changed = of(fates, 'save');
    const draft = withParts(before, changed, bid.now);
    const sending = await prepareToSend(tx, bid, draft, true);
    const refused = conflict(fates) ?? unseen(fates, before, input.files) ?? wanting(fates, sending, bid, input.confirmed);
    if (refused) return refused;
    const sent = await send({ tx, actor, services }, { bid, sending, to: decision.value, writers });
    if (sent.kind === 'refused') return sent;
    await saveSubmittedParts(tx, bid, changed, { submissionId: sent.value.submissionId, answered: sending.answered }, actor.personId);
    const note = changed.length === 0 ? sent.audit : { ...sent.audit, after: { ...sent.audit.after, parts: versionsOf(draft, changed) } };
    return done<Submitted>(sent.value, note);
  },
  afterRefusal: saveTheRest,
  together: true,
});

/** In a transaction of its own, after a refusal: what is not at issue is saved, so that a closed browser loses as little as may be. */
async function saveTheRest({ tx, actor }: CommandContext, input: z.infer<typeof toSave>): Promise<void> {
  const found = await lockForChange(tx, input.bidId);
  if (!found || decideSaving(found.bid).kind === 'refused') return;
  const { bid, sealed } = found;
  const draft = await openDraft(tx, bid, sealed);
  const changed = of(await compare(tx, bid, draft, input), 'save');
  if (changed.length === 0) return;
  await saveParts(tx, bid, changed, actor.personId);
  await writeAuditEntry(tx, actor, bidsActs.saveWhole, 'done', { record: record(input), after: { parts: versionsOf(withParts(draft, changed, bid.now), changed) } });
}

const versionsOf = (draft: Draft, parts: Fates): Readonly<Record<string, number>> => Object.fromEntries(parts.map(({ partKey }) => [partKey, storedPart(draft, partKey)!.version]));

/** The sentences name fields, never what was typed in them: a refusal is kept in the audit trail. */
function unread(fates: Fates): Refused | null {
  const problems = fates.flatMap((part) => part.problems);
  return problems.length === 0 ? null : refuse('unreadable', 'Some of this could not be read, and was not saved. The rest is.', { more: problems });
}

function conflict(fates: Fates): Refused | null {
  const [first, ...others] = of(fates, 'conflict');
  return first ? refuse('conflict', CONFLICT, { field: first.field, more: others.map(({ field }) => ({ sentence: CONFLICT, field })) }) : null;
}

/** A colleague's change that this person's page did not show is not sent by them unseen. */
function unseen(fates: Fates, draft: Draft, files: string): Refused | null {
  const changed = of(fates, 'theirs');
  if (changed.length === 0 && files === filesStamp(draft)) return null;
  return refuse('changed', 'A colleague changed the bid while you had this page open, so it was not submitted. Their changes are shown below, and yours are kept. Look at it once more, then submit it.', {
    more: changed.map(({ field }) => ({ sentence: 'A colleague changed this.', field })),
  });
}

/** Everything that is wanting, at once. */
function wanting(fates: Fates, { toPutRight }: ToSend, bid: Bid, confirmed: boolean): Refused | null {
  const problems = fates.flatMap((part) => part.problems);
  const fields = new Set(problems.map(({ field }) => field));
  const prices = problems.some(({ field }) => field.startsWith('price-'));
  const missing = toPutRight
    .map(({ sentence, page, lotId }) => ({ sentence, field: page === 'prices' ? `price-${lotId ?? (bid.lots[0]?.id ?? WHOLE)}` : page === 'lots' || page === 'core' || page === 'two-bids' || page === 'group' ? page : answerField(page.slice('questions/'.length)) }))
    .filter(({ field }) => !fields.has(field) && !(prices && field.startsWith('price-')));
  const unconfirmed = confirmed ? [] : [{ sentence: 'Tick the box to confirm that you make this offer', field: 'confirm' }];
  const more = [...problems, ...missing, ...unconfirmed];
  return more.length === 0 ? null : refuse('incomplete', 'Your bid was not submitted yet. Put these right, then submit it.', { more });
}

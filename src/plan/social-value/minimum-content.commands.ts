import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { idFrom, isId, type BodyId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { askApprovals, contentHashOf, type ApprovalSubject } from '#parts/approvals';
import { policyNote, policyValue } from '#policy';
import { CONTENT_RULE, keyOf, SUGGESTED_CONTENT } from './minimum-content.ts';
import { contentHistory, contentOf, insertContent, insertRemoval, LEAVE_OUT, lockRemoval, markRemovalAgreed, removalById, removalsOf, tenderOfContent } from './minimum-content.store.ts';
import { socialValueActs } from './social-value.acts.ts';

const gone = refuse('not-found', 'This is not there any more.');
/** More texts than a bidder would read. */
const MOST_TEXTS = 12;

/** Sets a text for every tender to come, as its next version; or takes it out of them. Those published keep theirs. */
export const setContent = command({
  act: socialValueActs.setContent,
  input: z.object({
    bodyId: z.string().refine(isId, 'This authority is not there'), key: z.string().max(64), version: z.coerce.number().int().min(0).catch(-1), title: words(150, 'Enter a title'), words: words(5000, 'Enter what every tender says'),
    use: z.enum(['use', 'retire'], 'Choose whether tenders carry it').default('use'), reason: optionalWords(2000).default(''),
  }),
  record: ({ bodyId }) => ({ kind: 'body', id: bodyId }),
  perform: async ({ tx, actor }, given) => {
    const bodyId = idFrom<'body'>(given.bodyId) as BodyId;
    const history = await contentHistory(tx, bodyId);
    const key = given.key === 'new' ? keyOf(given.title) : given.key;
    const newest = history.find((one) => one.key === key);
    if (given.key === 'new' ? newest !== undefined : newest === undefined && !SUGGESTED_CONTENT.some((one) => one.key === key)) return given.key === 'new' ? refuse('there-already', 'A text of this title is there already: change that one.', { field: 'title' }) : gone;
    if (!newest && new Set(history.map((one) => one.key)).size >= MOST_TEXTS) return refuse('too-many', `${MOST_TEXTS} texts are the most that a tender can carry. Put two of them together.`);
    if ((newest?.version ?? 0) !== given.version) return refuse('conflict', 'Somebody saved this while you were writing. What stands now is below; yours is still in the form.');
    if (newest && given.reason === '') return refuse('reason-missing', 'Say why it changes', { field: 'reason' });
    const text = { key, version: given.version + 1, title: given.title, words: given.words, retired: given.use === 'retire', reason: given.reason || null };
    if (!(await insertContent(tx, bodyId, text, actor.personId))) return refuse('conflict', 'Somebody saved this while you were writing. Open it again.');
    return done({ key }, { record: { kind: 'body', id: bodyId }, bodyId, before: newest ? { title: newest.title, words: newest.words, version: newest.version } : {}, after: text, ...(given.reason ? { reason: given.reason } : {}) });
  },
});

/** Asks to leave a text out of one tender. It is carried until somebody else agrees. */
export const askRemoval = command({
  act: socialValueActs.askRemoval,
  input: z.object({ opportunityId: z.string(), key: z.string().max(64), reason: words(2000, 'Give the reason for leaving it out') }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async (context, { opportunityId, key, reason }) => {
    const { tx, actor } = context;
    const tender = await tenderOfContent(tx, opportunityId, true);
    const text = (await contentOf(tx, opportunityId)).find((one) => one.key === key);
    if (!tender || !text) return gone;
    const open = decideOpen(tender.state);
    if (open) return open;
    if (text.leftOut) return refuse('left-out', 'It is left out of this tender already.');
    if ((await removalsOf(tx, opportunityId)).some((one) => one.key === key && one.approval === 'asked')) return refuse('asked-already', 'This has been asked already, and waits for an answer.');
    const approver = await policyValue(tx, tender.bodyId, 'socialValue.approver', londonDate(await readClock(tx)));
    const rule = approver.value ? policyNote(approver) : CONTENT_RULE;
    const id = await insertRemoval(tx, { opportunityId, key, reason, by: actor.personId });
    await askApprovals(context, { about: { kind: 'content-removal', id }, subject: LEAVE_OUT, bodyId: tender.bodyId, contentHash: contentHashOf([key, reason]), steps: [{ role: approver.value ?? 'lead-director', rule }] });
    return done({ removalId: id }, { record: { kind: 'opportunity', id: opportunityId }, bodyId: tender.bodyId, after: { removalId: id, key, title: text.title }, reason, rule: rule.sentence });
  },
});

const decideOpen = (state: string): Refused | null => (state === 'draft' ? null : refuse('published', 'This tender is published, so what it says stands.'));

/** Registered with the part `approvals` in `app.ts`. */
export const removalApproval: ApprovalSubject = {
  subject: LEAVE_OUT, aboutKind: 'content-removal', words: 'leaving out what every tender says',
  address: (id) => `/content-removals/${id}`,
  title: async (read, id) => {
    const removal = await removalById(read, id);
    return (removal && (await tenderOfContent(read, removal.opportunityId))?.title) ?? '';
  },
  hold: lockRemoval,
  contentHash: async (read, id) => {
    const removal = await removalById(read, id);
    return removal && contentHashOf([removal.key, removal.reason]);
  },
  barred: async ({ tx }: CommandContext, id) => {
    const removal = await removalById(tx, id);
    const tender = removal && (await tenderOfContent(tx, removal.opportunityId));
    return tender ? decideOpen(tender.state) : gone;
  },
  agreed: ({ tx }, id) => markRemovalAgreed(tx, id),
};

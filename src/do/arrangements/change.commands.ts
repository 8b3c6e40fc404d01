import { z } from 'zod';
import { addDays, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { decimal, parseDecimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { day, optionalDay, optionalWords, words } from '#opportunities';
import { changeCriterion, criteriaOf, setShares } from '#parts/assessments';
import { askApprovals, contentHashOf, withdrawWaiting, type ApprovalSubject } from '#parts/approvals';
import { FIXED_RULE } from './arrangement-kinds.ts';
import type { Marks } from './application.ts';
import { marksOf, scoredApplicants } from './application.store.ts';
import { decideTerm, type Arrangement, type IntakeWindow } from './arrangement.ts';
import { arrangementReference, insertWindow, lockArrangement, putArrangementInSearch, readArrangement, recordEvent, updateArrangement, windowsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { noteOn, NOT_THERE } from './building.store.ts';
import { agreedCeiling, ceilingHash } from './ceiling.commands.ts';
import { CHANGE_SUBJECT, changeInWords, decideProposal, effectInWords, effectOf, marksAfter, type ChangeDetails, type Effect } from './change.ts';
import { moveFrameworkAgreement } from './framework.store.ts';
import { changeReference, insertChange, readChange, settleChange, type Change } from './change.store.ts';
import { concernedOrganisations, tellFollowers, tellOrganisations } from './tell.store.ts';

/** What a proposal would change, as typed. Only the fields of the kind chosen are read. */
export const changeInput = {
  kind: z.enum(['pass-mark', 'criterion-pass-mark', 'shares', 'timetable'], 'Choose what to change'),
  pass: optionalWords(20), criterionId: optionalWords(60), shares: z.record(z.string(), z.string()), endsOn: optionalDay, windowId: optionalWords(60), closesOn: optionalDay,
};
export type ChangeTyped = { readonly [Key in keyof typeof changeInput]: z.infer<(typeof changeInput)[Key]> };

/** Reads a proposal against what stands. */
export function readDetails(arrangement: Arrangement, marks: Marks, windows: readonly IntakeWindow[], typed: ChangeTyped): Decision<ChangeDetails> {
  switch (typed.kind) {
    case 'pass-mark': {
      const to = percentFrom(typed.pass);
      if (to === null) return refuse('pass', 'Enter the new pass mark, from 0 to 100', { field: 'pass' });
      const from = arrangement.passPercent?.toString() ?? null;
      return from === to ? nothing('pass') : allow({ kind: 'pass-mark', from, to });
    }
    case 'criterion-pass-mark': {
      const criterion = marks.criteria.find(({ id }) => id === typed.criterionId);
      if (!criterion) return refuse('criterion', 'Choose the criterion', { field: 'criterionId' });
      const to = typed.pass.trim() === '' ? null : percentFrom(typed.pass);
      if (to === null && typed.pass.trim() !== '') return refuse('pass', 'Enter the new pass mark, from 0 to 100, or nothing for none', { field: 'pass' });
      const from = criterion.passPercent?.toString() ?? null;
      return from === to ? nothing('pass') : allow({ kind: 'criterion-pass-mark', criterionId: criterion.id, name: criterion.name, from, to });
    }
    case 'shares': {
      const shares = marks.criteria.map(({ id, name, sharePercent }) => ({ criterionId: id as string, name, from: sharePercent.toString(), to: percentFrom(typed.shares[id] ?? '') }));
      const bad = shares.find(({ to }) => to === null);
      if (bad) return refuse('shares', `Enter the new share of “${bad.name}”, from 0 to 100`, { field: `share-${bad.criterionId}` });
      return shares.every(({ from, to }) => from === to) ? nothing(`share-${shares[0]?.criterionId ?? ''}`) : allow({ kind: 'shares', shares: shares as { criterionId: string; name: string; from: string; to: string }[] });
    }
    case 'timetable': return readTimetable(arrangement, windows, typed);
  }
}

const nothing = (field: string) => refuse('same', 'That is what stands already.', { field });

function percentFrom(text: string): string | null {
  const parsed = parseDecimal(text.trim().replace(/%$/, ''));
  return parsed.ok && !parsed.value.isNegative() && parsed.value.compare(decimal(100n)) <= 0 && parsed.value.scale <= 4 ? parsed.value.toString() : null;
}

function readTimetable(arrangement: Arrangement, windows: readonly IntakeWindow[], { endsOn, windowId, closesOn }: ChangeTyped): Decision<ChangeDetails> {
  const window = windows.find(({ id }) => id === windowId);
  if (closesOn && !window) return refuse('window', 'Choose the intake', { field: 'windowId' });
  if (window && closesOn && closesOn < window.opensOn) return refuse('closes-before', 'It must close after it opens.', { field: 'closesOn' });
  if (endsOn) {
    const term = decideTerm({ ...arrangement, endsOn });
    if (term.kind === 'refused') return term;
  }
  const details: ChangeDetails = {
    kind: 'timetable', endsOn: endsOn && arrangement.endsOn && endsOn !== arrangement.endsOn ? { from: arrangement.endsOn, to: endsOn } : null,
    intake: window && closesOn && closesOn !== window.closesOn ? { intakeId: window.id, from: window.closesOn, closesOn } : null,
  };
  return details.endsOn || details.intake ? allow(details) : nothing('endsOn');
}

export interface Preview {
  readonly details: ChangeDetails;
  readonly effect: Effect;
}

/** What a change would be and whom it would admit, or why it may not be: the same for the preview and for the proposal. */
export async function previewChange(read: Read, arrangement: Arrangement, typed: ChangeTyped, today: CalendarDate): Promise<Decision<Preview>> {
  const marks = await marksOf(read, arrangement);
  const windows = await windowsOf(read, arrangement.id);
  const details = readDetails(arrangement, marks, windows, typed);
  if (details.kind === 'refused') return details;
  const after = marksAfter(marks, details.value, decimal);
  const allowed = decideProposal(arrangement, windows, details.value, after, today);
  if (allowed.kind === 'refused') return allowed;
  return allow({ details: details.value, effect: effectOf(await scoredApplicants(read, arrangement), marks, after) });
}

/** Proposes a change to what was fixed at publication. Nothing changes until a director agrees (DP-26). */
export const proposeChange = command({
  act: arrangementsActs.proposeChange,
  input: z.object({ arrangementId: z.string(), confirmed: z.enum(['yes', 'no'], 'Look at what the change would do first'), ...changeInput, reason: words(4000, 'Give the reason: it is public, and sent to every applicant'), reviseUntil: day('Enter the last day on which applicants may revise or apply') }),
  record: ({ arrangementId }) => arrangementReference(arrangementId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    const today = londonDate(await readClock(tx));
    const preview = await previewChange(tx, arrangement, input, today);
    if (preview.kind === 'refused') return preview;
    if (input.reviseUntil <= today) return refuse('no-time', 'Give applicants some days after today to revise or apply.', { field: 'reviseUntil', rule: FIXED_RULE });
    const { details, effect } = preview.value;
    if (input.confirmed === 'no') return refuse('not-confirmed', `Nothing has been proposed yet. ${effectInWords(effect)} Read it below, then put it to a director.`, { field: 'kind' });
    const id = await insertChange(tx, { arrangementId: arrangement.id, details, effect, reason: input.reason, reviseUntil: input.reviseUntil, proposedBy: actor.personId });
    if (!id) return refuse('one-at-a-time', 'Another change waits for a director. Withdraw it, or wait for the decision.');
    await askApprovals(context, { about: changeReference(id), subject: CHANGE_SUBJECT, bodyId: arrangement.bodyId, steps: [{ role: 'lead-director', rule: FIXED_RULE }], contentHash: await hashOf(tx, id) });
    return done({ changeId: id, effect }, noteOn(arrangement, { after: { changeId: id, change: changeInWords(details), admittedBefore: effect.admittedBefore, admittedAfter: effect.admittedAfter, applicants: effect.applicants }, reason: input.reason, rule: FIXED_RULE.sentence }));
  },
});

/** What a director agrees to, exactly: the change, its reason, and its effect as it stands on the day. */
async function hashOf(read: Read, changeId: string): Promise<string | null> {
  const change = await readChange(read, changeId);
  const arrangement = change && (await readArrangement(read, change.arrangementId));
  if (!change || !arrangement) return null;
  if (change.details.kind === 'ceiling') return ceilingHash(read, arrangement, change);
  const marks = await marksOf(read, arrangement);
  const effect = effectOf(await scoredApplicants(read, arrangement), marks, marksAfter(marks, change.details, decimal));
  return contentHashOf([change.details, change.reason, change.reviseUntil, effect.applicants, effect.admittedBefore, effect.admittedAfter]);
}

/** Registered with the part `approvals` in `app.ts`. */
export const arrangementChangeApproval: ApprovalSubject = {
  subject: CHANGE_SUBJECT,
  aboutKind: 'arrangement-change',
  words: 'the change of rules',
  title: async (read, id) => (await readChange(read, id))?.arrangementTitle ?? '',
  hold: async (tx, id) => {
    const change = await readChange(tx, id);
    return change && lockArrangement(tx, change.arrangementId);
  },
  contentHash: hashOf,
  address: (id) => `/arrangement-changes/${id}`,
  agreed: async (context, id) => {
    const change = await readChange(context.tx, id);
    const arrangement = change && (await lockArrangement(context.tx, change.arrangementId));
    if (change?.state !== 'proposed' || arrangement?.state !== 'live') return;
    if (change.details.kind === 'ceiling') await agreedCeiling(context, arrangement, change, change.details);
    else await applyChange(context, arrangement, change);
  },
};

/** Withdraws a proposal that nobody has decided. */
export const withdrawChange = command({
  act: arrangementsActs.withdrawChange,
  input: z.object({ changeId: z.string() }),
  record: ({ changeId }) => changeReference(changeId),
  perform: async ({ tx }, { changeId }) => {
    const change = await readChange(tx, changeId);
    if (!change) return NOT_THERE;
    await lockArrangement(tx, change.arrangementId);
    if (!(await settleChange(tx, changeId, 'withdrawn', null))) return refuse('decided', 'This has been decided already.');
    await withdrawWaiting(tx, changeReference(changeId), CHANGE_SUBJECT);
    return done({ arrangementId: change.arrangementId }, { record: changeReference(changeId), bodyId: change.bodyId, before: { state: 'proposed' }, after: { state: 'withdrawn' } });
  },
});

/** The change takes effect, everyone concerned is told, and there is time to revise or apply. */
async function applyChange(context: CommandContext, arrangement: Arrangement, change: Change): Promise<void> {
  const { tx, actor, services } = context;
  await write(tx, arrangement, change.details);
  const changed = (await readArrangement(tx, arrangement.id))!;
  await openForRevision(context, changed, change);
  const sentence = changeInWords(change.details);
  await recordEvent(tx, { arrangement, kind: 'changed', words: `${sentence} Reason: ${change.reason} ${effectInWords(change.effect)}`, by: actor.personId });
  await putArrangementInSearch(tx, changed);
  const address = `${services.config.siteUrl}/arrangements/${arrangement.id}`;
  const concerned = await concernedOrganisations(tx, arrangement.id);
  await tellOrganisations(tx, concerned, {
    about: arrangementReference(arrangement.id), subject: `Rules changed: ${arrangement.title}`,
    text: `${arrangement.bodyName} has changed the rules of “${arrangement.title}”.\n\n${sentence}\n\nWhy: ${change.reason}\n\nYou may revise an application that waits for its decision, or apply again, until ${formatDate(change.reviseUntil!)}. What you answered before is filled in.\n\n${address}\n`,
  });
  await tellFollowers(tx, arrangement, `Rules changed: ${arrangement.title}`, `${sentence}\n\nWhy: ${change.reason}\n\n${address}\n`);
  await settleChange(tx, change.id, 'applied', concerned.length);
}

async function write(tx: Tx, arrangement: Arrangement, details: ChangeDetails): Promise<void> {
  const about = arrangementReference(arrangement.id);
  switch (details.kind) {
    case 'pass-mark': return updateArrangement(tx, arrangement.id, 'live', { pass_percent: details.to });
    case 'criterion-pass-mark': {
      const criterion = (await criteriaOf(tx, about)).find(({ id }) => id === details.criterionId);
      if (!criterion || !(await changeCriterion(tx, about, criterion.id, { ...criterion, passPercent: details.to === null ? null : decimal(details.to) }))) throw new Error('the criterion of a change is not there');
      return;
    }
    case 'shares': await setShares(tx, about, new Map(details.shares.map(({ criterionId, to }) => [criterionId, decimal(to)]))); return;
    case 'timetable': {
      if (details.endsOn) await updateArrangement(tx, arrangement.id, 'live', { ends_on: details.endsOn.to });
      if (details.endsOn) await moveFrameworkAgreement(tx, arrangement, details.endsOn.to);
      if (details.intake) await tx.updateTable('arrangement_intake').set({ closes_on: details.intake.closesOn }).where('id', '=', details.intake.intakeId).execute();
      return;
    }
    case 'ceiling': return;
  }
}

/** Where applications are closed they open again, so that the chance to revise or apply is a real one. */
async function openForRevision({ tx, actor }: CommandContext, arrangement: Arrangement, change: Change): Promise<void> {
  if (arrangement.intake === 'standing') return;
  const today = londonDate(await readClock(tx));
  const windows = await windowsOf(tx, arrangement.id);
  const open = windows.find(({ kind, opensOn, closesOn }) => kind === 'intake' && opensOn <= today && today <= closesOn);
  const reviseUntil = change.reviseUntil!;
  if (open && open.closesOn >= reviseUntil) return;
  const opensOn = open ? addDays(open.closesOn, 1) : today;
  await insertWindow(tx, arrangement.id, { kind: 'intake', opensOn, closesOn: reviseUntil, words: 'Open again because the rules changed.' }, actor.personId);
}

import { z } from 'zod';
import { decimal, parseDecimal, type Decimal } from '#kernel/decimal';
import type { PersonId } from '#kernel/ids';
import { formatPounds, parsePounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { awardSteps } from '#awards';
import { optionalWords, words } from '#opportunities';
import { askApprovals, contentHashOf } from '#parts/approvals';
import { labelCovering, labelsOn } from '#parts/labels';
import { platformInput, readPlatform } from '#parts/notices';
import { keepPromise, makePromise } from '#parts/promises';
import { lawFrom } from '#policy';
import type { Arrangement } from './arrangement.ts';
import { arrangementReference, lockArrangement, putArrangementInSearch, readArrangement, recordEvent } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { noteOn, NOT_THERE } from './building.store.ts';
import { CEILING_GROUNDS, ceilingLaw, decideCeilingChange, risePercent, type CeilingChange, type CeilingGround, type CeilingLaw } from './ceiling.ts';
import { CHANGE_SUBJECT, changeInWords, groundInWords, type CeilingDetails } from './change.ts';
import { changeReference, firstCeiling, insertChange, markAgreed, readChange, settleChange, storeChangeNotice, type Change } from './change.store.ts';
import { calledOff, moveCeiling } from './framework.store.ts';
import { concernedOrganisations, tellFollowers, tellOrganisations } from './tell.store.ts';

/** What a proposal says, as typed. */
export const ceilingInput = { ceiling: z.string().trim(), ground: optionalWords(40), groundWords: optionalWords(4000), vatPercent: z.string().trim() };
export type CeilingTyped = { readonly [Key in keyof typeof ceilingInput]: z.infer<(typeof ceilingInput)[Key]> };

/** Nobody’s application is judged anew because of a ceiling. */
const NO_EFFECT = { applicants: 0, admittedBefore: 0, admittedAfter: 0, turned: [] } as const;
/** The part `promises` knows the copy that is owed by this. */
const COPY = 'framework-change-copy';

export interface CeilingPreview {
  readonly change: CeilingChange;
  readonly law: CeilingLaw;
  readonly details: CeilingDetails;
}

/** Where the ceiling of a framework stands: what it is, what it first was and what has been called off. Null where it has none. */
export async function ceilingStanding(read: Read, arrangement: Arrangement): Promise<Omit<CeilingChange, 'toNetPence' | 'vatPercent'> | null> {
  if (arrangement.agreementId === null || arrangement.ceilingNetPence === null) return null;
  return { arrangement, nowNetPence: arrangement.ceilingNetPence, firstNetPence: (await firstCeiling(read, arrangement.id)) ?? arrangement.ceilingNetPence, usedNetPence: await calledOff(read, arrangement.agreementId) };
}

/** What a proposal would do, or why it may not be: the same for the preview and for the proposal itself. */
export async function previewCeiling(read: Read, arrangement: Arrangement, typed: CeilingTyped): Promise<Decision<CeilingPreview>> {
  if (arrangement.state !== 'live') return refuse('wrong-state', arrangement.state === 'draft' ? 'This is a draft: its ceiling is set when it is published.' : 'This is over, so nothing of it can be changed.');
  const standing = await ceilingStanding(read, arrangement);
  if (!standing) return refuse('no-ceiling', 'This has no ceiling: it is a list of providers and no contract.');
  const to = parsePounds(typed.ceiling);
  if (!to.ok) return refuse('ceiling', typed.ceiling === '' ? 'Enter the new ceiling' : to.why, { field: 'ceiling' });
  const vatPercent = rateFrom(typed.vatPercent);
  if (!vatPercent) return refuse('vat', 'Enter the rate of VAT, such as 20', { field: 'vatPercent' });
  const change: CeilingChange = { ...standing, toNetPence: to.pence, vatPercent };
  const ground = typed.ground in CEILING_GROUNDS ? (typed.ground as CeilingGround) : null;
  const law = decideCeilingChange(change, { ground, words: typed.groundWords }, await lawFrom(read));
  if (law.kind === 'refused') return law;
  const asked = law.value.grounds.length > 0;
  return allow({ change, law: law.value, details: { kind: 'ceiling', from: change.nowNetPence.toString(), to: to.pence.toString(), first: change.firstNetPence.toString(), ground: asked ? ground : null, groundWords: asked ? typed.groundWords.trim() : '', vatPercent: vatPercent.toString() } });
}

/** A rate of VAT as typed, in percent; null where it is none. */
export function rateFrom(text: string): Decimal | null {
  const parsed = parseDecimal(text.replace(/%$/, ''));
  return parsed.ok && !parsed.value.isNegative() && parsed.value.compare(decimal(100n)) <= 0 ? parsed.value : null;
}

/** Proposes another ceiling. Nothing changes until whoever signs off a contract of that value agrees (DP-26). */
export const proposeCeiling = command({
  act: arrangementsActs.proposeCeiling,
  input: z.object({ arrangementId: z.string(), confirmed: z.enum(['yes', 'no'], 'Look at what the change would do first'), ...ceilingInput, reason: words(4000, 'Give the reason: it is public, and sent to every provider') }),
  record: ({ arrangementId }) => arrangementReference(arrangementId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    const preview = await previewCeiling(tx, arrangement, input);
    if (preview.kind === 'refused') return preview;
    const { change, law, details } = preview.value;
    if (input.confirmed === 'no') return refuse('not-confirmed', 'Nothing has been proposed yet. Read below what it would do, then put it forward.', { field: 'ceiling' });
    const id = await insertChange(tx, { arrangementId: arrangement.id, details, effect: NO_EFFECT, reason: input.reason, reviseUntil: null, proposedBy: actor.personId });
    if (!id) return refuse('one-at-a-time', 'Another change of this framework waits. Withdraw it, or wait for the decision.');
    const made = (await readChange(tx, id))!;
    await askApprovals(context, { about: changeReference(id), subject: CHANGE_SUBJECT, bodyId: arrangement.bodyId, steps: await awardSteps(tx, arrangement.bodyId, change.toNetPence), contentHash: await ceilingHash(tx, arrangement, made) });
    const rule = law.grounds.find(({ ground }) => ground === details.ground)?.rule ?? law.rule;
    return done({ changeId: id }, noteOn(arrangement, { after: { changeId: id, ceiling: details, usedNetPence: change.usedNetPence, risePercent: risePercent(change), noticeFirst: law.noticeFirst !== null }, reason: input.reason, rule: `${rule.sentence} (${rule.source})` }));
  },
});

/** What is agreed to, exactly: the sums, the ground and the reason. It lapses when the ceiling moved meanwhile or more has been called off than it would allow. */
export async function ceilingHash(read: Read, arrangement: Arrangement, { details, reason }: Change): Promise<string | null> {
  if (details.kind !== 'ceiling') return null;
  const standing = await ceilingStanding(read, arrangement);
  return standing && contentHashOf([details, reason, standing.nowNetPence.toString(), standing.usedNetPence <= BigInt(details.to)]);
}

const changeOf = (standing: Omit<CeilingChange, 'toNetPence' | 'vatPercent'>, details: CeilingDetails): CeilingChange => ({ ...standing, toNetPence: BigInt(details.to), vatPercent: decimal(details.vatPercent) });

/** What the law asks of a change that was proposed, as its figures stand now. */
export async function lawOfChange(read: Read, arrangement: Arrangement, details: CeilingDetails): Promise<{ readonly change: CeilingChange; readonly law: CeilingLaw } | null> {
  const standing = await ceilingStanding(read, arrangement);
  if (!standing) return null;
  const change = changeOf(standing, details);
  return { change, law: ceilingLaw(change, await lawFrom(read)) };
}

/** Agreed: it takes effect, or waits for the contract change notice where the law puts that first. */
export async function agreedCeiling(context: CommandContext, arrangement: Arrangement, change: Change, details: CeilingDetails): Promise<void> {
  const asked = await lawOfChange(context.tx, arrangement, details);
  if (asked?.law.noticeFirst) await markAgreed(context.tx, change.id);
  else if (asked) await applyCeiling(context, arrangement, change, { details, law: asked.law });
}

/** The contract change notice stands on the central platform, and the new ceiling takes effect. */
export const recordChangeNotice = command({
  act: arrangementsActs.recordChangeNotice,
  input: z.object({ changeId: z.string(), ...platformInput }),
  record: ({ changeId }) => changeReference(changeId),
  perform: async (context, input) => {
    const { tx } = context;
    const found = await readChange(tx, input.changeId);
    const arrangement = found && (await lockArrangement(tx, found.arrangementId));
    const change = await readChange(tx, input.changeId);
    if (!arrangement || change?.details.kind !== 'ceiling') return NOT_THERE;
    if (change.state !== 'agreed' || arrangement.state !== 'live') return refuse('wrong-state', 'This change does not wait for a notice.');
    const { details } = change;
    const asked = await lawOfChange(tx, arrangement, details);
    if (!asked || asked.change.usedNetPence > asked.change.toNetPence) return refuse('below-use', 'More has been called off meanwhile than the new ceiling allows. Withdraw the proposal.');
    const platform = readPlatform(input, await readClock(tx));
    if (platform.kind === 'refused') return platform;
    await storeChangeNotice(tx, change.id, platform.value);
    await applyCeiling(context, arrangement, change, { details, law: asked.law });
    return done({ arrangementId: arrangement.id as string }, { record: changeReference(change.id), bodyId: change.bodyId, before: { state: change.state }, after: { state: 'applied', platform: platform.value.reference }, ...(asked.law.noticeFirst ? { rule: `${asked.law.noticeFirst.sentence} (${asked.law.noticeFirst.source})` } : {}) });
  },
});

/** The copy of the framework as changed has been published. */
export const recordChangeCopy = command({
  act: arrangementsActs.recordChangeCopy,
  input: z.object({ changeId: z.string() }),
  record: ({ changeId }) => changeReference(changeId),
  perform: async ({ tx }, { changeId }) => {
    const change = await readChange(tx, changeId);
    if (!change) return NOT_THERE;
    if ((await keepPromise(tx, COPY, changeReference(changeId))) === 0) return refuse('not-owed', 'No copy of this change is owed, or it has been published already.');
    return done({ changeId }, { record: changeReference(changeId), bodyId: change.bodyId, after: { copyPublished: true } });
  },
});

interface Agreed {
  readonly details: CeilingDetails;
  readonly law: CeilingLaw;
}

/** The ceiling becomes what was agreed; everyone concerned is told, and what the law asks afterwards becomes a task with its day. */
async function applyCeiling(context: CommandContext, arrangement: Arrangement, change: Change, { details, law }: Agreed): Promise<void> {
  const { tx, actor, services } = context;
  await moveCeiling(tx, arrangement, BigInt(details.to));
  const changed = (await readArrangement(tx, arrangement.id))!;
  // A label on the contract may withhold what it is worth; then the sums are told to nobody here.
  const withheld = labelCovering(await labelsOn(tx, { kind: 'agreement', id: arrangement.agreementId! }), 'value', null) !== undefined;
  const sentence = withheld ? 'The most that may be called off in all has changed.' : changeInWords(details);
  const ground = groundInWords(details);
  const why = `${ground === '' ? '' : `Ground: ${ground} `}Reason: ${change.reason}`;
  await recordEvent(tx, { arrangement, kind: 'changed', words: `${sentence} ${why}`, by: actor.personId });
  await putArrangementInSearch(tx, changed);
  const address = `${services.config.siteUrl}/arrangements/${arrangement.id}`;
  const subject = `Ceiling changed: ${arrangement.title}`;
  const concerned = await concernedOrganisations(tx, arrangement.id);
  await tellOrganisations(tx, concerned, { about: arrangementReference(arrangement.id), subject, text: `${arrangement.bodyName} has changed the ceiling of “${arrangement.title}”.\n\n${sentence}\n\n${why}\n\n${address}\n` });
  await tellFollowers(tx, arrangement, subject, `${sentence}\n\n${why}\n\n${address}\n`);
  await tellAnswerable(tx, arrangement, change, { subject, text: `${sentence}\n\n${why}\n\n${address}\n` });
  await settleChange(tx, change.id, 'applied', concerned.length);
  if (law.copy) {
    await makePromise(tx, {
      kind: COPY, about: changeReference(change.id), bodyId: arrangement.bodyId, owner: { role: 'procurement-officer' }, words: `Publish the copy of ${arrangement.title} as changed`, address: `/arrangement-changes/${change.id}/copy`,
      startsAt: await readClock(tx), clock: 'calendarInclusive', count: law.copy.days, law: await lawFrom(tx), rule: law.copy.rule,
    });
  }
}

/** Whoever manages or answers for the contract, and whoever proposed it. */
async function tellAnswerable(tx: Tx, { agreementId, id }: Arrangement, { proposedBy }: Change, { subject, text }: { readonly subject: string; readonly text: string }): Promise<void> {
  const contract = await tx.selectFrom('agreement').select(['manager_id', 'director_id']).where('id', '=', agreementId!).executeTakeFirst();
  const ids = [...new Set([contract?.manager_id, contract?.director_id, proposedBy].filter((one): one is string => typeof one === 'string'))];
  if (ids.length === 0) return;
  const people = await tx.selectFrom('person').select(['id', 'email']).where('id', 'in', ids).where('state', '=', 'active').orderBy('email').execute();
  for (const person of people) await sendMail(tx, { to: { personId: person.id as PersonId, email: person.email }, subject, text, about: arrangementReference(id) });
}

/** "£50,000 has been called off of £60,000, so £10,000 is left; with the change £40,000 would be." */
export function ceilingEffectInWords(change: CeilingChange): string {
  const { nowNetPence, toNetPence, usedNetPence } = change;
  const left = (of: bigint) => formatPounds(of > usedNetPence ? of - usedNetPence : 0n);
  return `${formatPounds(usedNetPence)} has been called off of ${formatPounds(nowNetPence)}, so ${left(nowNetPence)} is left. With the change ${left(toNetPence)} would be, of ${formatPounds(toNetPence)}.`;
}

/** What a procurement officer owes: notices that a change of a ceiling waits for. */
export const owedCeilings = {
  title: 'Frameworks',
  list: async (read: Read, actor: CommandContext['actor'], limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const bodies = actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (role === 'procurement-officer' && scopeKind === 'body' && scopeId ? [scopeId] : []));
    if (bodies.length === 0) return [];
    const rows = await read.selectFrom('arrangement_change as c').innerJoin('arrangement as g', 'g.id', 'c.arrangement_id').select(['c.id', 'g.title']).where('c.state', '=', 'agreed').where('g.state', '=', 'live').where('g.body_id', 'in', bodies).orderBy('c.proposed_at').orderBy('c.id').limit(limit).execute();
    return rows.map(({ id, title }) => ({ words: `Publish the contract change notice (UK10) of ${title} on the central platform, and record it: its new ceiling waits for that`, dueAt: null, address: `/arrangement-changes/${id}/notice` }));
  },
};


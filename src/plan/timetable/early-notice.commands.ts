import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { idFrom } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { formatPounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { putInSearch } from '#platform/search/search-index';
import { openContractingIdentifier } from '#kernel/ocid';
import { publishNotice } from '#parts/notices';
import { decideEarlyPublication, EARLY_NOTICE_CODES, EARLY_NOTICE_MOVES, type EarlyNotice, type EarlyNoticeCode } from './early-notice.ts';
import { insertEarlyNotice, lockEarlyNotice, markPublished, markWithdrawn, updateEarlyNotice } from './early-notice.store.ts';
import { cpvLines, optionalDay, optionalPounds, optionalWords, words } from './fields.ts';
import { NOT_THERE } from './plan.commands.ts';
import { earlyNoticeReference, timetableActs } from './timetable.acts.ts';

const fields = z.object({
  code: z.enum(Object.keys(EARLY_NOTICE_CODES) as [EarlyNoticeCode, ...EarlyNoticeCode[]], 'Choose the kind of notice'), title: words(200, 'Enter a title'), scope: optionalWords(6000),
  category: z.enum(['services', 'goods', 'works'], 'Choose services, goods or works'), cpvCodes: cpvLines, areaCodes: z.array(z.string()).default([]), valueLowNetPence: optionalPounds, valueHighNetPence: optionalPounds,
  lotsWords: optionalWords(2000), expectedOn: optionalDay,
}).refine(({ valueLowNetPence: low, valueHighNetPence: high }) => low === null || high === null || low <= high, { path: ['valueHighNetPence'], message: 'The upper amount must not be below the lower' });

/** The bodies for which this person may give notice. */
export const mayGiveNoticeFor = (actor: Actor, bodyId: string): boolean => holdsOn(actor, bodyId, 'procurement-officer', 'commissioner');

export const startEarlyNotice = command({
  act: timetableActs.startEarlyNotice,
  input: fields.and(z.object({ bodyId: z.uuid('Choose the authority') })),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    if (!mayGiveNoticeFor(actor, input.bodyId)) return refuse('not-yours', 'You can give notice only for an authority in which you are a procurement officer or commissioner.', { field: 'bodyId' });
    const bodyId = idFrom<'body'>(input.bodyId);
    const id = await insertEarlyNotice(tx, bodyId, input, actor.personId);
    return done({ earlyNoticeId: id }, { record: earlyNoticeReference(id), bodyId, after: { title: input.title, code: input.code, expectedOn: input.expectedOn } });
  },
});

export const editEarlyNotice = command({
  act: timetableActs.editEarlyNotice,
  input: fields.and(z.object({ earlyNoticeId: z.uuid() })),
  record: (input) => earlyNoticeReference(input.earlyNoticeId),
  perform: async ({ tx }, input) => {
    const notice = await lockEarlyNotice(tx, input.earlyNoticeId);
    if (!notice) return NOT_THERE;
    if (notice.state !== 'draft') return refuse('published', 'This early notice is published, and what was promised stays as it was. Withdraw it and give another.');
    await updateEarlyNotice(tx, notice.id, input);
    return done(undefined, { record: earlyNoticeReference(notice.id), bodyId: notice.bodyId, before: { title: notice.title, expectedOn: notice.expectedOn }, after: { title: input.title, expectedOn: input.expectedOn } });
  },
});

/** Publishes scope, size, lots and date as a notice of the UK series; whoever follows such work is told. */
export const publishEarlyNotice = command({
  act: timetableActs.publishEarlyNotice,
  input: z.object({ earlyNoticeId: z.uuid() }),
  record: (input) => earlyNoticeReference(input.earlyNoticeId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const notice = await lockEarlyNotice(tx, input.earlyNoticeId);
    if (!notice) return NOT_THERE;
    const decision = decideEarlyPublication(notice, londonDate(await readClock(tx)));
    if (decision.kind === 'refused') return decision;
    await markPublished(tx, notice.id);
    await announce(context, notice, notice.scope);
    return done(undefined, { record: earlyNoticeReference(notice.id), bodyId: notice.bodyId, after: { code: notice.code, expectedOn: notice.expectedOn, publishedBy: actor.name } });
  },
});

export const withdrawEarlyNotice = command({
  act: timetableActs.withdrawEarlyNotice,
  input: z.object({ earlyNoticeId: z.uuid(), reason: words(1000, 'Give the reason: it is published') }),
  record: (input) => earlyNoticeReference(input.earlyNoticeId),
  perform: async (context, input) => {
    const notice = await lockEarlyNotice(context.tx, input.earlyNoticeId);
    if (!notice) return NOT_THERE;
    const decision = decideMove(EARLY_NOTICE_MOVES, 'withdraw', notice.state, 'This early notice', input.reason);
    if (decision.kind === 'refused') return decision;
    await markWithdrawn(context.tx, notice.id, input.reason);
    await announce(context, notice, `Withdrawn. ${input.reason}`, input.reason);
    return done(undefined, { record: earlyNoticeReference(notice.id), bodyId: notice.bodyId, before: { state: notice.state }, after: { state: decision.value }, reason: input.reason });
  },
});

async function announce({ tx, actor, services }: CommandContext, notice: EarlyNotice, said: string, reasonForChange?: string): Promise<void> {
  const facts: Record<string, string> = {
    Reference: notice.reference, 'Buying authority': notice.bodyName, Size: sizeWords(notice), Lots: notice.lotsWords, 'Advert expected': notice.expectedOn ? formatDate(notice.expectedOn) : '', Categories: notice.cpvCodes.join(', '),
  };
  await publishNotice(tx, {
    code: notice.code, about: earlyNoticeReference(notice.id), bodyId: notice.bodyId, ocid: openContractingIdentifier(services.config.ocidPrefix, notice.reference), title: notice.title, words: said, publishedBy: actor.personId,
    content: {
      facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')), expectedOn: notice.expectedOn, category: notice.category, cpvCodes: notice.cpvCodes,
      valueLowNetPence: notice.valueLowNetPence, valueHighNetPence: notice.valueHighNetPence, lots: notice.lotsWords,
    },
    ...(reasonForChange ? { reasonForChange } : {}),
  });
  await putInSearch(tx, { record: earlyNoticeReference(notice.id), bodyId: notice.bodyId, title: notice.title, summary: said.slice(0, 300), address: `/early-notices/${notice.id}`, words: [notice.reference, notice.lotsWords] });
}

/** "£20,000 to £60,000 without VAT". */
export const sizeWords = ({ valueLowNetPence: low, valueHighNetPence: high }: Pick<EarlyNotice, 'valueLowNetPence' | 'valueHighNetPence'>): string =>
  high === null ? '' : low === null || low === high ? `Up to ${formatPounds(high)} without VAT` : `${formatPounds(low)} to ${formatPounds(high)} without VAT`;


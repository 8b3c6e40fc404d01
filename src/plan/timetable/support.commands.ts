import { z } from 'zod';
import { idFrom } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { lockOpportunity, opportunityReference } from '#opportunities';
import { mayGiveNoticeFor } from './early-notice.commands.ts';
import { optionalWords, words } from './fields.ts';
import { NOT_THERE } from './plan.commands.ts';
import { insertItem, insertPack, packById, packsOf, savePacks } from './support.store.ts';
import { SUPPORT_KINDS, type SupportKind } from './support.ts';
import { packReference, timetableActs } from './timetable.acts.ts';

export const createPack = command({
  act: timetableActs.createPack,
  input: z.object({ bodyId: z.uuid('Choose the authority'), title: words(200, 'Enter a title, such as “Arts and culture”'), sector: optionalWords(200) }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    if (!mayGiveNoticeFor(actor, input.bodyId)) return refuse('not-yours', 'You can write a support pack only for an authority in which you are a procurement officer or commissioner.', { field: 'bodyId' });
    const bodyId = idFrom<'body'>(input.bodyId);
    const id = await insertPack(tx, bodyId, input.title, input.sector, actor.personId);
    return done({ packId: id }, { record: packReference(id), bodyId, after: { title: input.title, sector: input.sector } });
  },
});

export const addSupportItem = command({
  act: timetableActs.editPack,
  input: z.object({
    packId: z.uuid(), kind: z.enum(Object.keys(SUPPORT_KINDS) as [SupportKind, ...SupportKind[]], 'Choose what it is'), title: words(200, 'Enter a title'), words: optionalWords(20_000),
    link: z.union([z.literal('').transform(() => null), z.url({ protocol: /^https$/, message: 'Enter a link that begins with https://' })]),
  }),
  record: (input) => packReference(input.packId),
  perform: async ({ tx }, input) => {
    const pack = await packById(tx, input.packId);
    if (!pack) return NOT_THERE;
    if (input.words === '' && input.link === null) return refuse('empty', 'Write the help itself, or give a link to it.', { field: 'words' });
    await insertItem(tx, pack.id, { kind: input.kind, title: input.title, words: input.words, link: input.link });
    return done(undefined, { record: packReference(pack.id), bodyId: idFrom<'body'>(pack.bodyId), after: { kind: input.kind, title: input.title } });
  },
});

/** Chooses which packs go with a tender. They may come later than the advert: help is no change to what is asked. */
export const choosePacks = command({
  act: timetableActs.choosePacks,
  input: z.object({ opportunityId: z.uuid(), packIds: z.array(z.uuid()).max(20) }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    const ours = await packsOf(tx, [opportunity.bodyId]);
    const chosen = ours.filter(({ id }) => input.packIds.includes(id));
    if (chosen.length < new Set(input.packIds).size) return refuse('not-ours', 'Choose from your authority’s own packs.', { field: 'packIds' });
    await savePacks(tx, opportunity.id, chosen.map(({ id }) => id));
    return done(undefined, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { packs: chosen.map(({ title }) => title) } });
  },
});

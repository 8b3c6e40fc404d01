import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command } from '#platform/command/command';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { conflictsStanding } from './conflicts.ts';
import { conflictsFields, conflictsPosted } from './conflicts-form.ts';
import { conflictsPage, writeConflictsPage } from './conflicts.page.ts';
import { conflictsOf, writeEntry } from './conflicts.store.ts';
import { directAwardById, lockDirectAward, type DirectAward } from './direct-award.store.ts';
import { routesActs } from './routes.acts.ts';

const about = (id: string) => ({ kind: 'direct-award', id }) as const;
const shown = ({ id, reference, title }: DirectAward) => ({ caption: `${reference} ${title}`, address: `/direct-awards/${id}` });

/** Writes an entry in the conflicts assessment of a contract given without competition (PA23 s.83). */
export const writeDirectAwardConflicts = command({
  act: routesActs.writeDirectAwardConflicts,
  input: z.object({ directAwardId: z.string(), ...conflictsFields }),
  record: ({ directAwardId }) => about(directAwardId),
  perform: async (context, { directAwardId, ...written }) => {
    const award = await lockDirectAward(context.tx, directAwardId);
    return award ? writeEntry(context, about(directAwardId), award.bodyId, written) : refuse('not-found', 'This direct award is not there any more.');
  },
});

export const directAwardConflictsRoutes = [
  page({
    url: '/direct-awards/:id/conflicts',
    act: routesActs.viewDirectAwardConflicts,
    viewing: true,
    show: async ({ read, params }) => {
      const award = await directAwardById(read, params.id);
      if (!award) return notFound;
      const entries = await conflictsOf(read, about(award.id));
      return pageOf('Conflicts assessment', conflictsPage(shown(award), entries, conflictsStanding(entries, londonDate(await readClock(read)))), { backLink: { href: `/direct-awards/${award.id}` } });
    },
  }),
  ...form({
    url: '/direct-awards/:id/conflicts/write',
    command: writeDirectAwardConflicts,
    show: async ({ read, params, csrf }, state) => {
      const award = await directAwardById(read, params.id);
      return award ? pageOf('Write in the conflicts assessment', writeConflictsPage(shown(award), await conflictsOf(read, about(award.id)), csrf, state), { backLink: { href: `/direct-awards/${award.id}/conflicts` } }) : notFound;
    },
    input: (posted, params) => ({ directAwardId: params.id, ...conflictsPosted(posted) }),
    done: (_value, params) => redirectTo(`/direct-awards/${params.id}/conflicts`, 'Written'),
  }),
];

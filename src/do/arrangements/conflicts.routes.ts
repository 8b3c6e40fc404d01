import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { command } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { conflictsFields, conflictsOf, conflictsPage, conflictsPosted, conflictsStanding, writeConflictsPage, writeEntry } from '#routes';
import { arrangementReference, lockArrangement, readArrangement } from './arrangement.store.ts';
import type { Arrangement } from './arrangement.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { NOT_THERE } from './building.store.ts';

const about = (id: string) => ({ kind: 'arrangement', id }) as const;
const shown = ({ id, title }: Arrangement) => ({ caption: title, address: `/arrangements/${id}` });

/** Writes an entry in the conflicts assessment of a dynamic market, which comes before the notice of intention (PA23 s.83). */
export const writeMarketConflicts = command({
  act: arrangementsActs.writeConflicts,
  input: z.object({ arrangementId: z.string(), ...conflictsFields }),
  record: ({ arrangementId }) => arrangementReference(arrangementId),
  perform: async (context, { arrangementId, ...written }) => {
    const arrangement = await lockArrangement(context.tx, arrangementId);
    return arrangement ? writeEntry(context, about(arrangementId), arrangement.bodyId, written) : NOT_THERE;
  },
});

export const conflictsRoutes = [
  page({
    url: '/arrangements/:id/conflicts',
    act: arrangementsActs.viewConflicts,
    viewing: true,
    show: async ({ read, params }) => {
      const arrangement = await readArrangement(read, params.id);
      if (!arrangement) return notFound;
      const entries = await conflictsOf(read, about(arrangement.id));
      return pageOf('Conflicts assessment', conflictsPage(shown(arrangement), entries, conflictsStanding(entries, londonDate(await readClock(read)))), { backLink: { href: `/arrangements/${arrangement.id}` } });
    },
  }),
  ...form({
    url: '/arrangements/:id/conflicts/write',
    command: writeMarketConflicts,
    show: async ({ read, params, csrf }, state) => {
      const arrangement = await readArrangement(read, params.id);
      return arrangement ? pageOf('Write in the conflicts assessment', writeConflictsPage(shown(arrangement), await conflictsOf(read, about(arrangement.id)), csrf, state), { backLink: { href: `/arrangements/${arrangement.id}/conflicts` } }) : notFound;
    },
    input: (posted, params) => ({ arrangementId: params.id, ...conflictsPosted(posted) }),
    done: (_value, params) => redirectTo(`/arrangements/${params.id}/conflicts`, 'Written'),
  }),
];

import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command } from '#platform/command/command';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { conflictsFields, conflictsOf, conflictsPage, conflictsPosted, conflictsStanding, writeConflictsPage, writeEntry } from '#routes';
import { evaluationActs } from './evaluation.acts.ts';
import { lockOpportunity, readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';

const about = (id: string) => ({ kind: 'opportunity', id }) as const;
const shown = ({ id, reference, title }: EvaluatedOpportunity) => ({ caption: `${reference} ${title}`, address: `/opportunities/${id}` });

/** Writes an entry: prepared, reviewed, revised, or confirmed for the notice that comes next. Nothing is ever overwritten. */
export const writeConflicts = command({
  act: evaluationActs.writeConflicts,
  input: z.object({ opportunityId: z.string(), ...conflictsFields }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async (context, { opportunityId, ...written }) => {
    const opportunity = await lockOpportunity(context.tx, opportunityId);
    return opportunity ? writeEntry(context, about(opportunityId), opportunity.bodyId, written) : refuse('not-found', 'This opportunity is not there any more.');
  },
});

export const conflictsRoutes = [
  page({
    url: '/opportunities/:id/conflicts',
    act: evaluationActs.viewConflicts,
    viewing: true,
    show: async ({ read, params }) => {
      const opportunity = await readOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const entries = await conflictsOf(read, about(params.id));
      return pageOf('Conflicts assessment', conflictsPage(shown(opportunity), entries, conflictsStanding(entries, londonDate(await readClock(read)))), { backLink: { href: `/opportunities/${params.id}${opportunity.state === 'draft' ? '/build' : ''}` } });
    },
  }),
  ...form({
    url: '/opportunities/:id/conflicts/write',
    command: writeConflicts,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await readOpportunity(read, params.id);
      return opportunity ? pageOf('Write in the conflicts assessment', writeConflictsPage(shown(opportunity), await conflictsOf(read, about(params.id)), csrf, state), { backLink: { href: `/opportunities/${params.id}/conflicts` } }) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, ...conflictsPosted(posted) }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/conflicts`, 'Written'),
  }),
];

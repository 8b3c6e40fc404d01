import { z } from 'zod';
import { isId } from '#kernel/ids';
import type { FormState } from '#platform/pages/form';
import { form, notFound, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { publishedOutcomes } from '#outcomes';
import { stillMissing } from './agreement.ts';
import { peopleWith } from './agreement.store.ts';
import { bodiesRecordedFor, recordAgreement } from './record-agreement.command.ts';
import { recordPage, whichBodyPage } from './record-agreement.page.ts';
import { reviewPlanner } from './review-planner.ts';

const WORDS = ['bodyId', 'kind', 'title', 'description', 'supplierName', 'companyNumber', 'charityNumber', 'valueNetPence', 'extensionMonths', 'process', 'managerId', 'directorId', 'standing'] as const;

export const recordAgreementRoutes = form({
  url: '/agreements/new', command: recordAgreement,
  query: z.object({ body: z.string().refine(isId).optional().catch(undefined) }),
  input: (posted) => ({
    ...(Object.fromEntries(WORDS.map((name) => [name, posted.text(name)])) as Record<(typeof WORDS)[number], string>),
    startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), outcomeIds: posted.texts('outcomeIds'), frequencies: posted.texts('frequencies'),
  }),
  show: showRecord,
  done: ({ id, standing, missing }) => redirectTo(`/contracts/${id}`, standing === 'live' ? `It is on the public register. ${stillMissing(missing)}` : 'The draft is saved. Only staff see it.'),
});

async function showRecord({ read, actor, query, csrf }: PageContext<object, { body?: string | undefined }>, state: FormState): Promise<Answer> {
  const mine = bodiesRecordedFor(actor);
  const bodies = mine.length === 0 ? [] : await read.selectFrom('body').select(['id', 'name']).where('id', 'in', mine).orderBy('name').execute();
  if (bodies.length === 0) return notFound;
  const body = bodies.length === 1 ? bodies[0] : bodies.find(({ id }) => id === (query.body ?? state.values['bodyId']));
  const around = { backLink: { href: '/agreements/incomplete' } };
  if (!body) return pageOf('Record an agreement', whichBodyPage(bodies), around);
  const [managers, directors, outcomes] = [await peopleWith(read, body.id, 'contract-manager'), await peopleWith(read, body.id, 'lead-director'), await publishedOutcomes(read, body.id as never)];
  return pageOf('Record an agreement', recordPage({ body, managers, directors, outcomes, frequencies: reviewPlanner().frequencies, csrf }, state), around);
}

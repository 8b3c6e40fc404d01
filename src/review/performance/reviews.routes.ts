import { sql } from 'kysely';
import { z } from 'zod';
import { addDays, londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { agreementKind, fewestShown, provisionalSentence, provisionalStanding } from '#agreements';
import { may, whereMay } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import type { Html } from '#platform/pages/html';
import { checklistsByReview, checklistsOf, countsOfReviews, wordsOfReview } from './checklists/checklist.store.ts';
import { answeredSection } from './checklists/checklists.page.ts';
import { missedAfterDays } from './missed-after.ts';
import { performanceActs } from './performance.acts.ts';
import { holdReview, planReviews } from './reviews.commands.ts';
import { holdPage, kindWords, missedPage, planPage, reviewsPage } from './reviews.page.ts';
import { reviewsOf, type MissedReview } from './review.store.ts';
import type { ReviewKind } from './review.ts';

const ROWS = 50;
/** Answers in words shown to whoever writes a review up: the page of each checklist has them all. */
const MOST_WORDS = 100;

export const reviewsRoutes = [
  page({ url: '/agreements/:id/reviews', act: performanceActs.view, show: showReviews }),
  form({
    url: '/agreements/:id/reviews/plan', command: planReviews, input: (posted, params) => ({ agreementId: params.id, frequencies: posted.texts('frequencies') }),
    show: async (context, state) => {
      const agreement = await agreementTitle(context.read, context.params.id);
      return agreement ? pageOf('Plan reviews', planPage(agreement.title, state, context.csrf), { backLink: { href: `/agreements/${context.params.id}/reviews` } }) : notFound;
    },
    done: (added, params) => redirectTo(`/agreements/${params.id}/reviews`, `${added} ${added === 1 ? 'review is' : 'reviews are'} planned.`),
  }),
  // A review stands among the others of its contract.
  page({
    url: '/reviews/:id', act: performanceActs.viewReview,
    show: async ({ read, params }) => {
      const review = await read.selectFrom('review').select('agreement_id').where('id', '=', params.id).executeTakeFirst();
      return review ? redirectTo(`/agreements/${review.agreement_id}/reviews#review-${params.id}`) : notFound;
    },
  }),
  form({
    url: '/reviews/:id/hold', command: holdReview,
    input: (posted, params) => ({ reviewId: params.id, heldOn: posted.date('heldOn'), results: posted.text('results'), issues: posted.text('issues'), actions: posted.text('actions'), supplierSignatory: posted.text('supplierSignatory'), authoritySigns: posted.text('authoritySigns'), showCounts: posted.text('showCounts'), followed: posted.text('followed'), followedReason: posted.text('followedReason') }),
    show: async (context, state) => {
      const { rows } = await sql<{ agreementId: string; title: string; kind: ReviewKind }>`select v.agreement_id as "agreementId", r.title, v.kind from review v join agreement r on r.id = v.agreement_id where v.id = ${context.params.id}`.execute(context.read);
      const review = rows[0];
      const answered = review && (await answeredIn(context.read, context.params.id));
      return review ? pageOf('Write up a review', holdPage(`${kindWords(review.kind)} review of ${review.title}`, { answered: answered ?? null, isEarly: review.kind === 'early' }, state, context.csrf), { backLink: { href: `/agreements/${review.agreementId}/reviews` } }) : notFound;
    },
    done: (agreementId) => redirectTo(`/agreements/${agreementId}/reviews`, 'The review is signed and on the public record.'),
  }),
  page({ url: '/reviews/missed', act: performanceActs.listMissed, query: z.object({ after: z.string().regex(/^\d{4}-\d{2}-\d{2}\.[0-9a-f-]{36}$/).optional().catch(undefined) }), show: showMissed }),
];

/** What checklists of a review answered, for whoever writes it up; null where none was sent. */
async function answeredIn(read: Read, reviewId: string): Promise<Html | null> {
  if (!(await checklistsOf(read, reviewId)).some(({ sent }) => sent > 0)) return null;
  const [counts, words] = [await countsOfReviews(read, [reviewId]), await wordsOfReview(read, reviewId, MOST_WORDS)];
  return answeredSection(counts.get(reviewId) ?? [], words);
}

async function agreementTitle(read: Read, id: string): Promise<{ id: string; title: string; reference: string; bodyId: string } | undefined> {
  return read.selectFrom('agreement').select(['id', 'title', 'reference', 'body_id as bodyId']).where('id', '=', id).executeTakeFirst();
}

async function showReviews(context: PageContext<{ readonly id: string }>): Promise<Answer> {
  const { read, services, actor, params } = context;
  const agreement = await agreementTitle(read, params.id);
  if (!agreement) return notFound;
  const reviews = await reviewsOf(read, agreement.id);
  const first = reviews[0] ? { kind: 'review', id: reviews[0].id } : null;
  const shown = reviews.filter(({ countsShown }) => countsShown).map(({ id }) => id);
  const provisional = await provisionalStanding(read, agreement.id);
  const content = reviewsPage({
    // The ceiling is on the contract's own page, where a label may withhold it.
    provisional: provisional && provisionalSentence(provisional, false), agreement, reviews, today: londonDate(await readClock(read)), missedAfterDays: await missedAfterDays(read, agreement.id),
    mayPlan: await may(read, services.kinds, actor, performanceActs.plan, { kind: 'agreement', id: agreement.id }),
    mayHold: first ? await may(read, services.kinds, actor, performanceActs.hold, first) : false,
    checklists: first && (await may(read, services.kinds, actor, performanceActs.viewChecklists, first)) ? await checklistsByReview(read, agreement.id) : null,
    counted: shown.length > 0 ? await countsOfReviews(read, shown) : new Map(), fewest: shown.length > 0 ? await fewestShown(read, agreement.bodyId) : null,
  });
  return pageOf(`Reviews of ${agreement.title}`, content, { backLink: { href: `/contracts/${agreement.id}` } });
}

async function showMissed(context: PageContext<object, { after?: string | undefined }>): Promise<Answer> {
  const { read, actor } = context;
  const days = await missedAfterDays(read, null);
  const before = addDays(londonDate(await readClock(read)), -days);
  const [afterDate, afterId] = context.query.after?.split('.') ?? [];
  const from = afterDate && isId(afterId) ? sql`and (v.due_on, v.id) > (${afterDate}::date, ${afterId}::uuid)` : sql``;
  const { rows } = await sql<MissedReview>`select v.id, v.agreement_id as "agreementId", r.title, r.reference, v.kind, v.due_on as "dueOn", p.name as manager
    from review v join agreement r on r.id = v.agreement_id left join person p on p.id = r.manager_id
    where v.held_on is null and v.due_on < ${before}::date and r.state = 'live' and ${whereMay(actor, performanceActs.listMissed, agreementKind)} ${from}
    order by v.due_on, v.id limit ${ROWS + 1}`.execute(read);
  const shown = rows.slice(0, ROWS);
  const last = shown.at(-1);
  return pageOf('Missed reviews', missedPage(shown, rows.length > ROWS && last ? `/reviews/missed?after=${last.dueOn}.${last.id}` : null, days), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Missed reviews' }] });
}

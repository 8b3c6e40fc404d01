import { isId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { html, nothing } from '#platform/pages/html';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { allPaymentsRoutes } from './all-payments.routes.ts';
import { bodiesSeenWhole } from './all-payments.ts';
import { likelyOrganisations, discloseSupplier, matchSupplier, unmatchSupplier, withholdSupplier } from './match-supplier.command.ts';
import { paymentPage } from './payment.page.ts';
import { readablePayment } from './payment.store.ts';
import { isLoaderOf, reportRoutes } from './report/report.routes.ts';
import { recordReturn, withdrawReturn } from './second-tier.command.ts';
import { SPEND_LOADERS, spendActs } from './spend.acts.ts';
import { spendRegister } from './spend.register.ts';
import { disclosePage, matchPage, newReturnPage, returnsPage, unmatchedPage, unmatchPage, withdrawReturnPage, withholdPage } from './staff.page.ts';
import { returnableAgreements, spellingById, spellingsLike, unmatchedSuppliers } from './staff.store.ts';

const LISTED = 200;
const CRUMBS = [{ text: 'Home', href: '/' }, { text: 'Spending', href: '/spend' }] as const;
type WithId = PageContext<{ readonly id: string }>;

export const spendRoutes = [
  ...spendRegister.routes,
  ...allPaymentsRoutes,
  page({ url: '/spend/payments/:id', act: spendActs.view, show: showPayment }),
  ...reportRoutes,
  page({ url: '/spend/unmatched', act: spendActs.listUnmatched, show: showUnmatched }),
  form({
    url: '/spend/suppliers/:id/match', command: matchSupplier, input: (posted, params) => ({ supplierId: params.id, organisationId: posted.text('organisationId') }),
    show: showMatch, done: ({ name, organisation }) => redirectTo('/spend/unmatched', `${name} counts as ${organisation} now.`),
  }),
  form({
    url: '/spend/suppliers/:id/unmatch', command: unmatchSupplier, input: (posted, params) => ({ supplierId: params.id, reason: posted.text('reason') }),
    show: (context, state) => aboutSpelling(context, 'Take a match away', (spelling) => unmatchPage(spelling, state, context.csrf)), done: ({ name }) => redirectTo('/spend/unmatched', `${name} is not matched any more.`),
  }),
  form({
    url: '/spend/suppliers/:id/withhold', command: withholdSupplier, input: (posted, params) => ({ supplierId: params.id, label: posted.text('label'), reason: posted.text('reason') }),
    show: (context, state) => aboutSpelling(context, 'Withhold a name', (spelling) => withholdPage(spelling, state, context.csrf)), done: () => redirectTo('/spend/unmatched', 'The name is withheld.'),
  }),
  form({
    url: '/spend/suppliers/:id/disclose', command: discloseSupplier, input: (_posted, params) => ({ supplierId: params.id }),
    show: (context, state) => aboutSpelling(context, 'Show a name again', (spelling) => disclosePage(spelling, state, context.csrf)), done: () => redirectTo('/spend/unmatched', 'The name is shown.'),
  }),
  page({ url: '/spend/returns', act: spendActs.listUnmatched, show: showReturns }),
  form({
    url: '/agreements/:id/returns/new', command: recordReturn,
    input: (posted, params) => ({ agreementId: params.id, fromOn: posted.date('fromOn'), toOn: posted.date('toOn'), local: posted.text('local'), method: posted.text('method'), evidence: posted.text('evidence') }),
    show: showNewReturn, done: () => redirectTo('/spend/returns', 'The return is recorded.'),
  }),
  form({
    url: '/agreements/:id/returns/:returnId/withdraw', command: withdrawReturn, input: (posted, params) => ({ agreementId: params.id, returnId: params.returnId, reason: posted.text('reason') }),
    show: async ({ read, params, csrf }, state) => {
      const found = isId(params.returnId) && (await read.selectFrom('second_tier_return').select('id').where('id', '=', params.returnId).where('agreement_id', '=', params.id).where('withdrawn_at', 'is', null).executeTakeFirst());
      return found ? pageOf('Withdraw a contractor’s return', withdrawReturnPage(state, csrf), { backLink: { href: '/spend/returns' } }) : notFound;
    },
    done: () => redirectTo('/spend/returns', 'The return is withdrawn.'),
  }),
];

async function showPayment({ read, params, actor }: WithId): Promise<Answer> {
  const payment = isId(params.id) ? await readablePayment(read, params.id, bodiesSeenWhole(actor)) : null;
  if (!payment) return notFound;
  const spelling = await spellingById(read, payment.spellingId);
  const body = await read.selectFrom('body').select('id').where('slug', '=', spelling!.bodySlug).executeTakeFirstOrThrow();
  const forStaff = isLoaderOf(actor, body.id) ? html`<p class="govuk-body"><a class="govuk-link" href="/spend/suppliers/${payment.spellingId}/match">Match or withhold this supplier</a></p>` : nothing;
  return pageOf('Payment', paymentPage(payment, forStaff), { breadcrumbs: [...CRUMBS, { text: 'Payment' }] });
}

/** The body asked for, among those whose spending this person keeps; their first where none is. */
async function bodyOf(read: Read, actor: Actor, query: unknown): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const ids = actor.holdings.filter((held) => held.scopeKind === 'body' && (SPEND_LOADERS as readonly string[]).includes(held.role)).map((held) => held.scopeId!);
  const bodies = ids.length === 0 ? [] : await read.selectFrom('body').select(['id', 'name', 'slug']).where('id', 'in', ids).orderBy('name').execute();
  return bodies.find(({ slug }) => slug === (query as { body?: unknown }).body) ?? bodies[0];
}

async function showUnmatched({ read, actor, query }: PageContext): Promise<Answer> {
  const body = await bodyOf(read, actor, query);
  if (!body) return notFound;
  const { suppliers, all } = await unmatchedSuppliers(read, body.id, LISTED);
  return pageOf('Suppliers to match', unmatchedPage(body.name, suppliers, all), { breadcrumbs: [...CRUMBS, { text: 'Suppliers to match' }] });
}

async function aboutSpelling({ read, params }: WithId, title: string, draw: (spelling: NonNullable<Awaited<ReturnType<typeof spellingById>>>) => ReturnType<typeof unmatchPage>): Promise<Answer> {
  const spelling = await spellingById(read, params.id);
  return spelling ? pageOf(title, draw(spelling), { backLink: { href: `/spend/suppliers/${params.id}/match` } }) : notFound;
}

function showMatch(context: WithId, state: FormState): Promise<Answer> {
  const asked = (context.query as { words?: unknown }).words;
  const words = typeof asked === 'string' ? asked.trim().slice(0, 100) : '';
  return context.read.selectFrom('spend_supplier').select(['name', 'match_name']).where('id', '=', context.params.id).executeTakeFirst().then(async (row) => {
    if (!row) return notFound;
    const likely = await likelyOrganisations(context.read, words || row.name, words || row.match_name);
    const alike = await spellingsLike(context.read, context.params.id);
    return aboutSpelling(context, 'Match a supplier', (spelling) => matchPage(spelling, likely, alike, words, state, context.csrf));
  });
}

async function showReturns({ read, actor, query }: PageContext): Promise<Answer> {
  const body = await bodyOf(read, actor, query);
  if (!body) return notFound;
  return pageOf('Contractors’ returns', returnsPage(body.name, await returnableAgreements(read, body.id, LISTED)), { breadcrumbs: [...CRUMBS, { text: 'Contractors’ returns' }] });
}

async function showNewReturn({ read, params, csrf }: WithId, state: FormState): Promise<Answer> {
  const agreement = await read.selectFrom('agreement').select('title').where('id', '=', params.id).executeTakeFirst();
  return agreement ? pageOf('Record a contractor’s return', newReturnPage(agreement.title, state, csrf), { backLink: { href: '/spend/returns' } }) : notFound;
}

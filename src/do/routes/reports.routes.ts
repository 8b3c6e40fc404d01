import { sql } from 'kysely';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { parsePounds } from '#kernel/money';
import { readClock } from '#platform/clock';
import { emptyForm, type FormState } from '#platform/pages/form';
import { notFound, page, pageOf } from '#platform/web/route';
import { policyValue } from '#policy';
import { exemptionsPage } from './exemptions.page.ts';
import { listExemptions } from './exemptions.store.ts';
import { listPurchases } from './purchase.store.ts';
import { pageNumber } from './purchases.routes.ts';
import { routesActs } from './routes.acts.ts';
import { WHAT_IF_KEYS, whatIfPage } from './what-if.page.ts';
import { whatIf } from './what-if.store.ts';

const whatIfQuery = z.object({
  key: z.enum(WHAT_IF_KEYS).catch('purchasing.advertiseFrom'), amount: z.string().max(40).catch(''), op: z.enum(['>=', '>']).catch('>='), page: pageNumber,
});

export const reportsRoutes = [
  page({
    url: '/reports/exemptions',
    act: routesActs.viewExemptions,
    query: z.object({ page: pageNumber }),
    show: async ({ read, actor, query }) => {
      const { exemptions, more } = await listExemptions(read, actor, query.page);
      const split = await listPurchases(read, actor, { page: 1, where: sql`r.split_flag is not null` });
      const address = (number: number): string => `/reports/exemptions?page=${number}`;
      const content = exemptionsPage({
        exemptions, split: split.purchases, moreSplit: split.more, previous: query.page > 1 ? address(query.page - 1) : null, next: more ? address(query.page + 1) : null,
      });
      return pageOf('Exemptions and split purchases', content, { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Exemptions' }] });
    },
  }),
  page({
    url: '/bodies/:id/policy/what-if',
    act: routesActs.whatIf,
    query: whatIfQuery,
    show: async ({ read, actor, params, query }) => {
      const body = await read.selectFrom('body').select(['id', 'name']).where('id', '=', params.id).executeTakeFirst();
      if (!body) return notFound;
      const current = await policyValue(read, body.id, query.key, londonDate(await readClock(read)));
      const asked = tryAmount(query.amount);
      const now = current.value;
      const threshold = asked.pence !== null && now ? { amountPence: asked.pence, op: query.op, basis: now.basis } : null;
      const tried = threshold && now ? { threshold, result: await whatIf(read, actor, body.id, now, threshold, query.page) } : null;
      const address = (number: number): string => `/bodies/${body.id}/policy/what-if?${new URLSearchParams({ key: query.key, amount: query.amount, op: query.op, page: String(number) }).toString()}`;
      const content = whatIfPage({ body, current, tried, previous: tried && query.page > 1 ? address(query.page - 1) : null, next: tried?.result.more ? address(query.page + 1) : null }, asked.form);
      return pageOf('What if another amount applied?', content, { backLink: { href: `/bodies/${body.id}/policy` } });
    },
  }),
];

/** The amount asked about; a mistake is shown beside its field, as a form would. */
function tryAmount(typed: string): { readonly pence: bigint | null; readonly form: FormState } {
  if (typed.trim() === '') return { pence: null, form: emptyForm };
  const parsed = parsePounds(typed);
  if (parsed.ok && parsed.pence >= 0n && parsed.pence < 10n ** 16n) return { pence: parsed.pence, form: emptyForm };
  const message = parsed.ok ? 'Enter an amount from £0 upwards' : parsed.why;
  return { pence: null, form: { values: { amount: typed }, errors: [{ field: 'amount', message }] } };
}

import { financialYearOf, londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { mayAct } from '#platform/access/access';
import type { Act } from '#platform/access/act';
import { scopesOf } from '#platform/access/record-kind';
import { readClock } from '#platform/clock';
import { emptyForm, type FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { subcontractPayments } from '../report/second-tier.store.ts';
import { spendActs } from '../spend.acts.ts';
import { yearOfWords } from '../spend.ts';
import { STANDINGS, type ReturnStanding } from './return-period.ts';
import { RETURN_FIELDS } from './return-rows.ts';
import { acceptReturn, askReturns, prepareReturn, queryReturn, returnAddress, sendReturn } from './supply-chain.commands.ts';
import { askPage, oneReturnPage, preparePage, returnsPage } from './supply-chain.page.ts';
import { contractOfReturns, owedReturns, paidToContractor, type ContractOfReturns, type OwedReturn } from './supply-chain.store.ts';

const A_PAGE = 100;
type WithId = PageContext<{ readonly id: string }>;
type OfPeriod = PageContext<{ readonly id: string; readonly from: string }>;
const record = ({ id }: Readonly<Record<string, string>>) => ({ kind: 'agreement', id: id! });
const returnsOfContract = (id: string): string => `/agreements/${id}/second-tier`;

export const supplyChainRoutes = [
  page({ url: '/agreements/:id/second-tier', act: spendActs.viewReturns, record, show: showReturns }),
  form({
    url: '/agreements/:id/second-tier/ask', command: askReturns, input: (posted, params) => ({ agreementId: params.id, everyMonths: posted.text('everyMonths'), firstOn: posted.date('firstOn'), dueDays: posted.text('dueDays') }),
    show: async ({ read, params, csrf }, state) => {
      const contract = await contractOfReturns(read, params.id);
      return contract ? pageOf('Ask for returns', askPage(contract, state, csrf), { backLink: { href: returnsOfContract(params.id) } }) : notFound;
    },
    done: (_value, { id }) => redirectTo(returnsOfContract(id), 'What is asked for is changed.'),
  }),
  page({ url: '/agreements/:id/second-tier/:from', act: spendActs.readReturn, record, show: (context) => showReturn(context, emptyForm) }),
  form({
    url: '/agreements/:id/second-tier/:from/prepare', command: prepareReturn,
    input: (posted, params) => ({
      agreementId: params.id, fromOn: params.from, fileName: posted.filesOf('file')[0]?.name ?? '', path: posted.filesOf('file')[0]?.path ?? '', typed: posted.text('typed'), none: posted.text('none') === 'yes', method: posted.text('method'),
      columns: Object.fromEntries(Object.keys(RETURN_FIELDS).map((field) => [field, posted.text(`column.${field}`)])),
    }),
    show: async (context, state) => {
      const found = await periodOf(context);
      return found ? pageOf('Put in a return', preparePage(found.contract, found.owed, state, context.csrf), { backLink: { href: returnsOfContract(context.params.id) } }) : notFound;
    },
    done: ({ fromOn }, { id }) => redirectTo(returnAddress(id, fromOn), 'Look at what was understood. Nothing has been sent yet.'),
  }),
  form({ url: '/agreements/:id/second-tier/:from/send', command: sendReturn, input: (_posted, { id, from }) => ({ agreementId: id, fromOn: from }), show: showReturn, done: (_value, { id, from }) => redirectTo(returnAddress(id, from), 'The return is sent.') }),
  form({ url: '/agreements/:id/second-tier/:from/accept', command: acceptReturn, input: (_posted, { id, from }) => ({ agreementId: id, fromOn: from }), show: showReturn, done: (_value, { id, from }) => redirectTo(returnAddress(id, from), 'The return is accepted.') }),
  form({
    url: '/agreements/:id/second-tier/:from/query', command: queryReturn, input: (posted, { id, from }) => ({ agreementId: id, fromOn: from, reason: posted.text('reason') }), show: showReturn,
    done: (_value, { id, from }) => redirectTo(returnAddress(id, from), 'The contractor is asked.'),
  }),
];

/** What the reader may do with one agreement. */
async function powersOf({ read, actor, services, params }: WithId | OfPeriod): Promise<(act: Act) => boolean> {
  const scopes = await scopesOf(read, services.kinds, record(params));
  return (act) => mayAct(actor, act, record(params), scopes);
}

async function showReturns(context: WithId): Promise<Answer> {
  const contract = isId(context.params.id) ? await contractOfReturns(context.read, context.params.id) : null;
  if (!contract) return notFound;
  const today = londonDate(await readClock(context.read));
  const may = await powersOf(context);
  const asked = (context.query as { only?: unknown }).only;
  const only = typeof asked === 'string' && Object.hasOwn(STANDINGS, asked) ? (asked as ReturnStanding) : null;
  if (contract.withheld && !may(spendActs.readReturn)) return notFound;
  const askedYear = (context.query as { year?: unknown }).year;
  const year = typeof askedYear === 'string' ? yearOfWords(askedYear) : null;
  const all = (await owedReturns(context.read, [contract], today)).get(contract.id)!;
  const owed = year === null ? all : all.filter(({ toOn }) => financialYearOf(toOn).startYear === year);
  return pageOf('Returns of what was paid to sub-contractors', returnsPage({ contract, owed, only, year, mayAsk: may(spendActs.askReturns), mayOpen: may(spendActs.readReturn) }), { backLink: { href: `/contracts/${contract.id}` } });
}

async function periodOf({ read, params }: OfPeriod): Promise<{ readonly contract: ContractOfReturns; readonly owed: OwedReturn } | null> {
  const contract = isId(params.id) ? await contractOfReturns(read, params.id) : null;
  if (!contract) return null;
  const today = londonDate(await readClock(read));
  const owed = (await owedReturns(read, [contract], today)).get(contract.id)!.find(({ fromOn }) => fromOn === params.from);
  return owed ? { contract, owed } : null;
}

async function showReturn(context: OfPeriod, state: FormState): Promise<Answer> {
  const found = await periodOf(context);
  if (!found) return notFound;
  const { contract, owed } = found;
  const asked = (context.query as { page?: unknown }).page;
  const at = typeof asked === 'string' && /^\d{1,4}$/.test(asked) ? Number(asked) : 0;
  const may = await powersOf(context);
  const payments = owed.stored && (await subcontractPayments(context.read, owed.stored.id, { limit: A_PAGE, page: at }));
  const paidPence = contract.contractorId === null ? 0n : await paidToContractor(context.read, contract.bodyId, contract.contractorId, owed.fromOn, owed.toOn);
  const address = (number: number) => `${returnAddress(contract.id, owed.fromOn)}?page=${number}`;
  return pageOf('A return of what was paid to sub-contractors', oneReturnPage({
    contract, owed, payments, paidPence, isContractor: may(spendActs.sendReturn), isManager: may(spendActs.acceptReturn),
    previous: at > 0 ? address(at - 1) : null, next: payments && payments.all.lines > (at + 1) * A_PAGE ? address(at + 1) : null,
  }, state, context.csrf), { backLink: { href: returnsOfContract(contract.id) } });
}

import { sql, type RawBuilder } from 'kysely';
import { financialYearOf, londonDate } from '#kernel/calendar-date';
import { SIZES } from '#parties';
import { policyValue } from '#policy';
import { readClock } from '#platform/clock';
import { answerWithFile, answerWithJson, answerWithPage, type RegisterDefinition, type RegisterFilter } from '#platform/register/register';
import { notFound, page, type Answer, type PageContext } from '#platform/web/route';
import { ALL_PAYMENTS, bodiesSeenWhole, SUPPLIER_KEYS } from './all-payments.ts';
import { saidOfFigure } from './report/figure-behind.page.ts';
import { figureBehind } from './report/figure-behind.store.ts';
import { parseDistricts } from './report/local-spend.ts';
import { spellingsBehind, type SuppliersQuestion } from './report/suppliers.store.ts';
import { spendActs } from './spend.acts.ts';
import { FILTERS, SECTORS, spendDefinition } from './spend.register.ts';
import { yearOfWords } from './spend.ts';

const FILES_A_MINUTE = 60;

export const allPaymentsRoutes = [
  page({ url: ALL_PAYMENTS, act: spendActs.listAll, show: async (context) => answer(context, answerWithPage) }),
  page({ url: `${ALL_PAYMENTS}.csv`, act: spendActs.listAll, perMinute: FILES_A_MINUTE, show: async (context) => answer(context, answerWithFile) }),
  page({ url: `${ALL_PAYMENTS}.json`, act: spendActs.listAll, perMinute: FILES_A_MINUTE, show: async (context) => answer(context, answerWithJson) }),
];

async function answer(context: PageContext, give: (definition: RegisterDefinition, context: PageContext) => Promise<Answer>): Promise<Answer> {
  const ids = bodiesSeenWhole(context.actor);
  const asked = (context.query ?? {}) as Readonly<Record<string, unknown>>;
  const bodies = ids.length === 0 ? [] : await context.read.selectFrom('body').select(['id', 'name', 'slug']).where('id', 'in', ids).orderBy('name').execute();
  const body = asked['body'] === undefined ? bodies[0] : bodies.find(({ slug }) => slug === asked['body']);
  if (!body) return notFound;
  const today = londonDate(await readClock(context.read));
  const { value } = await policyValue(context.read, body.id, 'localSpend.districts', today);
  const year = (typeof asked['year'] === 'string' ? yearOfWords(asked['year']) : null) ?? financialYearOf(today).startYear;
  const nothingAsked: SuppliersQuestion = { bodyId: body.id, year, districts: parseDistricts(value ?? ''), size: null, sector: null, matched: null, contract: null, district: null };
  return give(definitionFor(body, nothingAsked), { ...context, query: { ...asked, body: body.slug } });
}

function definitionFor(body: { readonly id: string; readonly name: string }, nothingAsked: SuppliersQuestion): RegisterDefinition {
  const behind = (part: object): RawBuilder<unknown> => sql`r.supplier_key = any(array(${spellingsBehind({ ...nothingAsked, ...part })}))`;
  const choice = (key: (typeof SUPPLIER_KEYS)[number], words: string, choices: Readonly<Record<string, string>>): RegisterFilter =>
    ({ key, words, type: 'choice', choices: Object.entries(choices).map(([value, text]) => ({ value, text })), sql: (value) => behind({ [key]: value }) });
  const filters = [
    choice('matched', 'Supplier matched to an organisation', { yes: 'Yes', no: 'No', named: 'No, and named', withheld: 'Name withheld' }),
    choice('size', 'Supplier’s size', { ...Object.fromEntries(Object.entries(SIZES).map(([size, [text]]) => [size, text])), sme: 'Small and medium-sized together', unknown: 'Not declared', 'not-known': 'Not known' }),
    choice('sector', 'Supplier’s sector', { ...SECTORS, unknown: 'Not declared', 'not-known': 'Not known' }),
    choice('contract', 'Contract of the supplier on the register in the year', { yes: 'Yes', no: 'No', none: 'No, or the supplier is not known' }),
    choice('district', 'Supplier’s district', { any: 'Any local one', elsewhere: 'Elsewhere', none: 'No address', ...Object.fromEntries(nothingAsked.districts.map(({ name }) => [name, name])) }),
  ];
  return {
    ...spendDefinition, name: 'all-payments', url: ALL_PAYMENTS, act: spendActs.listAll, publicWhere: `r.body_id = '${body.id}'`,
    title: 'All payments', summary: `Every payment that ${body.name} has loaded, for its own staff: those that are published one by one and those that are not.`,
    filters: [...FILTERS.filter(({ key }) => !filters.some((own) => own.key === key)), ...filters], otherForms: [{ text: 'Reports: where the money goes', href: '/spend/report' }],
    asked: async (read, query, matching) => {
      const part = Object.fromEntries(SUPPLIER_KEYS.flatMap((key) => (query.typed[key] ? [[key, query.typed[key]]] : [])));
      return saidOfFigure(await figureBehind(read, query, matching, Object.keys(part).length > 0 ? { ...nothingAsked, ...part } : null), 'all');
    },
  };
}

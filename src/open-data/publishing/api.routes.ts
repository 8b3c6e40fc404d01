import { isId } from '#kernel/ids';
import { OPEN_GOVERNMENT_LICENCE, readAsJson, readOneAsJson, type RegisterDefinition } from '#platform/register/register';
import { page, type Answer, type PageContext, type Route } from '#platform/web/route';
import { openApi } from './open-api.ts';
import { API_A_MINUTE, openJson, openNotFound, openProblem } from './public-answer.page.ts';
import { publishingActs } from './publishing.acts.ts';

type Registers = () => readonly RegisterDefinition[];
type Query = Record<string, unknown>;

/** Names in an address that every register takes. */
const COMMON = ['q', 'sort', 'limit', 'from'];
const NO_REGISTER = 'There is no public register of that name. /api/v1 lists those there are.';

/** Every public register as JSON, from its one definition, and the description of them all. @param registers asked for at each request, when every room is there */
export const apiRoutes = (registers: Registers): Route[] => [
  page({ url: '/api/openapi.json', act: publishingActs.readRegister, perMinute: API_A_MINUTE, show: async ({ services, held }) => openJson(openApi(registers(), services.config.siteUrl), held) }),
  page({ url: '/api/v1', act: publishingActs.readRegister, perMinute: API_A_MINUTE, show: async ({ services, held }) => openJson(indexOf(registers(), services.config.siteUrl), held) }),
  page({ url: '/api/v1/:register', act: publishingActs.readRegister, perMinute: API_A_MINUTE, show: (context) => showList(registers, context) }),
  page({ url: '/api/v1/:register/:id', act: publishingActs.readRegister, record: () => null, perMinute: API_A_MINUTE, show: (context) => showOne(registers, context) }),
];

const indexOf = (registers: readonly RegisterDefinition[], siteUrl: string) => ({
  licence: OPEN_GOVERNMENT_LICENCE, description: `${siteUrl}/api/openapi.json`,
  registers: registers.map(({ name, title, summary, url }) => ({ name, title, summary, address: `${siteUrl}/api/v1/${name}`, page: siteUrl + url, csv: `${siteUrl}${url}.csv` })),
  feeds: [{ name: 'releases', title: 'OCDS releases', address: `${siteUrl}/api/ocds/releases.json` }],
});

async function showList(registers: Registers, { read, services, params, query, held }: PageContext<{ readonly register: string }, Query>): Promise<Answer> {
  const definition = registers().find(({ name }) => name === params.register);
  if (!definition) return openNotFound(NO_REGISTER);
  // A filter that is misspelt would be a list without it, and look like an answer.
  const unknown = Object.keys(query).filter((name) => !COMMON.includes(name) && !definition.filters.some(({ key }) => key === name));
  if (unknown.length > 0) return openProblem(unknown.map((field) => ({ field, message: `This register has no such filter. It has: ${[...definition.filters.map(({ key }) => key), ...COMMON].join(', ')}.` })));
  const found = await readAsJson(definition, read, query, services.config.siteUrl, `/api/v1/${definition.name}`);
  return found.ok ? openJson(found.list, held) : openProblem(found.problems);
}

async function showOne(registers: Registers, { read, params, held }: PageContext<{ readonly register: string; readonly id: string }, Query>): Promise<Answer> {
  const definition = registers().find(({ name }) => name === params.register);
  if (!definition) return openNotFound(NO_REGISTER);
  const item = isId(params.id) ? await readOneAsJson(definition, read, params.id) : null;
  return item ? openJson(item, held) : openNotFound(`There is no such ${definition.nouns[0]} in this register.`);
}

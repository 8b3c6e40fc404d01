import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../src/app.ts';
import { Visitor, type Seen } from '../visitor.ts';
import { faultsOf, hiddenFieldsOf, linksOf, patternOf, refusalFaults } from './page-checks.ts';
import { emailOf, openSite, opportunityCalled, PASSWORD, type RunningSite } from './site.ts';

const PEOPLE = ['visitor', 'harbour', 'lantern', 'officer', 'commissioner', 'manager', 'director', 'administrator', 'site', 'auditor', 'policy', 'panel1', 'finance'] as const;
type Who = (typeof PEOPLE)[number];

/** So many addresses of one pattern are opened by one person, from lists and links. */
const A_PATTERN = 3;
/** So many pages of one pattern are checked in full: validity is slow and pages of one pattern are alike. */
const CHECKED_A_PATTERN = 4;

interface Form {
  readonly who: Who;
  readonly path: string;
}

let site: RunningSite;
const visitors = new Map<Who, Visitor>();
/** Pattern to the people who were shown it. */
const shown = new Map<string, Set<Who>>();
const forms = new Map<string, Form>();
const faults = new Map<string, string>();
const checked = new Map<string, number>();
const broken: string[] = [];

beforeAll(async () => {
  site = await openSite();
  for (const who of PEOPLE) {
    const visitor = new Visitor(site.app);
    if (who !== 'visitor') await visitor.post('/sign-in', { email: emailOf(who), password: PASSWORD, return: '/home' });
    visitors.set(who, visitor);
  }
  await setOut();
}, 180_000);
afterAll(() => site?.close());

const GETS = ROUTES.filter(({ method }) => method === 'GET');

const oneId = async (sql: string, ...values: string[]): Promise<string> => (await site.database.pool.query<{ id: string }>(sql, values)).rows[0]!.id;
const sent = async (who: Who, url: string, values: Readonly<Record<string, string>>): Promise<string> => {
  const visitor = visitors.get(who)!;
  const seen = await visitor.post(url, { ...hiddenFieldsOf((await visitor.get(url)).html), ...values });
  if (seen.status !== 200) throw new Error(`${who} could not send ${url}: ${seen.status} ${seen.text.slice(0, 400)}`);
  return seen.url;
};

/** What the demonstration leaves undone and a page needs: a question unanswered, a framework and a specification in draft, a draft with a lot, a claim. */
async function setOut(): Promise<void> {
  await sent('harbour', `/opportunities/${await opportunityCalled(site, 'Youth work on the coast')}/ask`, { question: 'May two charities bid together?' });
  const framework = await sent('policy', '/outcomes/frameworks/new', { bodyId: await oneId('select id from body where slug = $1', 'wantshire'), title: 'Next year', words: 'In draft.' });
  await sent('policy', `${framework.split('?')[0]!}/outcomes/add`, { parentId: '', code: 'D', title: 'People feel safe', description: '' });
  await sent('officer', `/opportunities/${await opportunityCalled(site, 'Swimming lessons in the summer holidays')}/lots/new`, { title: 'North', description: '', areas: '', valueNet: '1000' });
  const exercise = await oneId('select id from exercise where title = $1', 'Family mediation');
  const specification = await sent('commissioner', `/exercises/${exercise}/specification`, {});
  await sent('commissioner', `${specification.replace(/\/edit$/, '')}/measures/add`, { name: 'Agreements kept', kind: 'outcome', nature: 'quantitative', accountability: 'better-off', unit: '%', target: '70', method: 'A letter after a year', collectedBy: 'The provider', promisedBy: 'provider' });
  const unclaimed = await oneId("select id from organisation where source <> 'registered' and not exists (select 1 from role_holding h where h.scope_id = organisation.id) order by id limit 1");
  await sent('lantern', `/organisations/${unclaimed}/claim`, { evidence: 'We are the same charity under its old name.' });
}

const ENTERED = 'name=New+Voices+CIC&companyNumber=09912177&charityNumber=&kind=vcse&size=small';

/** Addresses that a form makes, or that stand only on a page of some later state. */
async function addressesOfForms(): Promise<string[]> {
  const { rows: opportunities } = await site.database.pool.query<{ id: string }>('select id from opportunity');
  const { rows: answered } = await site.database.pool.query<{ bid: string; question: string }>("select b.id as bid, q.id as question from bid b join question_set s on s.about_id = b.opportunity_id join question q on q.question_set_id = s.id limit 40");
  return [
    `/register/details?${ENTERED}`, `/register/account?${ENTERED}`, `/register/confirm?${ENTERED}`, '/rules/wantshire/rules.json',
    ...opportunities.flatMap(({ id }) => [`/opportunities/${id}/award/whole`, `/opportunities/${id}/award/whole/decline`]),
    ...answered.map(({ bid, question }) => `/bids/${bid}/moderation/${question}`),
  ];
}

/** Every address of the site that can be told from the records: one record of each kind and state. */
async function startingAddresses(): Promise<string[]> {
  const ids = new Map<string, string[]>();
  for (const kind of site.services.kinds.values()) ids.set(kind.kind, await someOf(kind.table, kind.kind));
  const told = GETS.flatMap((route) => {
    if (!route.url.includes(':')) return [route.url];
    const kind = route.record({ id: '00000000-0000-7000-8000-000000000000' })?.kind ?? '';
    return [...route.url.matchAll(/:/g)].length === 1 ? (ids.get(kind) ?? []).map((id) => route.url.replace(/:[A-Za-z]+/, id)) : [];
  });
  return [...told, ...(await addressesOfForms())];
}

async function someOf(table: string, kind: string): Promise<string[]> {
  const { rows: columns } = await site.database.pool.query<{ name: string }>('select column_name as name from information_schema.columns where table_name = $1', [table]);
  const has = (name: string) => columns.some((column) => column.name === name);
  const by = has('state') ? 'state' : "''";
  const narrowed = kind === 'clarification' && has('kind') ? "where kind like '%clarification%'" : '';
  const { rows } = await site.database.pool.query<{ id: string }>(`select id from (select id, row_number() over (partition by ${by} order by id) as place from ${table} ${narrowed}) r where place <= ${kind === 'opportunity' ? 2 : 1}`);
  return rows.map(({ id }) => id);
}

/** One person's walk: the starting addresses, and what their pages lead to. */
async function walk(who: Who, starting: readonly string[]): Promise<void> {
  const opened = new Map<string, number>();
  const known = new Set(starting);
  const queue = [...starting];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const seen = await visitors.get(who)!.get(path);
    if (seen.status >= 500) broken.push(`${who}: ${path} answers ${seen.status}`);
    const isPage = seen.status === 200 && String(seen.response.headers['content-type']).startsWith('text/html');
    const pattern = patternOf(seen.url.split(/[?#]/)[0]!) ?? seen.url;
    // An address that only leads on counts as reached, but not one that leads to the sign-in.
    if (seen.status === 200) for (const reached of pattern === '/sign-in' ? [pattern] : [pattern, patternOf(path.split('?')[0]!)!]) shown.set(reached, (shown.get(reached) ?? new Set()).add(who));
    if (!isPage) continue;
    check(who, pattern, seen);
    for (const link of linksOf(seen.html)) {
      const next = link.split('#')[0]!;
      const nextPattern = patternOf(next.split('?')[0]!);
      // A link that has signed the walker out would end the walk.
      if (nextPattern === undefined || known.has(next) || next.startsWith('/sign-')) continue;
      known.add(next);
      const times = (opened.get(nextPattern) ?? 0) + 1;
      opened.set(nextPattern, times);
      if (times <= A_PATTERN) queue.push(next);
    }
  }
}

function check(who: Who, pattern: string, seen: Seen): void {
  const path = seen.url.split(/[?#]/)[0]!;
  const main = seen.html.slice(seen.html.indexOf('<main'));
  if (/<form\b[^>]*\smethod="post"/.test(main) && !forms.has(pattern) && ROUTES.some((route) => route.method === 'POST' && route.url === pattern)) forms.set(pattern, { who, path });
  const times = (checked.get(pattern) ?? 0) + 1;
  checked.set(pattern, times);
  if (times > CHECKED_A_PATTERN) return;
  for (const fault of faultsOf(seen.html, path)) if (!faults.has(`${pattern}: ${fault}`)) faults.set(`${pattern}: ${fault}`, `${who} at ${path}`);
}

const listed = () => [...faults].map(([fault, where]) => `${fault} [${where}]`);

describe('every page, for everyone', () => {
  test('nobody meets a fault of the service, and each page is valid, has its heading and title, and leads nowhere that is not there', async () => {
    const starting = await startingAddresses();
    for (const who of PEOPLE) await walk(who, starting);
    expect(broken).toEqual([]);
    expect(listed()).toEqual([]);
  }, 240_000);

  test('each page of the site is reached by somebody in the demonstration', () => {
    const unseen = GETS.map(({ url }) => url).filter((url) => !shown.has(url) && !NOT_IN_THE_DEMONSTRATION.has(url));
    expect(unseen).toEqual([]);
  });

  test('an empty form is answered by a page whose every error leads to its field', async () => {
    const wrong: string[] = [];
    for (const [pattern, { who, path }] of forms) {
      if (LEFT_ALONE.has(pattern)) continue;
      const seen = await visitors.get(who)!.post(path, hiddenFieldsOf((await visitors.get(who)!.get(path)).html));
      if (seen.status >= 500) wrong.push(`${pattern}: ${who} gets ${seen.status}`);
      if (seen.status !== 422 && seen.status !== 409) continue;
      wrong.push(...[...refusalFaults(seen.html), ...faultsOf(seen.html, path)].map((fault) => `${pattern}: ${fault} [${who} at ${path}]`));
    }
    expect(forms.size).toBeGreaterThan(40);
    expect(wrong).toEqual([]);
  }, 120_000);
});

/** Sending these with nothing in them would end the walker's account. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['/account/close']);

/** What no record here has come to; the slices of its own room walk it. */
const NOT_IN_THE_DEMONSTRATION: ReadonlySet<string> = new Set([
  // A file was uploaded first.
  '/opportunities/:id/documents/:documentId/remove', '/bids/:id/files/:fileId', '/bids/:id/files/:fileId/remove', '/imports/files/:id',
  // Results are complete and the lot is still undecided.
  '/opportunities/:id/award/:lot/decline',
]);

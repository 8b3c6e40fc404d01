import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JOBS, ROUTES } from '../../src/app.ts';
import { uploadSpend } from '../../src/analyse/spend/reading/load-spend.routes.ts';
import { uploadGrants } from '../../src/do/grants/load-grants.routes.ts';
import { uploadOrganisations } from '../../src/open-data/matching/load-organisations.routes.ts';
import { financialYearOf, londonDate } from '../../src/kernel/calendar-date.ts';
import { giveEveryPlace } from '../../src/open-data/publishing/publishing.fixture.ts';
import { uploadRegister } from '../../src/open-data/transparency/imports.routes.ts';
import { holdingsOf } from '../../src/platform/access/access.ts';
import { runCommand } from '../../src/platform/command/command.ts';
import { Visitor, type Seen } from '../visitor.ts';
import { faultsOf, hiddenFieldsOf, linksOf, patternOf, rawCodes, refusalFaults } from './page-checks.ts';
import { emailOf, openSite, opportunityCalled, PASSWORD, type RunningSite } from './site.ts';

const PEOPLE = ['visitor', 'harbour', 'lantern', 'officer', 'commissioner', 'manager', 'director', 'administrator', 'site', 'auditor', 'policy', 'panel1', 'finance'] as const;
/** People who meet a few pages that nobody else meets; they do not walk the whole site. */
const OTHERS = ['brightway', 'stepping'] as const;
type Who = (typeof PEOPLE)[number] | (typeof OTHERS)[number];

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
/** The trail gives the values that were stored, as they were stored. */
const TRAIL = '/audit';
const broken: string[] = [];
let codes: ReadonlySet<string>;

beforeAll(async () => {
  site = await openSite();
  for (const who of [...PEOPLE, ...OTHERS]) {
    const visitor = new Visitor(site.app);
    if (who !== 'visitor') await visitor.post('/sign-in', { email: emailOf(who), password: PASSWORD, return: '/home' });
    visitors.set(who, visitor);
  }
  codes = await codesOfTheDatabase();
  await setOut();
}, 180_000);
afterAll(() => site?.close());

const GETS = ROUTES.filter(({ method }) => method === 'GET');

/** Every value that a check of a column names: 'not-successful', 'past-end'. */
async function codesOfTheDatabase(): Promise<ReadonlySet<string>> {
  const { rows } = await site.database.pool.query<{ check: string }>("select pg_get_constraintdef(oid) as check from pg_constraint where contype = 'c'");
  return new Set(rows.flatMap(({ check }) => [...check.matchAll(/'([a-z][a-z-]+)'::text/g)].map((found) => found[1]!)));
}

const oneId = async (sql: string, ...values: string[]): Promise<string> => (await site.database.pool.query<{ id: string }>(sql, values)).rows[0]!.id;
const sent = async (who: Who, url: string, values: Readonly<Record<string, string>>): Promise<string> => {
  const visitor = visitors.get(who)!;
  const seen = await visitor.post(url, { ...hiddenFieldsOf((await visitor.get(url)).html), ...values });
  if (seen.status !== 200) throw new Error(`${who} could not send ${url}: ${seen.status} ${seen.text.slice(0, 400)}`);
  return seen.url;
};

/** What the demonstration leaves undone and a page needs: a question unanswered, a framework and a specification in draft, a draft with a lot, a claim, a register sent in and not imported. */
async function setOut(): Promise<void> {
  await sent('harbour', `/opportunities/${await opportunityCalled(site, 'Youth work on the coast')}/ask`, { question: 'May two charities bid together?' });
  const framework = await sent('policy', '/outcomes/frameworks/new', { bodyId: await oneId('select id from body where slug = $1', 'wantshire'), title: 'Next year', words: 'In draft.' });
  await sent('policy', `${framework.split('?')[0]!}/outcomes/add`, { parentId: '', code: 'D', title: 'People feel safe', description: '' });
  await sent('officer', `/opportunities/${await opportunityCalled(site, 'Swimming lessons in the summer holidays')}/lots/new`, { title: 'North', description: '', areas: '', valueNet: '1000' });
  const exercise = await oneId('select id from exercise where title = $1', 'Family mediation');
  const specification = await sent('commissioner', `/exercises/${exercise}/specification`, {});
  await sent('commissioner', `${specification.replace(/\/edit$/, '')}/measures/add`, { name: 'Agreements kept', kind: 'outcome', nature: 'quantitative', accountability: 'better-off', unit: '%', target: '70', method: 'A letter after a year', collectedBy: 'The provider', promisedBy: 'provider' });
  const unclaimed = await oneId("select id from organisation where source <> 'registered' and not exists (select 1 from role_holding h where h.scope_id = organisation.id) order by id limit 1");
  await sendRegister();
  // What the worker would have done by now: releases kept, and given their place in the feed.
  for (const job of JOBS.filter(({ name }) => /^(?:ocds|feed|publishing)\./.test(name))) await job.run(site.services, {});
  await giveEveryPlace(site.database);
  await sent('lantern', `/organisations/${unclaimed}/claim`, { evidence: 'We are the same charity under its old name.' });
  await setOutTenders();
  await setOutPeople();
  await sent('policy', '/outcomes-reports/new', { bodyId: await wantshire(), year: String(financialYearOf(londonDate(new Date())).startYear) });
}

const DATE = (name: string, date: string): Record<string, string> => ({ [`${name}-year`]: date.slice(0, 4), [`${name}-month`]: date.slice(5, 7), [`${name}-day`]: date.slice(8) });
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A clause and an invitation in drafts, an arrangement with something to take out, an application that is being assessed, a bidder asked about its past, money month by month. */
async function setOutTenders(): Promise<void> {
  const swimming = await opportunityCalled(site, 'Swimming lessons in the summer holidays');
  await sent('officer', `/opportunities/${swimming}/contract-clauses/new`, { heading: 'Safe in the water', summary: 'Two adults watch.', words: 'Two trained adults watch every lesson.', oneSidedReason: '' });
  await sent('officer', `/opportunities/${swimming}/tupe/ask`, { organisation: 'Brightway Services plc', words: 'The lifeguards of last summer', ...DATE('answerBy', inDays(20)) });
  const arrangement = await arrangementCalled('Help to get online');
  await sent('officer', `/arrangements/${arrangement}/criteria`, { name: 'Patience', guidance: '', kind: 'quality', share: '100', pass: '' });
  await sent('officer', `/arrangements/${arrangement}/questions`, { text: 'How do you help somebody who is afraid of it?', purpose: '', goodAnswer: '', type: 'long-text', wordLimit: '200', criterionId: '' });
  const framework = (await sent('officer', '/arrangements/new', { bodyId: await wantshire(), kind: 'framework', title: SMALL_REPAIRS, ...DATE('commencedOn', inDays(0)) })) && (await arrangementCalled(SMALL_REPAIRS));
  await sent('officer', `/arrangements/${framework}/rules`, { entry: 'application', intake: 'fixed', callOffRule: 'rotation', scaleId: '0-100', assessorsNeeded: '1', passPercent: '50', provisionalCeiling: '', provisionalReviewMonths: '' });
  await sent('officer', `/arrangements/${framework}/intakes`, { ...DATE('opensOn', inDays(30)), ...DATE('closesOn', inDays(60)), words: '' });
  await sent('commissioner', `/applications/${await applicationOf('Meadow Care Partners Ltd')}/declaration`, { declaration: 'none', declarationWords: '' });
  await followOn();
}

/** A contract is ended for poor performance, and a bidder that appears to follow its provider is asked about it. */
async function followOn(): Promise<void> {
  const ended = (await site.database.pool.query<{ id: string; name: string }>("select a.id, g.name from agreement a join organisation g on g.id = a.lead_organisation_id where a.state = 'live' and a.source <> 'made' and g.name not in ('Brightway Services plc', 'Harbour Youth Trust', 'Lantern Young People') and a.manager_id = (select id from person where email = $1) order by a.id limit 1", [emailOf('manager')])).rows[0]!;
  await sent('manager', `/agreements/${ended.id}/end`, { how: 'terminate', poorPerformance: 'yes', reason: 'Visits were missed for three months after two warnings.' });
  await sent('officer', `/organisations/${await organisationCalled('Brightway Services plc')}/lineage/add`, { kind: 'predecessor', name: ended.name, role: '', number: '', source: 'Companies House' });
  await sent('officer', `/bids/${await judgedBidOf('Brightway Services plc')}/lineage/ask`, {});
}

/** A report of abuse, a service user and an inspector with links of their own. */
async function setOutPeople(): Promise<void> {
  await sent('stepping', `/partner-conversations/${await oneId('select id from partner_conversation limit 1')}/report`, { words: 'They asked for our prices.' });
  const young = await opportunityCalled(site, YOUNG_CARERS);
  linkOfServiceUser = (await sent('officer', `/opportunities/${young}/service-users`, { pseudonym: 'Ash', supportedBy: 'Young carers’ worker', support: 'A lift home' })).replace(site.siteUrl, '');
  const ash = await oneId("select id from lay_assessor where pseudonym = 'Ash'");
  await sent('officer', `/opportunities/${young}/service-users/${ash}/training`, { ...DATE('trainedOn', inDays(-1)), training: 'What the faces mean', support: 'A lift home' });
  await sent('visitor', `/have-your-say/${codeOfServiceUser()}`, { declaration: 'none' });
  const checklist = (await site.database.pool.query<{ id: string; review: string }>('select id, review_id as review from review_checklist limit 1')).rows[0]!;
  linkOfInspector = (await sent('manager', `/reviews/${checklist.review}/checklists/${checklist.id}/invite`, { name: 'Ash', email: 'ash@example.org', ...DATE('lastOn', inDays(7)) })).replace(site.siteUrl, '');
}

const SMALL_REPAIRS = 'Small repairs';
const arrangementCalled = (title: string) => oneId('select id from arrangement where title = $1', title);
const organisationCalled = (name: string) => oneId('select id from organisation where name = $1', name);
const YOUNG_CARERS = 'Evenings off for young carers';
let linkOfServiceUser = '';
let linkOfInspector = '';
const codeIn = (link: string): string => new URL(link, site.siteUrl).searchParams.get('code') ?? '';
const codeOfServiceUser = (): string => codeIn(linkOfServiceUser);
const wantshire = () => oneId('select id from body where slug = $1', 'wantshire');
const judgedBidOf = (organisation: string) => oneId('select b.id from bid b join opportunity o on o.id = b.opportunity_id join organisation g on g.id = b.organisation_id where o.title = $1 and g.name = $2', YOUNG_CARERS, organisation);
const applicationOf = (organisation: string) => oneId("select a.id from arrangement_application a join organisation g on g.id = a.organisation_id where g.name = $1 and a.decided_at is null order by a.id desc", organisation);

/** The award that was only announced until now is made. @returns the address at which its contract is */
async function awardDirectly(): Promise<string> {
  const announced = `/direct-awards/${await oneId("select id from direct_award where state = 'announced'")}`;
  await sent('officer', `${announced}/award`, { platformReference: `${inDays(0).slice(0, 4)}/S 000-041999`, ...DATE('platformPublishedOn', inDays(0)) });
  return `${announced}/contract`;
}

/** Pages that one person is sent to by a letter or meets deeper than the walk goes. */
async function addressesOfOne(): Promise<readonly (readonly [Who, string])[]> {
  const [brightway, lantern] = [await judgedBidOf('Brightway Services plc'), await judgedBidOf('Lantern Young People')];
  const { id: waiting, opportunity } = (await site.database.pool.query<{ id: string; opportunity: string }>('select b.id, b.opportunity_id as opportunity from bid b join evidence_request e on e.bid_id = b.id limit 1')).rows[0]!;
  const invitation = (await site.database.pool.query<{ opportunity: string; organisation: string }>("select i.opportunity_id as opportunity, i.organisation_id as organisation from invitation i join opportunity o on o.id = i.opportunity_id where o.state = 'draft' limit 1")).rows[0]!;
  const arrangement = `/arrangements/${await arrangementCalled('Help to get online')}`;
  const organisation = `/organisations/${await organisationCalled('Brightway Services plc')}/lineage`;
  const officer = await oneId('select id from person where email = $1', emailOf('officer'));
  const benefit = (await site.database.pool.query<{ id: string; exercise: string }>("select id, exercise_id as exercise from benefit_sought where words = '10 local skilled jobs'")).rows[0]!;
  const swimming = await opportunityCalled(site, 'Swimming lessons in the summer holidays');
  const framework = await arrangementCalled(SMALL_REPAIRS);
  const { id: returning, from: waitingFrom } = (await site.database.pool.query<{ id: string; from: string }>("select agreement_id as id, from_on::text as from from second_tier_return where state = 'sent' limit 1")).rows[0]!;
  const returned = `/agreements/${returning}/second-tier/${waitingFrom}`;
  const say = `/have-your-say/${codeOfServiceUser()}`;
  return [
    ['officer', `/bids/${brightway}/price-question/whole`], ['officer', `/bids/${brightway}/lineage/view`], ['officer', `/bids/${brightway}/lineage/ask`], ['officer', organisation], ['officer', `${organisation}/add`],
    ['officer', `/opportunities/${await opportunityCalled(site, 'Minibuses to special schools, Thanet and Dover')}/next-stage`], ['officer', `/opportunities/${await opportunityCalled(site, 'Carers’ cafés in four market towns')}/openers`],
    ['manager', linkOfInspector], ['visitor', `/checklists/${codeIn(linkOfInspector)}`],
    ['officer', linkOfServiceUser], ['visitor', say], ['visitor', `${say}/1`], ['visitor', `${say}/after/1`], ['visitor', `${say}/finish/now`],
    ['brightway', `/tupe-requests/${await oneId('select id from tupe_request where given_at is null')}/give`],
    ['brightway', `/bids/${brightway}/lineage`], ['brightway', `/bids/${brightway}/price-explanation`], ['lantern', `/bids/${lantern}/meetings`], ['lantern', `/bids/${lantern}/past-work`],
    ...(['debarment', 'ground', 'evidence'] as const).map((page) => ['officer', `/opportunities/${opportunity}/checks/${waiting}/${page}`] as const), ['finance', `/opportunities/${opportunity}/checks/${waiting}/finance`],
    ['brightway', `/exclusion-concerns/${await oneId('select id from exclusion_concern limit 1')}/reply`], ['stepping', `/evidence/${await oneId('select id from evidence_request limit 1')}/give`],
    ['manager', `${returned}/accept`], ['manager', `${returned}/query`], ['brightway', `${returned}/prepare`], ['brightway', `${returned}/send`],
    ['director', `/exercises/${benefit.exercise}/benefits/${benefit.id}/relevance`],
    ['commissioner', `/exercises/${await oneId("select id from exercise where title = 'Holiday clubs in every district'")}/payment/add`], ['harbour', `/opportunities/${await opportunityCalled(site, 'Youth work on the coast')}/payment`],
    ['officer', `/opportunities/${invitation.opportunity}/invitations/${invitation.organisation}/remove`],
    ['officer', `/arrangements/${framework}/intakes/${await oneId('select id from arrangement_intake where arrangement_id = $1', framework)}/remove`], ['officer', `${arrangement}/criteria`], ['officer', `${arrangement}/questions`],
    ['panel1', `/bids/${await oneId("select b.id from bid b join opportunity o on o.id = b.opportunity_id join organisation g on g.id = b.organisation_id where o.title like 'Holiday activities%' and g.name like 'Meadow%'")}/scoring`],
    ['commissioner', `/applications/${await applicationOf('Meadow Care Partners Ltd')}/assessment`], ['officer', `/opportunities/${swimming}/contract-clauses`], ['officer', `/bodies/${await wantshire()}/people/${officer}/away`],
  ];
}

/** The officer sends a register and a file of payments in and leaves them. A file is the one thing that this walker's forms cannot carry. */
async function sendRegister(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-register-'));
  const path = join(folder, 'register.csv');
  await writeFile(path, 'Contract Title,Supplier Name,Start Date,Contract Value\r\nGrass cutting,Meadow Care Partners Ltd,01/04/2026,12000\r\n');
  const personId = (await oneId('select id from person where email = $1', emailOf('officer'))) as never;
  const holdings = await site.database.read((read) => holdingsOf(read, personId));
  const result = await runCommand(site.services, uploadRegister, { kind: 'person', personId, name: 'Omar Haddad', holdings }, { name: 'register.csv', path });
  await writeFile(path, 'Payment Date,Net Amount,Supplier Name,Directorate\r\n01/04/2026,12000.00,Meadow Care Partners Ltd,Adults\r\n');
  const spending = await runCommand(site.services, uploadSpend, { kind: 'person', personId, name: 'Omar Haddad', holdings }, { name: 'payments.csv', path });
  await writeFile(path, 'Beneficiary,Amount,Date awarded\r\nMeadow Choir,250,01/04/2026\r\n');
  const grants = await runCommand(site.services, uploadGrants, { kind: 'person', personId, name: 'Omar Haddad', holdings }, { name: 'grants.csv', path });
  await writeFile(path, 'Supplier Name,Postcode\r\nMeadow Choir,CT1 1AA\r\n');
  const organisations = await runCommand(site.services, uploadOrganisations, { kind: 'person', personId, name: 'Omar Haddad', holdings }, { name: 'organisations.csv', path });
  await rm(folder, { recursive: true });
  for (const one of [result, spending, grants, organisations]) if (one.kind !== 'done') throw new Error(`a file was not taken: ${JSON.stringify(one)}`);
}

const ENTERED = 'name=New+Voices+CIC&companyNumber=09912177&charityNumber=&kind=vcse&size=small';

/** Addresses that a form makes, or that stand only on a page of some later state. */
async function addressesOfForms(): Promise<string[]> {
  const { rows: opportunities } = await site.database.pool.query<{ id: string }>('select id from opportunity');
  const { rows: answered } = await site.database.pool.query<{ bid: string; question: string }>("select b.id as bid, q.id as question from bid b join question_set s on s.about_id = b.opportunity_id join question q on q.question_set_id = s.id limit 40");
  const { rows: registers } = await site.database.pool.query<{ id: string; kind: string }>('select file_id as id, kind from import_upload');
  const { rows: releases } = await site.database.pool.query<{ ocid: string }>('select ocid from ocds_release limit 1');
  const { rows: contracts } = await site.database.pool.query<{ id: string }>("select id from agreement where state = 'live' limit 1");
  return [
    ...registers.flatMap(({ id, kind }) => [`/imports${kind === 'contracts' ? '' : `/${kind}`}/files/${id}`, `/imports/files/${id}/progress`]), ...releases.map(({ ocid }) => `/api/ocds/records/${ocid}.json`), ...contracts.map(({ id }) => `/api/v1/contracts/${id}`),
    ...opportunities.slice(0, 3).map(({ id }) => `/opportunities/${id}.ics`), `/register/details?${ENTERED}`, `/register/account?${ENTERED}`, `/register/confirm?${ENTERED}`, '/rules/wantshire/rules.json',
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

/** One person's walk: the starting addresses, and what their pages lead to, as far as that stands within an address. */
async function walk(who: Who, starting: readonly string[], within = '/'): Promise<void> {
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
      if (nextPattern === undefined || known.has(next) || next.startsWith('/sign-') || !next.startsWith(within)) continue;
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
  for (const fault of [...faultsOf(seen.html, path), ...(pattern === TRAIL ? [] : rawCodes(main, codes))]) if (!faults.has(`${pattern}: ${fault}`)) faults.set(`${pattern}: ${fault}`, `${who} at ${path}`);
}

const listed = () => [...faults].map(([fault, where]) => `${fault} [${where}]`);

describe('every page, for everyone', () => {
  test('nobody meets a fault of the service, and each page is valid, has its heading and title, and leads nowhere that is not there', async () => {
    const starting = await startingAddresses();
    for (const who of PEOPLE) await walk(who, starting);
    for (const [who, path] of await addressesOfOne()) await walk(who, [path], path.split('/').slice(0, 3).join('/'));
    await walk('officer', [await awardDirectly()], '/direct-awards');
    expect(broken).toEqual([]);
    expect(listed()).toEqual([]);
  }, 600_000);

  test('each page of the site is reached by somebody in the demonstration', () => {
    const unseen = GETS.map(({ url }) => url).filter((url) => !shown.has(url) && !OF_LATER_STATES.has(url));
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

/** Pages of a state that the demonstration cannot hold beside what it shows, each opened by the tests of its own room. */
const OF_LATER_STATES: ReadonlySet<string> = new Set([
  '/opportunities/:id/price-opening', // A tender whose prices are opened after its quality, between the two openings.
  '/agreements/:id/price-explanation', // A contract that came of a bid whose low price was explained.
  '/direct-awards/:id/details', // The days between a contract made without competition and its notice.
  '/arrangement-changes/:id/notice', // A framework's new ceiling that is agreed and waits for its contract change notice.
  '/arrangement-changes/:id/copy', // The same, in force, until the copy of the contract is published.
  '/bodies/:id/pipeline/publish', // An authority whose spending obliges it to publish its pipeline.
  '/bids/:id/two-bids', // A member of a consortium that bids alone for the same lot.
  '/opportunities/:id/two-bids', // The same, before it joins.
  '/opportunities/:id/two-bids/:organisation', // The same, once bids are open and the authority's rule refuses it.
  '/organisations/merges/:merge/undo', // Two organisations that were found to be one.
  '/organisations/duplicates/:pair/again', // Two that were kept apart.
  '/spend/suppliers/:id/suggestions/:suggestion', // A spelling in spending that is like an organisation that came after it.
  '/spend/suppliers/:id/suggestions/:suggestion/again', // The same, once it is decided.
  '/opportunities/:id/drawing/:lot', // A tie for the first place that no other rule parts.
]);

/** Sending these with nothing in them would end the walker's account. */
const LEFT_ALONE: ReadonlySet<string> = new Set(['/account/close']);

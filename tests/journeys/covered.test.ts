import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cast } from '../../src/demo/cast.ts';
import { buildOpportunity, openBids, sendBid, type OpportunityStory } from '../../src/demo/opportunity-story.ts';
import { judge, namePanel } from '../../src/demo/panel-story.ts';
import { bankHolidays, holidayDates } from '../../src/law/index.ts';
import { recordShareCode } from '../../src/do/selection/index.ts';
import { requireBrowser } from './browser.ts';
import { looksFaults } from './page-looks.ts';
import { dayFields, follow, mainText, open, People, send, sendInVain } from './people.ts';
import { castOf, emailOf, openSite, type RunningSite } from './site.ts';

const LONGEST = 120_000;
const WALK = 60_000;
/** The law's mandatory standstill, counted from the day of the award notice, which is the first (Procurement Act 2023, s.51). */
const STANDSTILL_WORKING_DAYS = 8;

let site: RunningSite;
let browser: Browser;

beforeAll(async () => {
  browser = await requireBrowser();
  site = await openSite();
}, LONGEST);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** £360,000 with VAT, and of no light touch kind: far above the threshold for services of a council. */
const TRANSLATION: OpportunityStory = {
  title: 'Letters to families in their own language', summary: 'Every letter about a child, in the language that its parents read.', description: 'About 9,000 letters a year in 40 languages, within two working days.', areas: 'Swale', cpvCodes: '79530000', lightTouch: false,
  valueNet: '300000', valueGross: '360000', years: 3, extensionMonths: '0', preset: '60-40-nested', lots: [], documents: [],
  questions: [
    { section: 'Your service', text: 'How do you know that a mother understood the letter?', purpose: 'A letter that is not understood has not been sent.', goodAnswer: 'Who checks, and what happens when it was not.', marks: '15', wordLimit: '300', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will people here gain besides the letters?', purpose: 'What you promise is put in the contract.', goodAnswer: 'A promise with a number and a date.', marks: '10', wordLimit: '150', criterion: 'Social value' },
  ],
};
const judged = (score: string) => ({ score, reason: 'Meets the guide, with an example.', strength: 'A parent reads each new kind of letter first.', improvement: 'Say what happens with rare languages.' });
const CONFLICTS = { conflicts: 'Nobody found an interest: members, officers and the panel were asked.', mitigations: 'None is needed. It is asked again before each notice.' };

interface Journey {
  readonly javaScript: boolean;
  readonly title: string;
  /** Days from the loading: the second follows the first in time. */
  readonly begins: number;
}

describe.each<Journey>([
  { javaScript: true, title: 'Letters to families in their own language', begins: 0 },
  { javaScript: false, title: 'Signs and leaflets in the languages of our towns', begins: 100 },
])('a procurement above the threshold, through its mandatory standstill, with JavaScript: $javaScript', ({ javaScript, title, begins }) => {
  let people: People;
  let cast: Cast;
  let id = '';
  let opportunity = '';
  let award = '';
  let lastDay = '';
  let challenge = '';
  let contract = '';
  const bids = new Map<'harbour' | 'lantern', string>();
  const looks: string[] = [];

  beforeAll(async () => {
    people = new People(browser, site, javaScript);
    cast = await castOf(site, begins);
    id = await buildOpportunity(cast, { ...TRANSLATION, title }, { built: 0, published: 1, questionsUntil: 25, closes: 40, starts: 170 });
    opportunity = `/opportunities/${id}`;
  }, WALK);
  afterAll(() => people?.close());

  const as = async (who: string, work: (page: Page) => Promise<void>): Promise<void> => work(await people.page(who));
  const look = async (page: Page): Promise<void> => void (javaScript && looks.push(...(await looksFaults(page))));
  const reference = (day: number, number: string): Record<string, string> => ({ reference: `${cast.date(day).slice(0, 4)}/S 000-${String(begins + 100).padStart(5, '0')}${number}` });
  const onPlatform = (day: number, number: string) => ({ platformReference: reference(day, number)['reference']!, ...dayFields('platformPublishedOn', cast.date(day)) });
  /** What everyone reads of a record's notices. */
  const asVisitor = async (path: string): Promise<string> => open(await people.page('visitor'), path);

  test('the officer is told all that the law asks before the tender notice, and publishes when the central platform has it', async () => {
    await cast.at(1, 9);
    await as('officer', async (page) => {
      await open(page, `${opportunity}/publish`);
      const refused = await sendInVain(page, 'Publish now');
      expect(refused).toContain('The conflicts assessment has not been prepared');
      expect(refused).toContain('central digital platform first');
      await look(page);
      await open(page, `${opportunity}/conflicts`);
      await follow(page, 'Prepare it');
      await send(page, 'Save', { kind: 'prepared', ...CONFLICTS });
      await confirmConflicts(page, 'UK4');
      await open(page, `${opportunity}/platform-notice`);
      await send(page, 'Save', { ...reference(1, '1'), ...dayFields('publishedOn', cast.date(1)), publishedAt: '8am' });
      await open(page, `${opportunity}/publish`);
      for (const why of await page.locator('main textarea').all()) await why.fill('Asked for by families and by schools.');
      expect(await send(page, 'Publish now')).toContain('It is published');
    });
    expect(await asVisitor(opportunity)).toContain('Tender notice, version 1');
  }, WALK);

  /** Says that the assessment is up to date for the notice that comes next. */
  async function confirmConflicts(page: Page, notice: string): Promise<void> {
    await open(page, `${opportunity}/conflicts`);
    await follow(page, 'Review, revise or confirm it');
    await send(page, 'Save', { kind: 'confirmed', notice });
  }

  test('bids come, two open them, the panel scores them and the director agrees to the award', async () => {
    const answers = ['A parent who reads that language reads each new kind of letter before it is used.', 'Four parents a year gain a certificate in translation by each July.'];
    await cast.at(30, 20);
    for (const [supplier, code] of [['harbour', 'HY3K8M2Q'], ['lantern', 'LN6T1W4C']] as const) await cast.act(recordShareCode, supplier, { organisationId: cast.organisation(supplier), code, sharedOn: cast.date(29), confirmed: 'yes' });
    bids.set('harbour', await sendBid(cast, id, { supplier: 'harbour', answers, prices: ['290,000'] }));
    bids.set('lantern', await sendBid(cast, id, { supplier: 'lantern', answers, prices: ['296,000'] }));
    await cast.at(41, 10);
    await openBids(cast, id);
    await namePanel(cast, id, ['panel1'], 'panel3');
    await judge(cast, id, ['panel1'], 'panel3', new Map([[bids.get('harbour')!, [judged('4.5'), judged('4')]], [bids.get('lantern')!, [judged('3'), judged('3')]]]));
    await as('officer', async (page) => {
      await open(page, `${opportunity}/award`);
      await follow(page, /^Recommend an award/);
      const optionOf = async (name: string, words: string) => (await page.locator(`[name=${name}] option`, { hasText: words }).getAttribute('value'))!;
      await send(page, 'Recommend the award', { reasons: 'The most points, at the lower price.', managerId: await optionOf('managerId', 'Marcus Webb'), directorId: await optionOf('directorId', 'Diane Foley') });
      award = new URL(page.url()).pathname;
    });
    await as('director', async (page) => {
      await open(page, '/home');
      await follow(page, new RegExp(`award.* of ${title}`, 'i'));
      expect(await send(page, 'Save decision', { decision: 'agree' })).toContain('You have agreed');
    });
  }, WALK);

  test('the winner is checked, then assessment summaries go to every bidder before the award notice, never after', async () => {
    await cast.at(45, 10);
    await as('officer', async (page) => {
      await open(page, `${award}/publish`);
      expect(await sendInVain(page, 'Publish the award notice', onPlatform(45, '2'))).toMatch(/feedback|told|summar/i);
      await open(page, award);
      await follow(page, 'Release feedback to every bidder');
      expect(await sendInVain(page, 'Release feedback')).toContain('The winner has not been checked against the debarment list');
      await look(page);
      await follow(page, /^Put this right/);
      await follow(page, 'Record a check');
      await send(page, 'Record the check', { listSource: 'Debarment list as published on the day', ...dayFields('checkedOn', cast.date(45)), result: 'clear' });
      await open(page, award);
      await follow(page, 'Release feedback to every bidder');
      await send(page, 'Release feedback');
    });
    for (const [who, words] of [['harbour', 'Say what happens with rare languages'], ['lantern', 'A parent reads each new kind of letter first']] as const) {
      await as(who, async (page) => {
        const seen = await open(page, `/bids/${bids.get(who)!}/feedback`);
        expect(seen).toContain(words);
        await look(page);
      });
    }
  }, WALK);

  test('the award notice starts the standstill, whose last day and rule stand on the page, with the source', async () => {
    await cast.at(46, 10);
    lastDay = inWords(lastWorkingDay(cast.date(46), STANDSTILL_WORKING_DAYS));
    await as('officer', async (page) => {
      await open(page, award);
      await follow(page, 'Publish the award notice');
      expect(await mainText(page)).toContain(`If it is published on the central platform today, the standstill lasts to the end of ${lastDay}.`);
      expect(await page.locator('.wantsum-rule__source').first().innerText()).toMatch(/PA23 s\.51|Procurement Act 2023, section 51/);
      expect(await sendInVain(page, 'Publish the award notice')).toContain('central digital platform');
      expect(await sendInVain(page, 'Publish the award notice', onPlatform(44, '2'))).toContain('cannot have been published before that day');
      await look(page);
      await send(page, 'Publish the award notice', onPlatform(46, '2'));
      const words = await mainText(page);
      expect(words).toContain(`To the end of ${lastDay}`);
      expect(words).toContain('8 working days');
      await look(page);
    });
    expect(await asVisitor(award)).toContain('Contract award notice, version 1');
    await as('lantern', async (page) => expect(await open(page, `/bids/${bids.get('lantern')!}/award-path`)).toMatch(new RegExp(`Standstill ends\\s+Due ${lastDay}`)));
  }, WALK);

  test('signing is refused until the standstill has ended, in a sentence that names the day', async () => {
    for (const day of [47, 50]) {
      await cast.at(day, 10);
      await as('officer', async (page) => {
        await open(page, `${award}/confirm`);
        expect(await sendInVain(page, 'Confirm the award', { risk: 'medium' })).toContain(`The standstill lasts to the end of ${lastDay}. The contract may not be entered into before that.`);
        expect(await page.locator('[name=risk][value=medium]').isChecked()).toBe(true);
      });
    }
  }, WALK);

  test('DP-29: a challenge pauses the award and everyone is told, and no contract is made while it lasts', async () => {
    await as('officer', async (page) => {
      await open(page, `${opportunity}/challenges`);
      await follow(page, 'Record a challenge');
      expect(await sendInVain(page, 'Record the challenge', { grounds: 'Lantern says that rare languages were not scored.' })).toMatch(/everyone|every bidder/i);
      await send(page, 'Record the challenge', { kind: 'letter', ...dayFields('raisedOn', cast.date(50)), publicWords: 'A bidder asks how answers on rare languages were scored.', ...dayFields('expectedNextOn', cast.date(75)) });
      expect(await mainText(page)).toContain('Paused by challenge');
      await look(page);
    });
    expect(await mailAbout('The award is challenged')).toEqual(expect.arrayContaining([emailOf('harbour'), emailOf('lantern')]));
    await as('visitor', async (page) => expect(await open(page, opportunity)).toContain('Paused by challenge'));
    await as('harbour', async (page) => expect(await open(page, `/bids/${bids.get('harbour')!}/award-path`)).toContain('Paused by challenge'));
    await cast.at(65, 10);
    await as('officer', async (page) => {
      await open(page, `${award}/confirm`);
      expect(await sendInVain(page, 'Confirm the award', { risk: 'medium' })).toMatch(/challenge/i);
      await open(page, `${opportunity}/challenges`);
      await follow(page, 'Record what became of it');
      challenge = page.url();
      await send(page, 'Save', { outcome: 'not-upheld', outcomeWords: 'Rare languages were scored under the first question, as the tender said.' });
    });
    expect(challenge).toContain('/resolve');
    expect(await mailAbout('The challenge has ended')).toEqual(expect.arrayContaining([emailOf('harbour'), emailOf('lantern')]));
  }, WALK);

  /** Who was written to about this procurement under a subject. */
  async function mailAbout(subject: string): Promise<readonly string[]> {
    const { rows } = await site.database.pool.query<{ email: string }>('select recipient_email as email from outbox_mail where subject = $1', [`${subject}: ${title}`]);
    return rows.map(({ email }) => email);
  }

  test('after the standstill the contract is made, and its details notice follows on the platform and here', async () => {
    await as('officer', async (page) => {
      await open(page, `${award}/confirm`);
      expect(await sendInVain(page, 'Confirm the award', { risk: 'medium' })).toContain('at least one outcome that it serves');
      await page.locator('main label', { hasText: 'Families under strain find help early' }).click();
      await look(page);
      expect(await send(page, 'Confirm the award', { risk: 'medium' })).toContain('is on the register');
      contract = new URL(page.url()).pathname;
      expect(await asVisitor(award)).not.toContain('Contract details notice, version 1');
      await open(page, award);
      await follow(page, 'Publish the contract details notice');
      expect(await sendInVain(page, 'Publish the contract details notice', onPlatform(65, '3'))).toContain('confirm it for UK7');
      await confirmConflicts(page, 'UK7');
      await open(page, `${award}/details`);
      expect(await send(page, 'Publish the contract details notice', onPlatform(65, '3'))).toContain('The contract details notice is published');
    });
    const { rows } = await site.database.pool.query<{ code: string }>(
      'select n.code from notice n where n.about_id in ($1::uuid, $2::uuid, $3::uuid) order by n.published_at', [id, award.split('/').at(-1), contract.split('/').at(-1)]);
    expect(rows.map(({ code }) => code)).toEqual(['UK4', 'UK6', 'UK7']);
    const words = await asVisitor(contract);
    expect(await asVisitor(award)).toMatch(/Contract award notice, version 1.*Contract details notice, version 1/s);
    for (const shown of ['Harbour Youth Trust', '£290,000', 'Families under strain find help early', 'Four parents a year gain a certificate']) expect(words).toContain(shown);
    expect(people.problems).toEqual([]);
    expect(looks).toEqual([]);
  }, WALK);
});

const DAY = 86_400_000;

/** The last of so many working days, of which the first day given may be one. Counted here anew: no weekend, no bank holiday of any part of the United Kingdom. @param first 'YYYY-MM-DD' */
function lastWorkingDay(first: string, count: number): string {
  for (let day = Date.parse(`${first}T12:00:00Z`), left = count; ; day += DAY) {
    const date = new Date(day).toISOString().slice(0, 10);
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    if (!isWeekend && !HOLIDAYS.has(date)) left -= 1;
    if (left === 0) return date;
  }
}

const HOLIDAYS: ReadonlySet<string> = holidayDates(bankHolidays(), ['england-and-wales', 'scotland', 'northern-ireland']);

/** "4 March 2027" */
const inWords = (date: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));

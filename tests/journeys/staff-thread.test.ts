import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Cast } from '../../src/demo/cast.ts';
import { sendBid } from '../../src/demo/opportunity-story.ts';
import { requireBrowser } from './browser.ts';
import { looksFaults, widthFaults } from './page-looks.ts';
import { dayFields, follow, mainText, open, People, send, sendInVain } from './people.ts';
import { castOf, emailOf, openSite, type RunningSite } from './site.ts';

const LONGEST = 120_000;
const WALK = 60_000;
const HOUR = 3_600_000;
/** Why the officer publishes in spite of each warning, for everyone to read. */
const IN_SPITE = 'Both charities told us that they would take people on, and families asked for this term.';

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

interface Journey {
  readonly javaScript: boolean;
  readonly service: string;
  /** A strategic outcome, and the one that supports it and is served. */
  readonly wish: string;
  readonly outcome: string;
  readonly code: string;
  /** Days from the loading at which it begins: the second journey follows the first in time. */
  readonly begins: number;
}

describe.each<Journey>([
  { javaScript: true, service: 'Travel training for school leavers', wish: 'Young people lead lives of their own', outcome: 'School leavers travel by themselves', code: 'D', begins: 0 },
  { javaScript: false, service: 'Walking buses for small schools', wish: 'Children grow up healthy', outcome: 'Children come to school on foot', code: 'E', begins: 90 },
])('the staff’s way from an outcome to a public contract, with JavaScript: $javaScript', (journey) => {
  let people: People;
  let cast: Cast;
  let exercise = '';
  let opportunity = '';
  let award = '';
  let standstillEnds = '';
  const contract = { address: '', title: '' };
  const looks: string[] = [];

  beforeAll(async () => {
    people = new People(browser, site, journey.javaScript);
    cast = await castOf(site, journey.begins);
    await at(0, 14);
  }, WALK);
  afterAll(() => people?.close());

  /** Moves the site's clock to an hour (UTC) of a day of this journey. */
  const at = (day: number, hour: number): Promise<void> => cast.at(day, hour);
  /** Lets somebody do their work at their own browser. */
  const as = async (who: string, work: (page: Page) => Promise<void>): Promise<void> => work(await people.page(who));
  /** Pages looked at with axe, and at 320 pixels: once is enough, since both journeys open the same ones. */
  const look = async (page: Page): Promise<void> => void (journey.javaScript && looks.push(...(await looksFaults(page))));
  /** As `look`, without axe, which takes a second a page. */
  const glance = async (page: Page): Promise<void> => void (journey.javaScript && looks.push(...(await widthFaults(page))));
  /** Opens what of this service waits for a person's agreement from their own list of work, and agrees. */
  const agreeFromHome = (who: string, words: string): Promise<void> => as(who, async (page) => {
    await open(page, '/home');
    await follow(page, new RegExp(`${words}.* of ${journey.service}`, 'i'));
    await glance(page);
    expect(await send(page, 'Save decision', { decision: 'agree' })).toContain('You have agreed');
  });

  test('the policy officer publishes a framework with the outcome, and everyone can read it', async () => {
    await as('policy', async (page) => {
      await open(page, '/outcomes/frameworks/new');
      await send(page, 'Start the draft', { title: `What Wantshire wants, with ${journey.code}` });
      await follow(page, 'Add an outcome');
      expect(await sendInVain(page, 'Add outcome', { title: journey.wish, code: '' })).toMatch(/code/i);
      expect(await page.locator('[name=title]').inputValue()).toBe(journey.wish);
      await send(page, 'Add outcome', { code: journey.code });
      await look(page);
      await follow(page, 'Publish this version');
      expect(await sendInVain(page, 'Publish')).toContain(`Add a supporting outcome to ${journey.code}`);
      await follow(page, 'Back');
      await follow(page, 'Add an outcome');
      const parentId = await page.locator('[name=parentId] option', { hasText: journey.wish }).getAttribute('value');
      await send(page, 'Add outcome', { title: journey.outcome, code: `${journey.code}1`, parentId: parentId! });
      await follow(page, 'Publish this version');
      expect(await send(page, 'Publish')).toContain('Only these outcomes can be picked');
    });
    await as('visitor', async (page) => expect(await open(page, '/outcomes')).toContain(journey.outcome));
  }, WALK);

  test('AN-02: the commissioner is told at the Analyse gate all that the need still lacks, gives it, and passes', async () => {
    await as('commissioner', async (page) => {
      await open(page, '/exercises/new');
      await send(page, 'Start', { title: journey.service, purpose: 'So that young people get to college and work without a taxi.', mechanism: 'contract', category: 'services', lightTouch: 'yes' });
      exercise = new URL(page.url()).pathname;
      await follow(page, 'Complete Analyse stage');
      const lacks = await sendInVain(page, 'Complete Analyse stage');
      for (const words of ['cannot be completed yet', 'budget', 'outcome']) expect(lacks.toLowerCase()).toContain(words);
      await open(page, `${exercise}/need`);
      const outcome = await page.locator('label', { hasText: journey.outcome }).getAttribute('for');
      await page.locator(`#${outcome}`).check();
      await look(page);
      await send(page, 'Save needs record', { userGroup: 'School leavers with learning disabilities', sizeOfNeed: '310 young people a year', levelOfNeed: 'Nine in ten go by taxi, and stay at home when it does not come', otherAreas: 'Swale', budget: '180,000', budgetYears: '3' });
      await open(page, `${exercise}/need`);
      await follow(page, 'Add evidence');
      await send(page, 'Add evidence', { title: '310 taxis a day', source: 'Transport survey', ...dayFields('datedOn', cast.date(-100)) });
      await open(page, exercise);
      await follow(page, 'Complete Analyse stage');
      expect(await send(page, 'Complete Analyse stage')).toContain('Analyse stage completed');
      await glance(page);
    });
  }, WALK);

  test('the whole-life value gives the route, with the rule and its source in sight', async () => {
    await as('finance', async (page) => {
      await open(page, `${exercise}/value/edit`);
      const lots = { 'lots-0-title': 'Swale', 'lots-0-annual': '30,000', 'lots-1-title': 'Tunbridge Wells', 'lots-1-annual': '30,000' };
      const words = await send(page, 'Save the value', { annual: '0', years: '3', extensionYears: '0', ...lots });
      expect(words).toContain('£180,000');
      expect(words).toContain('The value is below the threshold of the law');
      expect(await page.locator('.wantsum-rule__source').first().innerText()).toMatch(/^Source: \S+/);
      await look(page);
    });
  }, WALK);

  test('the specification is approved by the lead director from the list of what waits for her', async () => {
    await as('commissioner', async (page) => {
      await open(page, `${exercise}/specification`);
      await send(page, 'Start');
      await send(page, 'Save specification', { summary: 'A trainer travels with a young person until they can do it alone.', whoFor: 'School leavers with learning disabilities', service: 'Twelve weeks of training, then a call each month for a year.', standards: 'Trainers hold the county’s certificate.' });
      await follow(page, 'Put forward for approval');
      expect(await sendInVain(page, 'Put forward')).toContain('measure');
      await follow(page, 'Back');
      await follow(page, 'Add a measure');
      await send(page, 'Add measure', { name: 'Young people who travel alone after a year', kind: 'outcome', nature: 'quantitative', unit: '% of those trained', target: '75', method: 'A call after a year', collectedBy: 'The provider', promisedBy: 'provider', also: 'kpi' });
      await follow(page, 'Put forward for approval');
      await send(page, 'Put forward');
      await glance(page);
    });
    await agreeFromHome('director', 'specification');
  }, WALK);

  test('PL-08: the plan is written with the officer, agreed by the director, and only then may anything be advertised', async () => {
    await as('officer', async (page) => {
      await open(page, `${exercise}/social-value/edit`);
      await send(page, 'Save', { improve: 'Young people who earn', secure: '12 of 100 points', consult: 'Yes: forty families were asked', weight: '12', weightReason: 'A fifth of quality' });
    });
    await as('commissioner', async (page) => {
      await open(page, exercise);
      await follow(page, 'Complete Plan stage');
      expect(await sendInVain(page, 'Complete Plan stage')).toContain('Procurement plan');
      await open(page, `${exercise}/plan`);
      for (const answer of await page.locator('main textarea').all()) await answer.fill('Two lots of three years, worked out with finance, with small providers in mind.');
      for (const evidence of await page.locator('main input[name$="-evidence"]').all()) await evidence.fill('Options appraisal');
      for (const owner of await page.locator('main select[name$="-owner"]').all()) await owner.selectOption({ label: 'Carys Bennett' });
      expect(await send(page, 'Save procurement plan')).toContain('The plan is complete');
      await look(page);
      await open(page, `${exercise}/plan/approval`);
      await send(page, 'Put the plan forward');
    });
    await agreeFromHome('director', 'plan');
    await as('commissioner', async (page) => {
      await open(page, exercise);
      await follow(page, 'Complete Plan stage');
      expect(await send(page, 'Complete Plan stage')).toContain('Plan stage completed');
    });
  }, WALK);

  test('the officer builds an opportunity of two lots, is told what publishing waits for, and tries the weights', async () => {
    await as('officer', async (page) => {
      await open(page, exercise);
      await follow(page, 'Start an opportunity');
      await send(page, 'Start');
      opportunity = new URL(page.url()).pathname.replace(/\/build$/, '');
      expect(await mainText(page)).toContain('Publishing waits for');
      await follow(page, 'Details');
      await send(page, 'Save details', {
        summary: 'Somebody who travels with young people until they can do it alone.', description: 'Twelve weeks of training, then a call each month.', areas: 'Swale\nTunbridge Wells', valueNet: '180,000', valueGross: '216,000', lightTouch: 'yes',
        ...dayFields('startsOn', cast.date(100)), ...dayFields('endsOn', cast.date(1190)), extensionMonths: '0', suitable: ['sme', 'vcse'],
      });
      for (const lot of ['Swale', 'Tunbridge Wells']) {
        await open(page, `${opportunity}/lots/new`);
        await send(page, 'Save lot', { title: `Lot for ${lot}`, areas: lot, valueNet: '90,000' });
      }
      await open(page, `${opportunity}/criteria/preset`);
      await send(page, 'Use this preset', { preset: '60-40-nested' });
      await glance(page);
      await open(page, `${opportunity}/criteria/confirm`);
      expect(await mainText(page)).toMatch(/20%.*12|12.*20%/s);
      await send(page, 'Confirm', { confirmed: 'yes' });
      await open(page, `${opportunity}/scoring-rules`);
      await send(page, 'Save', { priceFormula: 'lowestOverBid', scaleId: '0-5', openersNeeded: '2', lateBids: 'refuse' });
    });
  }, WALK);

  test('DP-08 DP-15: questions carry their help, marks and words, and it is published when the central platform has it', async () => {
    await as('officer', async (page) => {
      for (const [criterion, text] of [['Other quality', 'How do you train a young person to travel alone?'], ['Social value', 'What do you promise the area besides?']] as const) {
        await open(page, `${opportunity}/questions/new`);
        const value = await page.locator('[name=criterionId] option', { hasText: criterion }).getAttribute('value');
        await send(page, 'Save question', { text, purpose: 'We want to know how it is for them.', goodAnswer: 'Steps, times and what happens when it goes wrong.', type: 'long-text', marks: '10', wordLimit: '250', criterionId: value! });
      }
      await glance(page);
      await open(page, `${opportunity}/dates`);
      await send(page, 'Save dates', { ...dayFields('clarificationsOn', cast.date(20)), clarificationsAt: '5pm', ...dayFields('closesOn', cast.date(35)), closesAt: 'midday' });
      await open(page, `${opportunity}/publish`);
      expect(await mainText(page)).toContain('central digital platform');
      expect(await sendInVain(page, 'Publish now')).toContain('central digital platform first');
      await open(page, `${opportunity}/platform-notice`);
      await send(page, 'Save', { reference: `${cast.date(0).slice(0, 4)}/S 000-0910${journey.begins || 10}`, ...dayFields('publishedOn', cast.date(0)), publishedAt: '8am' });
      await open(page, `${opportunity}/publish`);
      await look(page);
      // How many warnings there are depends on the day of the year: a break may fall within the time to answer.
      const warnings = await page.locator('main textarea').count();
      const refused = await sendInVain(page, 'Publish now');
      // In Swale there are providers who could; nobody says that it works in Tunbridge Wells.
      expect(refused).toContain('Coverage at risk: no registered provider could carry lot 2 alone.');
      expect(refused.match(/Say why you publish in spite of it/g)).toHaveLength(warnings);
      await look(page);
      for (const why of await page.locator('main textarea').all()) await why.fill(IN_SPITE);
      expect(await send(page, 'Publish now')).toContain('It is published');
    });
    await as('visitor', async (page) => {
      const words = await open(page, opportunity);
      for (const shown of ['Lot for Swale', 'How do you train a young person', '250 words', '12', 'Coverage at risk', IN_SPITE]) expect(words).toContain(shown);
    });
  }, WALK);

  test('two named officers open the bids, one alone cannot', async () => {
    await at(30, 19);
    const answers = ['Step by step, with the same trainer from the door to the desk.', 'Two paid trainee trainers from the area each year.'];
    const id = opportunity.split('/').at(-1)!;
    await sendBid(cast, id, { supplier: 'harbour', answers, prices: ['85,000', '87,000'] });
    await sendBid(cast, id, { supplier: 'lantern', answers, prices: ['88,000', ''] });
    await as('officer', async (page) => {
      await open(page, `${opportunity}/opening`);
      expect(await mainText(page)).not.toContain('Harbour');
    });
    await at(35, 14);
    await as('officer', async (page) => {
      await open(page, '/home');
      await follow(page, new RegExp(`Open the bids for ${journey.service}`));
      expect(await send(page, 'Sign to open the bids')).toContain('The bids open when the next named officer signs');
      expect(await mainText(page)).not.toContain('Harbour');
    });
    await as('opener', async (page) => {
      await open(page, `${opportunity}/opening`);
      expect(await send(page, 'Sign and open the bids')).toContain('2 bids opened by');
      await glance(page);
    });
  }, WALK);

  test('the panel declares its interests before it sees a bid, scores alone, and its chair agrees the scores', async () => {
    await at(36, 9);
    await as('officer', async (page) => {
      for (const [name, chair] of [['Priya Shah', 'no'], ['Rosa Lind', 'yes']] as const) {
        await open(page, `${opportunity}/panel`);
        const person = await page.locator('[name=personId] option', { hasText: name }).getAttribute('value');
        await send(page, 'Name to the panel', { personId: person!, chair });
      }
      await look(page);
    });
    for (const who of ['panel1', 'panel3']) {
      await as(who, async (page) => {
        await open(page, `${opportunity}/scoring`);
        expect(new URL(page.url()).pathname).toBe(`${opportunity}/declaration`);
        expect(await mainText(page)).not.toContain('£');
        await send(page, 'Declare', { declaration: 'none' });
      });
    }
    await as('panel1', (page) => scoreEverything(page));
    await as('panel3', (page) => agreeEverything(page));
    await as('officer', async (page) => {
      await open(page, `${opportunity}/results`);
      await glance(page);
      await follow(page, 'Complete the evaluation');
      expect(await send(page, 'Complete the evaluation')).toContain('The evaluation is complete');
    });
  }, WALK);

  /** Scores each answer as the site leads from one to the next. */
  async function scoreEverything(page: Page): Promise<void> {
    for (const [index, supplier] of ['Harbour Youth Trust', 'Lantern Young People'].entries()) {
      await open(page, `${opportunity}/scoring`);
      await follow(page, supplier);
      await follow(page, /Score this answer/);
      if (index === 0) expect(await sendInVain(page, 'Save and go on', { score: '9', reason: 'Well told', strength: 'Told well' })).toContain('5');
      for (let question = 0; question < 2; question += 1) {
        if (index + question === 0) await look(page);
        await send(page, 'Save and go on', { score: index === 0 ? '4' : '3', reason: 'Meets the guide with an example.', strength: 'The same trainer throughout.', improvement: 'Say what happens in the holidays.' });
      }
    }
    await follow(page, 'Finish scoring');
    await send(page, 'Finish scoring');
  }

  async function agreeEverything(page: Page): Promise<void> {
    for (let score = 0; score < 4; score += 1) {
      await open(page, `${opportunity}/moderation`);
      if (score === 0) await glance(page);
      await follow(page, /^Agree a score/);
      await send(page, 'Save the agreed score', { reason: 'As scored alone.', strength: 'The same trainer throughout.', improvement: 'Say what happens in the holidays.' });
    }
  }

  test('an award is recommended with reasons, approved by value, and every bidder has feedback before it is announced', async () => {
    await at(42, 10);
    await as('officer', async (page) => {
      await open(page, `${opportunity}/award`);
      await look(page);
      await follow(page, /Recommend an award of Lot 1/);
      const optionOf = async (name: string, words: string) => (await page.locator(`[name=${name}] option`, { hasText: words }).getAttribute('value'))!;
      await glance(page);
      await send(page, 'Recommend the award', { reasons: 'The most points: better answers at a lower price.', managerId: await optionOf('managerId', 'Marcus Webb'), directorId: await optionOf('directorId', 'Diane Foley') });
      award = new URL(page.url()).pathname;
      await open(page, `${opportunity}/award`);
      await follow(page, /Do not award Lot 2/);
      await send(page, 'Do not award this lot', { reason: 'Only one bid came for Tunbridge Wells, and we will ask again.' });
    });
    await agreeFromHome('director', 'award');
    // The law asks for no standstill at this value. The authority decides that it waits all the same.
    await as('administrator', async (page) => {
      const { rows } = await site.database.pool.query<{ id: string }>("select id from body where slug = 'wantshire'");
      await open(page, `/bodies/${rows[0]!.id}/policy/standstill.voluntary`);
      if (!(await page.locator('[name=choice][value=always]').isChecked())) await send(page, 'Set the policy', { choice: 'always', source: 'Minute 15 (example)', reason: 'Bidders asked for time to ask.' });
    });
    await as('officer', async (page) => {
      await open(page, `${award}/feedback`);
      await glance(page);
      await open(page, award);
      await follow(page, 'Release feedback to every bidder');
      await send(page, 'Release feedback');
      await open(page, award);
      await follow(page, 'Publish the award notice');
      await send(page, 'Publish the award notice');
      const words = await mainText(page);
      standstillEnds = /standstill lasts to the end of (\d+ \w+ \d{4})/i.exec(words)?.[1] ?? '';
      expect(standstillEnds).not.toBe('');
      await look(page);
    });
    await as('lantern', async (page) => {
      const { rows } = await site.database.pool.query<{ body_text: string }>("select body_text from outbox_mail where recipient_email = $1 and body_text like '%/feedback%' order by created_at desc limit 1", [emailOf('lantern')]);
      const words = await open(page, new URL(/https?:\S+\/feedback/.exec(rows[0]!.body_text)![0]).pathname);
      for (const shown of ['The same trainer throughout', 'Say what happens in the holidays']) expect(words).toContain(shown);
      await glance(page);
    });
  }, WALK);

  test('the contract waits for the standstill, and is then on the public register with its people, its reviews and its thread', async () => {
    await as('officer', async (page) => {
      await open(page, `${award}/confirm`);
      expect(await sendInVain(page, 'Confirm the award', { risk: 'medium' })).toContain(`The standstill lasts to the end of ${standstillEnds}`);
      expect(await page.locator('[name=risk][value=medium]').isChecked()).toBe(true);
      const days = Math.ceil((Date.parse(`${standstillEnds} UTC`) + 24 * HOUR - cast.now.getTime()) / (24 * HOUR));
      await at(days, 10);
      await open(page, `${award}/confirm`);
      await look(page);
      expect(await send(page, 'Confirm the award', { risk: 'medium' })).toContain('is on the register');
      contract.address = new URL(page.url()).pathname;
    });
    await as('visitor', async (page) => {
      const words = await open(page, contract.address);
      for (const shown of ['Harbour Youth Trust', '£85,000', 'Marcus Webb', 'Diane Foley', journey.outcome, 'The next review is due on', 'Young people who travel alone after a year']) expect(words).toContain(shown);
      await glance(page);
      await follow(page, journey.outcome);
      expect(await mainText(page)).toContain(journey.service);
      await open(page, `/contracts?q=${encodeURIComponent(journey.service)}`);
      expect(await mainText(page)).toContain('Harbour Youth Trust');
    });
  }, WALK);

  test('the thread is drawn both ways: from the contract back to the outcome and from the outcome to the contract', async () => {
    await as('visitor', async (page) => {
      await open(page, contract.address);
      const links = await page.locator('.wantsum-thread a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      for (const record of ['/outcomes/', exercise, opportunity, award]) expect(links.some((href) => href?.startsWith(record))).toBe(true);
    });
    await as('commissioner', async (page) => {
      await open(page, exercise);
      await follow(page, 'Complete Do stage');
      expect(await send(page, 'Complete Do stage')).toContain('Do stage completed');
      await look(page);
    });
    expect(people.problems).toEqual([]);
    expect(looks).toEqual([]);
  }, WALK);
});

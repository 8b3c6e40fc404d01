import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESKTOP, openProfile, PHONE, requireBrowser, signIn } from './browser.ts';
import { emailOf, openSite, opportunityCalled, PASSWORD, type RunningSite } from './site.ts';

const LONGEST = 120_000;
const WALK = 60_000;
const HALF = 'We would meet on Thursdays in the old lifeboat house, which young people chose';
const WHOLE_ANSWER = `${HALF}, and two workers whom they know would open the door.`;

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
  readonly title: string;
  /** Bids that the authority has of it when ours is in. */
  readonly received: number;
}

/** Harbour Youth Trust's manager, who writes bids in the evening and goes on with them on her phone. */
const asHarbour = (journey: Journey, viewport: typeof PHONE, walk: (page: Page) => Promise<void>) =>
  inProfile(journey, viewport, async (page) => {
    await signIn(page, 'harbour');
    await walk(page);
  });

async function inProfile({ javaScript }: Pick<Journey, 'javaScript'>, viewport: typeof PHONE, walk: (page: Page) => Promise<void>): Promise<void> {
  const profile = await openProfile(browser, site.siteUrl, { viewport, javaScript });
  profile.setDefaultTimeout(10_000);
  try {
    await walk(await profile.newPage());
  } finally {
    await profile.close();
  }
}

const mainText = (page: Page) => page.locator('main').innerText();

/** Types into a question's field and leaves it as the journey saves: by itself, or by its button. */
async function writeHalf(page: Page, { javaScript }: Journey): Promise<void> {
  await page.locator('main textarea').first().fill(HALF);
  if (javaScript) await page.locator('[data-autosave-status]', { hasText: 'Saved at' }).waitFor();
  else await page.locator('main button', { hasText: 'Save' }).click();
}

/** Everything the bid page still asks for, from its own list. */
async function completeBid(page: Page, bidUrl: string): Promise<void> {
  await page.goto(bidUrl);
  if ((await page.locator(`main a[href$="/lots"]`).count()) > 0) {
    await page.goto(`${bidUrl}/lots`);
    await page.locator('main [name=lots]').first().check();
    await page.locator('main button', { hasText: 'Save' }).click();
    await page.goto(bidUrl);
  }
  const questions = await page.locator('main a[href*="/questions/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
  for (const question of questions) {
    await page.goto(question);
    await page.locator('main textarea, main input[type=text]').first().fill(WHOLE_ANSWER);
    await page.locator('main button', { hasText: 'Save' }).click();
    await page.waitForURL(bidUrl);
  }
  await page.goto(`${bidUrl}/prices`);
  for (const field of await page.locator('main input[name^="price-"]').all()) await field.fill('5,900');
  await page.locator('main button', { hasText: 'Save' }).click();
  await page.waitForURL(bidUrl);
}

describe.each<Journey>([
  { javaScript: true, title: 'Evening youth club in Swale', received: 1 },
  { javaScript: false, title: 'Youth work on the coast', received: 2 },
])('a supplier’s way from the first page to a receipt, with JavaScript: $javaScript', (journey) => {
  let opportunity = '';
  let bidUrl = '';
  beforeAll(async () => {
    opportunity = `/opportunities/${await opportunityCalled(site, journey.title)}`;
  });

  test('DM-01: a visitor types “youth Swale” on the first page, and the opportunity is one click away, with its questions and no sign-in', async () => {
    await inProfile(journey, PHONE, async (page) => {
      await page.goto('/');
      await page.fill('#words', 'youth Swale');
      await page.locator('form[role=search] button').click();
      await page.locator('main a', { hasText: journey.title }).first().click();
      await page.waitForURL(`**${opportunity}`);
      expect(await page.locator('h1').innerText()).toContain(journey.title);
      await page.locator('#questions').waitFor();
      expect(await mainText(page)).toMatch(/words|minutes/);
    });
  }, WALK);

  test('DP-09: what was half written is there on another device after the browser was closed', async () => {
    await asHarbour(journey, DESKTOP, async (page) => {
      await page.goto(opportunity);
      await page.locator('main a', { hasText: 'Start or go on with a bid' }).click();
      await page.locator('main button', { hasText: 'Start or join the bid' }).click();
      await page.waitForURL('**/bids/*');
      bidUrl = new URL(page.url()).pathname;
      await page.locator('main a[href*="/questions/"]').first().click();
      await writeHalf(page, journey);
    });
    await asHarbour(journey, PHONE, async (page) => {
      await page.goto('/my-bids');
      await page.locator('main a', { hasText: journey.title }).first().click();
      await page.locator('main a[href*="/questions/"]').first().click();
      expect(await page.locator('main textarea').first().inputValue()).toBe(HALF);
    });
  }, WALK);

  test('DP-09: the bid is finished on a phone and answered with a receipt that has its time', async () => {
    await asHarbour(journey, PHONE, async (page) => {
      await completeBid(page, bidUrl);
      await page.goto(`${bidUrl}/check`);
      expect(await mainText(page)).toContain(WHOLE_ANSWER);
      await page.locator('main a', { hasText: 'Go on to submit' }).click();
      await page.locator('main button', { hasText: 'Submit' }).click();
      await page.waitForURL(`**${bidUrl}/receipt`);
      expect(await mainText(page)).toMatch(/\d{1,2} \w+ 20\d\d/);
    });
    const { rows } = await site.database.pool.query('select 1 from outbox_mail where recipient_email = $1 and about_id = $2', [emailOf('harbour'), bidUrl.split('/').at(-1)]);
    expect(rows).toHaveLength(1);
  }, WALK);

  test('DP-11: another supplier is told that there is no such page, and the officer sees how many bids came and no more', async () => {
    // Lantern is a rival. Meadow is invited to Harbour's consortium for the coast and has not answered: it sees no more than a rival.
    for (const supplier of ['lantern', 'meadow']) {
      await inProfile(journey, DESKTOP, async (page) => {
        await signIn(page, supplier);
        for (const path of [bidUrl, `${bidUrl}/check`, `${bidUrl}/receipt`]) expect((await page.goto(path))?.status()).toBe(404);
      });
    }
    await inProfile(journey, DESKTOP, async (page) => {
      await signIn(page, 'officer');
      expect((await page.goto(bidUrl))?.status()).toBe(404);
      await page.goto(`${opportunity}/bids`);
      const words = await mainText(page);
      expect(words).toContain(`Received: ${journey.received}`);
      for (const secret of ['Harbour', 'lifeboat', '5,900']) expect(words).not.toContain(secret);
    });
  }, WALK);
});

describe('with the keyboard alone', () => {
  /** Presses Tab until a field has the focus, as many times as a patient person would. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.locator(':focus').and(page.locator(selector)).count()) return;
    }
    throw new Error(`Tab never came to ${selector}`);
  }

  test('one can skip to the content, search and open a result', async () => {
    await inProfile({ javaScript: true }, DESKTOP, async (page) => {
      await page.goto('/');
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').innerText()).toContain('Skip to main content');
      await tabTo(page, '#words');
      await page.keyboard.type('youth Swale');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/search?*');
      await tabTo(page, 'main a[href^="/opportunities/"]');
      await page.keyboard.press('Enter');
      await page.waitForURL('**/opportunities/*');
    });
  }, WALK);

  test('one can sign in', async () => {
    await inProfile({ javaScript: true }, DESKTOP, async (page) => {
      await page.goto('/sign-in');
      await tabTo(page, '[name=email]');
      await page.keyboard.type(emailOf('harbour'));
      await tabTo(page, '[name=password]');
      await page.keyboard.type(PASSWORD);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
      expect(await page.locator('header').innerText()).toContain('Hannah Lowe');
    });
  }, WALK);
});

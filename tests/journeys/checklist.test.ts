import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProfile, requireBrowser } from './browser.ts';
import { looksFaults, seriousFaults } from './page-looks.ts';
import { dayFields, follow, mainText, open, People, send, sendInVain } from './people.ts';
import { openSite, type RunningSite } from './site.ts';

const LONGEST = 120_000;
const WALK = 60_000;
const SMALL_PHONE = { width: 360, height: 740 };
const IN_A_WEEK = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
const QUESTIONS = { title: 'A visit after school', lookAt: 'Go in as anybody would, and look at how you are met.', yesNo: 'Was the door open?', faces: 'How friendly were they?', words: 'What would you change?' };

let site: RunningSite;
let browser: Browser;
let people: People;
let review = '';
let checklist = '';

beforeAll(async () => {
  browser = await requireBrowser();
  site = await openSite();
  people = new People(browser, site, true);
  const { rows } = await site.database.pool.query<{ review: string }>('select review_id as review from review_checklist');
  review = `/reviews/${rows[0]!.review}`;
}, LONGEST);
afterAll(async () => {
  await people?.close();
  await browser?.close();
  await site?.close();
});

/** The manager asks somebody for the checklist. @returns the address of their link */
async function linkOf(name: string): Promise<string> {
  const page = await people.page('manager');
  await open(page, checklist);
  await follow(page, 'Ask somebody');
  await send(page, 'Make their link', { name, ...dayFields('lastOn', IN_A_WEEK) });
  return new URL((await page.locator('main .govuk-inset-text a').getAttribute('href'))!).pathname;
}

const sentBy = async (name: string): Promise<number> => {
  const { rows } = await site.database.pool.query<{ count: number }>('select count(*)::int as count from checklist_sending s join checklist_inspector i on i.id = s.inspector_id where i.name = $1', [name]);
  return rows[0]!.count;
};
const phone = async (javaScript: boolean): Promise<{ profile: BrowserContext; page: Page }> => {
  const profile = await openProfile(browser, site.siteUrl, { viewport: SMALL_PHONE, javaScript });
  profile.setDefaultTimeout(10_000);
  return { profile, page: await profile.newPage() };
};
/** What runs off a phone of 360 pixels. */
const width = (page: Page) => page.evaluate<number>('document.documentElement.scrollWidth');
/** Answers by the labels that a person reads. */
async function answer(page: Page, words: string): Promise<void> {
  await page.getByLabel('Yes', { exact: true }).check();
  await page.getByLabel('😊 Good', { exact: true }).check();
  await page.getByLabel('What would you change?').fill(words);
}

describe('a checklist for a review, from the manager to the phone and back', () => {
  test('the manager makes it from the reviews of the contract, and asks somebody by name', async () => {
    const page = await people.page('manager');
    await open(page, `${review}`);
    await page.locator(`main a[href="${review}/checklists"]`).click();
    await follow(page, 'Make a checklist');
    expect(await looksFaults(page)).toEqual([]);
    expect(await sendInVain(page, 'Make the checklist', { title: QUESTIONS.title })).toContain('Say what to look at');
    await send(page, 'Make the checklist', QUESTIONS);
    checklist = new URL(page.url()).pathname;
    await follow(page, 'Ask somebody');
    expect(await looksFaults(page)).toEqual([]);
  }, WALK);

  test('XC-07: on a phone without a signal she finishes it; when the signal returns it is sent once, by itself, and appears in the review; no serious fault of accessibility', async () => {
    const { profile, page } = await phone(true);
    const link = await linkOf('Amina of the phone');
    expect(await open(page, link)).toContain('Hello Amina of the phone.');
    expect([await seriousFaults(page), await width(page)]).toEqual([[], 360]);
    await profile.setOffline(true);
    await answer(page, 'A ramp at the back door');
    await page.getByRole('button', { name: 'Send' }).click();
    const status = page.locator('[data-send-status]');
    await expect.poll(() => status.textContent()).toBe('Not sent yet: there is no connection. Your answers are kept on this device and will be sent by themselves when it is back and this page is open.');
    expect([await seriousFaults(page), await width(page), await sentBy('Amina of the phone')]).toEqual([[], 360, 0]);
    await page.getByRole('button', { name: 'Send' }).dblclick();
    await profile.setOffline(false);
    await expect.poll(() => status.textContent(), { timeout: 15_000 }).toMatch(/^Sent at \d\d:\d\d\. Thank you\.$/);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'See what you sent' }).click();
    await page.waitForURL((url) => url.pathname === link);
    await expect.poll(() => mainText(page)).toContain('A ramp at the back door');
    expect([await seriousFaults(page), await width(page), await page.evaluate('localStorage.length'), await sentBy('Amina of the phone')]).toEqual([[], 360, 0, 1]);
    await profile.close();

    const manager = await people.page('manager');
    const words = await open(manager, checklist);
    for (const told of ['Amina of the phone', 'A ramp at the back door', '😊 Good', 'Done on', 'arrived on']) expect(words).toContain(told);
    expect(await looksFaults(manager)).toEqual([]);
    // With the one whom the demonstration brings, who has sent hers, and the one who has not.
    expect(await open(manager, review)).toContain('2 of 3 sent');
  }, WALK);

  test('XC-07: the same without JavaScript, at 320 pixels and with a second press', async () => {
    const { profile, page } = await phone(false);
    const link = await linkOf('Ben without scripts');
    await open(page, link);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await mainText(page)).not.toContain('this phone keeps what you type');
    await page.getByLabel('What would you change?').fill('Nothing');
    await page.getByRole('button', { name: 'Send' }).click();
    await expect.poll(() => page.locator('.govuk-error-summary').innerText()).toContain('Choose an answer to “Was the door open?”');
    expect(await page.getByLabel('What would you change?').inputValue()).toBe('Nothing');
    await answer(page, 'Nothing');
    await page.getByRole('button', { name: 'Send' }).dblclick();
    await expect.poll(() => mainText(page)).toContain('They cannot be changed any more');
    expect(await sentBy('Ben without scripts')).toBe(1);
    expect(await open(await people.page('manager'), checklist)).toContain('Ben without scripts');
    await profile.close();
  }, WALK);

  test('it can be answered and sent by keyboard alone, and what was typed is there again after the page was closed', async () => {
    const { profile, page } = await phone(true);
    const link = await linkOf('Cleo of the keyboard');
    await open(page, link);
    const reached: string[] = [];
    for (let presses = 0; presses < 60 && reached.at(-1) !== 'button'; presses += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<string>(`(document.activeElement.closest('main form') && (document.activeElement.type === 'submit' ? 'button' : document.activeElement.type)) || ''`);
      if (at === '') continue;
      reached.push(at);
      if (at === 'radio') await page.keyboard.press('Space');
      if (at === 'textarea') await page.keyboard.type('More chairs');
    }
    expect(reached).toEqual(['radio', 'radio', 'textarea', 'button']);
    await page.close();
    const again = await profile.newPage();
    await open(again, link);
    await expect.poll(() => again.getByLabel('What would you change?').inputValue()).toBe('More chairs');
    expect(await sentBy('Cleo of the keyboard')).toBe(0);
    await again.getByRole('button', { name: 'Send' }).focus();
    await again.keyboard.press('Enter');
    await expect.poll(() => again.locator('[data-send-status]').textContent()).toContain('Sent at');
    expect(await sentBy('Cleo of the keyboard')).toBe(1);
    await profile.close();
  }, WALK);

  test('written up while she was under ground: it is said when the signal is back, and her words stay on the page', async () => {
    const { profile, page } = await phone(true);
    const link = await linkOf('Dana too late');
    await open(page, link);
    await profile.setOffline(true);
    await answer(page, 'The clock has stopped');
    await page.getByRole('button', { name: 'Send' }).click();
    const manager = await people.page('manager');
    expect(await open(manager, `${review}/hold`)).toContain('A ramp at the back door');
    await send(manager, 'Sign and save', { ...dayFields('heldOn', new Date().toISOString().slice(0, 10)), results: 'Open on every day', issues: 'The ramp', actions: 'A ramp by May', supplierSignatory: 'Hannah Lowe', authoritySigns: 'yes', showCounts: 'yes' });
    await profile.setOffline(false);
    await expect.poll(() => page.locator('main').innerText(), { timeout: 15_000 }).toContain('The review is over');
    expect(await page.getByLabel('What would you change?').inputValue()).toBe('The clock has stopped');
    expect([await seriousFaults(page), await sentBy('Dana too late')]).toEqual([[], 0]);
    await open(page, link);
    await expect.poll(() => page.getByLabel('What would you change?').inputValue()).toBe('The clock has stopped');
    await profile.close();

    const visitor = await people.page('visitor');
    const record = await open(visitor, review);
    expect(record).toContain('Was the door open? Yes: 3');
    for (const secret of ['Amina of the phone', 'A ramp at the back door']) expect(record).not.toContain(secret);
  }, WALK);
});

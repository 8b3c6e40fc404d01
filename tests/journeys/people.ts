import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { DESKTOP, openProfile, signIn } from './browser.ts';
import type { RunningSite } from './site.ts';

/** What a person types into a form, by the names of its fields: words, the value of a choice, or the values of several. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

const SOON = 10_000;

/** People at their own browsers, each signed in once, who do their work on pages as a person does: by links, fields and buttons. */
export class People {
  readonly #browser: Browser;
  readonly #site: RunningSite;
  readonly #javaScript: boolean;
  readonly #profiles = new Map<string, { readonly profile: BrowserContext; readonly page: Page }>();
  /** What a browser found wrong on the way: scripts that failed, things that the security policy stopped. */
  readonly problems: string[] = [];

  constructor(browser: Browser, site: RunningSite, javaScript: boolean) {
    this.#browser = browser;
    this.#site = site;
    this.#javaScript = javaScript;
  }

  /** The open page of a person by the key of the demonstration, signed in; of 'visitor', not signed in. */
  async page(who: string): Promise<Page> {
    const known = this.#profiles.get(who);
    if (known) return known.page;
    const profile = await openProfile(this.#browser, this.#site.siteUrl, { viewport: DESKTOP, javaScript: this.#javaScript });
    profile.setDefaultTimeout(SOON);
    const page = await profile.newPage();
    page.on('pageerror', (problem) => this.problems.push(`${page.url()}: ${problem.message}`));
    page.on('console', (message) => message.type() === 'error' && message.text().includes('Content Security Policy') && this.problems.push(`${page.url()}: ${message.text()}`));
    this.#profiles.set(who, { profile, page });
    if (who !== 'visitor') await signIn(page, who);
    return page;
  }

  async close(): Promise<void> {
    for (const { profile } of this.#profiles.values()) await profile.close();
  }
}

export const mainText = (page: Page): Promise<string> => page.locator('main').innerText();

/** Goes where a link or a button that is a link leads, by its words. */
export async function follow(page: Page, words: string | RegExp): Promise<void> {
  // The back link stands beside the main part, not in it.
  const within = page.locator('body > .govuk-width-container');
  const named = { name: words, exact: true };
  const link = within.getByRole('link', named).or(within.getByRole('button', named)).first();
  await Promise.all([page.waitForEvent('load'), link.click()]);
}

/** Opens an address by hand, and throws unless it is there. */
export async function open(page: Page, path: string): Promise<string> {
  const answer = await page.goto(path);
  if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status() ?? 'nothing'}: ${(await mainText(page)).slice(0, 400)}`);
  return mainText(page);
}

/** Fills fields in, whatever kind they are. Those within a closed detail are opened first, as a person would. */
export async function fill(page: Page, typed: Typed): Promise<void> {
  for (const [name, value] of Object.entries(typed)) {
    const fields = page.locator(`main [name="${name}"]`);
    await openDetails(fields.first());
    const kind = await fields.first().getAttribute('type');
    if (kind === 'radio' || kind === 'checkbox') for (const one of typeof value === 'string' ? [value] : value) await page.locator(`main [name="${name}"][value="${one}"]`).check();
    else if ((await fields.first().evaluate(({ tagName }) => tagName)) === 'SELECT') await fields.first().selectOption(value as string);
    else await fields.first().fill(value as string);
  }
}

async function openDetails(field: Locator): Promise<void> {
  const closed = field.locator('xpath=ancestor::details[not(@open)]');
  if ((await closed.count()) > 0) await closed.first().locator('summary').click();
}

/** A day into the three fields of a date. @param day 'YYYY-MM-DD' */
export const dayFields = (name: string, day: string): Typed => {
  const [year = '', month = '', date = ''] = day.split('-');
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
};

/** Fills a form in and presses its button. @returns what the next page says; throws with the page's own words when the form is refused */
export async function send(page: Page, button: string, typed: Typed = {}): Promise<string> {
  const words = await press(page, button, typed);
  const refused = await page.locator('.govuk-error-summary').allInnerTexts();
  if (refused.length > 0) throw new Error(`${page.url()} refused: ${refused.join(' ')}`);
  return words;
}

/** As `send`, for what must be refused. @returns the words of the error summary */
export async function sendInVain(page: Page, button: string, typed: Typed = {}): Promise<string> {
  await press(page, button, typed);
  return page.locator('.govuk-error-summary').innerText();
}

async function press(page: Page, button: string, typed: Typed): Promise<string> {
  await fill(page, typed);
  await Promise.all([page.waitForEvent('load'), page.locator('main form').getByRole('button', { name: button, exact: true }).click()]);
  return mainText(page);
}

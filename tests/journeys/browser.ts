import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { emailOf, PASSWORD } from './site.ts';

/** Debian's Chromium, or the one that CHROMIUM names. */
const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const chromiumIsHere = (): boolean => existsSync(EXECUTABLE);

/** A browser that never leaves this machine. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });

export const PHONE = { width: 320, height: 640 };
export const DESKTOP = { width: 1280, height: 900 };

export interface VisitorOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly javaScript?: boolean;
}

/** A person's own browser profile. */
export const openProfile = (browser: Browser, siteUrl: string, { viewport = DESKTOP, javaScript = true }: VisitorOptions = {}): Promise<BrowserContext> =>
  browser.newContext({ baseURL: siteUrl, viewport, javaScriptEnabled: javaScript, locale: 'en-GB', timezoneId: 'Europe/London' });

/** The browser, or a plain failure: a journey that nobody walked is not a journey that works. */
export function requireBrowser(): Promise<Browser> {
  if (!chromiumIsHere()) throw new Error(`There is no Chromium at ${EXECUTABLE}. Install Debian’s package chromium, or name another with CHROMIUM, and run again.`);
  return openBrowser();
}

/** Signs in as a person of the demonstration, through the page. */
export async function signIn(page: Page, who: string): Promise<void> {
  await page.goto('/sign-in');
  await page.fill('[name=email]', emailOf(who));
  await page.fill('[name=password]', PASSWORD);
  await page.click('main button:has-text("Sign in")');
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

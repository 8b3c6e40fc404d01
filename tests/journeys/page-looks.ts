import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { DESKTOP, PHONE } from './browser.ts';

/** Run in the page: what reaches furthest to the right, outside anything that scrolls by itself. */
const WIDEST = `[...document.querySelectorAll('main *, header *, footer *')]
  .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && element.closest('[tabindex="0"]') === null)
  .slice(-3).map((element) => element.tagName + '.' + element.className + ' ' + (element.textContent ?? '').trim().slice(0, 40)).join(' | ')`;

/** What runs off the open page sideways, on a desktop and on a phone of 320 pixels. */
export async function widthFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const viewport of [PHONE, DESKTOP]) {
    await page.setViewportSize(viewport);
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    if (width > viewport.width) faults.push(`${new URL(page.url()).pathname} is ${width} px wide at ${viewport.width}: ${await page.evaluate<string>(WIDEST)}`);
  }
  return faults;
}

/** Everything wrong with how the open page looks, at both widths, and with axe on the phone. */
export async function looksFaults(page: Page): Promise<string[]> {
  const wide = await widthFaults(page);
  await page.setViewportSize(PHONE);
  const serious = await seriousFaults(page);
  await page.setViewportSize(DESKTOP);
  return [...wide, ...serious.map((fault) => `${new URL(page.url()).pathname} ${fault}`)];
}

/** What axe calls serious or critical on the page as it stands. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => `${impact} ${id}: ${help} (${nodes.slice(0, 3).map(({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`).join('; ')})`);
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drawThread, linkRecords } from '#parts/thread';
import { titleInStage, titleInStageSql } from '#routes';
import { openBuyingHouse, type BuyingHouse } from './opportunities.fixture.ts';
import { draftOpportunity, opportunityReference, postLowValue } from './index.ts';
import type { OpportunityId } from './opportunity.ts';

let house: BuyingHouse;
beforeAll(async () => { house = await openBuyingHouse(); });
afterAll(() => house.close());

/** What stands open on a page, and what is folded away in it. */
function openAndFolded(html: string): { readonly open: string; readonly folded: string } {
  const parts = { open: '', folded: '' };
  let depth = 0;
  for (const piece of html.split(/(?=<details|<\/details>)/)) {
    depth += piece.startsWith('<details') ? 1 : piece.startsWith('</details>') ? -1 : 0;
    parts[depth > 0 ? 'folded' : 'open'] += piece;
  }
  return parts;
}

describe('DM-05: a short posting begins with what a small charity needs', () => {
  let id: string;
  beforeAll(async () => {
    const posted = await house.run(postLowValue, house.officer, {
      bodyId: house.bodyId, title: 'A garden for a children’s home', summary: 'Raised beds and a shed, made with the children who live there.', category: 'services', areas: 'Swale', valueNet: '6000', vat: '20', startsOn: '2026-06-01', endsOn: '2026-08-31', closesOn: '2026-03-27',
      quality: 'mostly', question: '', reasons: { 'burden-above-median': 'x' },
    });
    if (posted.kind !== 'done') throw new Error(JSON.stringify(posted));
    id = posted.value.opportunityId;
  });

  test('what, where, worth, by when, the questions and how it is judged stand open; scale, rules and notices are folded, and nothing is lost', async () => {
    const { html } = await house.visitor().get(`/opportunities/${id}`);
    const { open, folded } = openAndFolded(html);
    for (const words of ['Raised beds and a shed', 'Answer by', '£6,000', 'The questions you would answer', 'Whom do we ring about this?', 'How answers are judged', 'Ask a question']) expect([words, open.includes(words)]).toEqual([words, true]);
    for (const words of ['What each score means', 'The rules it is under', 'What was published, and every change', 'Too much for you alone?']) expect([words, folded.includes(words)]).toEqual([words, true]);
    // Summary and description are one text in a short posting: once is enough.
    expect(html.split('Raised beds and a shed').length - 1).toBeLessThanOrEqual(3);
    expect(html).not.toContain('>About it<');
    expect([...html.matchAll(/ id="(notices|rules)"/g)].map(([, anchor]) => anchor).sort()).toEqual(['notices', 'rules']);
  });

  test('one that is built step by step stands open as before', async () => {
    const whole = await house.addDraft();
    await house.publish(whole);
    const { open } = openAndFolded((await house.visitor().get(`/opportunities/${whole}`)).html);
    for (const words of ['What each score means', 'The rules it is under', 'What was published, and every change', 'About it']) expect([words, open.includes(words)]).toEqual([words, true]);
  });
});

describe('two stages of one procurement are told apart by name', () => {
  const request = { title: 'Interpreters', route: 'competitive-flexible', stage: 1 };
  test.each([
    [request, 'Interpreters, stage 1: request to take part'], [{ ...request, stage: 2 }, 'Interpreters, stage 2: tender, by invitation'], [{ ...request, stage: 3 }, 'Interpreters'],
    [{ ...request, route: 'open' }, 'Interpreters'], [{ ...request, route: 'low-value' }, 'Interpreters'], [{ ...request, route: 'made up’); drop' }, 'Interpreters'],
  ])('%j is “%s”, in a list too', async (given, title) => {
    expect(titleInStage(given)).toBe(title);
    const { rows } = await house.database.pool.query(`select ${titleInStageSql('o')} as title from (values ($1::text, $2::text, $3::int)) o (title, route, stage)`, [given.title, given.route, given.stage]);
    expect(rows).toEqual([{ title }]);
  });

  test('in the thread, on the pages and among drafts', async () => {
    const made = (stage: number, follows: { readonly followsId?: OpportunityId } = {}) => house.database.write((tx) => draftOpportunity(tx, { bodyId: house.bodyId, title: 'Interpreters', route: 'competitive-flexible', stage, createdBy: house.officer, ...follows, from: { summary: 'For families.' } }));
    const { id: one } = await made(1);
    const { id: two } = await made(2, { followsId: one });
    await house.database.write((tx) => linkRecords(tx, opportunityReference(one), 'led to', opportunityReference(two)));
    const drafts = (await house.visitor(house.officer).get('/opportunities/drafts')).text;
    expect(drafts).toContain('Interpreters, stage 1: request to take part');
    expect(drafts).toContain('Interpreters, stage 2: tender, by invitation');
    expect((await house.visitor(house.officer).get(`/opportunities/${two}/build`)).text).toContain('Interpreters, stage 2: tender, by invitation');
    const thread = await house.database.read(async (read) => drawThread(read, house.services, await house.actor(house.officer), opportunityReference(two)));
    expect(String(thread)).toContain('Stage 1, request to take part: Interpreters');
    // The drawing has room for two short lines: the stage stands first in it.
    expect(String(thread)).toContain('>Stage 1, request to<');
    expect(String(thread)).toContain('>Stage 2, tender, by<');
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { Visitor } from '../visitor.ts';
import { faultsOf } from './page-checks.ts';
import { emailOf, openSite, PASSWORD, type RunningSite } from './site.ts';
let site: RunningSite;
beforeAll(async () => { site = await openSite(); }, 180_000);
afterAll(() => site?.close());
test('spend pages', async () => {
  const finance = new Visitor(site.app);
  await finance.post('/sign-in', { email: emailOf('finance'), password: PASSWORD, return: '/home' });
  const id = async (sql: string) => (await site.database.pool.query(sql)).rows[0]?.id as string;
  const supplier = await id("select id from spend_supplier where organisation_id is null and not redacted limit 1");
  const matched = await id("select id from spend_supplier where organisation_id is not null limit 1");
  const ret = await id('select id from second_tier_return limit 1');
  const agr = await id('select agreement_id as id from second_tier_return limit 1');
  const line = /\/spend\/payments\/([0-9a-f-]{36})/.exec((await finance.get('/spend')).html)![1];
  const urls = ['/spend', '/spend?size=small', `/spend/payments/${line}`, ...['size', 'sector', 'local', 'district', 'service', 'directorate', 'years', 'baseline', 'contracts', 'mix', 'values'].map((r) => `/spend/report/${r}`), '/spend/suppliers', '/spend/suppliers?sector=vcse', '/spend/suppliers?district=any', '/spend/estimator?amount=100000', '/spend/estimator?amount=x', '/spend/unmatched', `/spend/suppliers/${supplier}/match`, `/spend/suppliers/${matched}/match`, `/spend/suppliers/${matched}/unmatch`, `/spend/suppliers/${supplier}/withhold`, `/spend/suppliers/${supplier}/disclose`, '/spend/returns', `/agreements/${agr}/returns/new`, `/agreements/${agr}/returns/${ret}/withdraw`];
  const found: string[] = [];
  for (const url of urls) {
    const from = performance.now();
    const seen = await finance.get(url);
    const ms = Math.round(performance.now() - from);
    const faults = await faultsOf(seen as never);
    found.push(...(seen.status === 200 || url.endsWith('=x') ? [] : [`${url} ${seen.status}`]), ...(Array.isArray(faults) ? faults : [faults]).filter(Boolean).map((f) => `${url}: ${String(f).slice(0, 300)}`));
    console.log(url, seen.status, ms, 'ms', seen.html.length);
  }
  console.log((await finance.get('/spend/report/local')).text.slice(300, 1500));
  expect(found).toEqual([]);
}, 120_000);

import { may } from '#platform/access/access';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import { notFound, page, pageOf, payload } from '#platform/web/route';
import { shippedLaw } from '#law';
import { policyActs } from './policy.acts.ts';
import { policySpans, type PolicySpan } from './policy-history.ts';
import { POLICY_KEY_NAMES, type PolicyKeyName } from './policy-keys.ts';
import { valueFrom } from './policy-value.ts';
import { bodiesWithPolicy, bodyName, policyRows } from './policy.store.ts';
import { bodyRulesPage, rulesPage } from './rules.page.ts';
import { everyRule, findRules, PACK_IDS, ruleJson, topicsOf, toJsonText } from './rules.ts';

const RULES_A_PAGE = 40;
const BODIES_SHOWN = 100;

const text = z.string().max(200).catch('');
const rulesQuery = z.object({ words: text, topic: text, pack: text, page: z.coerce.number().int().min(1).max(1000).catch(1) });

/** The packs do not change while the program runs. */
const RULES = everyRule();
const TOPIC_NAMES = topicsOf(RULES);

export const rulesRoutes = [
  page({
    url: '/rules',
    act: policyActs.viewRules,
    query: rulesQuery,
    show: async ({ read, query }) => {
      const found = findRules(RULES, query);
      const first = (query.page - 1) * RULES_A_PAGE;
      const bodies = await bodiesWithPolicy(read, BODIES_SHOWN + 1, 0);
      const content = rulesPage({
        question: query, topics: TOPIC_NAMES, packs: PACK_IDS.map((id) => ({ value: id, text: shippedLaw.packs[id].title })),
        rules: found.slice(first, first + RULES_A_PAGE), found: found.length, first: first + 1,
        bodies: bodies.slice(0, BODIES_SHOWN), moreBodies: bodies.length > BODIES_SHOWN,
        previous: query.page > 1 ? addressOf(query, query.page - 1) : null,
        next: first + RULES_A_PAGE < found.length ? addressOf(query, query.page + 1) : null,
      });
      return pageOf('Rules and sources', content, { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Rules and sources' }] });
    },
  }),
  page({
    url: '/rules.json',
    act: policyActs.viewRules,
    show: async () => payload('application/json; charset=utf-8', toJsonText({
      packs: PACK_IDS.map((id) => ({ id, title: shippedLaw.packs[id].title, version: shippedLaw.packs[id].version, asOf: shippedLaw.packs[id].asOf })),
      rules: RULES.map(ruleJson),
    })),
  }),
  page({
    url: '/rules/:slug',
    act: policyActs.viewRules,
    record: () => null,
    show: async ({ read, params, services, actor }) => {
      const body = await bodyName(read, { slug: params.slug });
      if (!body) return notFound;
      const today = londonDate(await readClock(read));
      const mayKeep = await may(read, services.kinds, actor, policyActs.view, { kind: 'body', id: body.id });
      return pageOf(`Local rules of ${body.name}`, bodyRulesPage(body, await policyRows(read, body.id), today, mayKeep), {
        breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Rules and sources', href: '/rules' }, { text: body.name }],
      });
    },
  }),
  page({
    url: '/rules/:slug/rules.json',
    act: policyActs.viewRules,
    record: () => null,
    show: async ({ read, params }) => {
      const body = await bodyName(read, { slug: params.slug });
      if (!body) return notFound;
      const today = londonDate(await readClock(read));
      const rows = await policyRows(read, body.id);
      return payload('application/json; charset=utf-8', toJsonText({ body: { slug: body.slug, name: body.name }, on: today, rules: POLICY_KEY_NAMES.map((key) => ruleOfBody(key, policySpans(key, rows, today))) }));
    },
  }),
];

const addressOf = ({ words, topic, pack }: z.output<typeof rulesQuery>, number: number): string =>
  `/rules?${new URLSearchParams({ ...(words ? { words } : {}), ...(topic ? { topic } : {}), ...(pack ? { pack } : {}), page: String(number) }).toString()}`;

/** What is in force, with what it was before and what it will be, each with its days. */
function ruleOfBody(key: PolicyKeyName, spans: readonly PolicySpan[]) {
  const told = (standing: PolicySpan['standing']) => spans.filter((span) => span.standing === standing).map(({ value, from, to }) => ({ value: value.value, words: value.words, source: value.source, from, to }));
  return { ...(spans.find(({ standing }) => standing === 'now')?.value ?? valueFrom(key, undefined)), former: told('former'), coming: told('coming') };
}

import { z } from 'zod';
import { poundsDecimal } from '#kernel/money';
import { mayAct, type Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import type { Read } from '#platform/database/connection';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { notFound, page, pageOf, payload, type Answer } from '#platform/web/route';
import { drawThread } from '#parts/thread';
import type { Framework } from './outcome.ts';
import { outcomesActs } from './outcomes.acts.ts';
import { bodiesPage, frameworkRegisterPage, outcomePage, versionPage } from './outcomes.page.ts';
import { frameworkById, frameworks, outcomeById, publishedFramework, type FrameworkListed } from './framework.store.ts';
import { agreementsServing, exercisesServing, liveAgreementsByOutcome, shareLinked, type OutcomeUse } from './outcome-use.store.ts';

const ofBody = z.object({ body: z.string().max(200).catch('') });
const paged = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
const home = [{ text: 'Home', href: '/' }];

export const outcomesRoutes = [
  page({
    url: '/outcomes',
    act: outcomesActs.list,
    query: ofBody,
    show: async ({ read, actor, query }) => {
      const listed = await frameworks(read, { states: ['published'] });
      const mayDraft = mayAct(actor, outcomesActs.draft, null, null);
      const chosen = query.body ? listed.find(({ bodySlug }) => bodySlug === query.body) : listed.length === 1 ? listed[0] : undefined;
      if (query.body && !chosen) return notFound;
      if (!chosen) return pageOf('Outcomes', bodiesPage(listed, mayDraft), { breadcrumbs: [...home, { text: 'Outcomes' }] });
      const { framework, use } = await withUse(read, chosen);
      const states = mayKeep(actor, chosen.bodyId) ? (['draft', 'published', 'superseded'] as const) : (['published', 'superseded'] as const);
      const model = { framework, use, bodyName: chosen.bodyName, bodySlug: chosen.bodySlug, share: await shareLinked(read, chosen.bodyId), versions: await frameworks(read, { bodyId: chosen.bodyId, states }), mayDraft };
      return pageOf(`Outcomes of ${chosen.bodyName}`, frameworkRegisterPage(model), { breadcrumbs: [...home, { text: 'Outcomes' }] });
    },
  }),
  page({ url: '/outcomes.csv', act: outcomesActs.list, query: ofBody, show: ({ read, query }) => asFile(read, query.body, inCsv) }),
  page({ url: '/outcomes.json', act: outcomesActs.list, query: ofBody, show: ({ read, query }) => asFile(read, query.body, inJson) }),
  page({
    url: '/outcomes/:id',
    act: outcomesActs.view,
    query: paged,
    show: async ({ read, services, actor, params, query }) => {
      const outcome = await outcomeById(read, params.id);
      if (!outcome) return notFound;
      const body = await read.selectFrom('body').select(['name', 'slug']).where('id', '=', outcome.bodyId).executeTakeFirstOrThrow();
      const framework = await frameworkById(read, outcome.frameworkId);
      const supporting = framework?.outcomes.filter(({ parentId }) => parentId === outcome.id) ?? [];
      const counts = [outcome.id, ...supporting.map(({ id }) => id)];
      const { agreements, more } = await agreementsServing(read, counts, query.page);
      const at = (number: number) => `/outcomes/${outcome.id}?page=${number}`;
      const model = {
        outcome, supporting, agreements, bodyName: body.name, bodySlug: body.slug, former: outcome.frameworkState !== 'published',
        use: (await liveAgreementsByOutcome(read, [{ id: outcome.id, counts }])).get(outcome.id)!,
        pages: { previous: query.page > 1 ? at(query.page - 1) : null, next: more ? at(query.page + 1) : null },
        exercises: await exercisesServing(read, counts),
        thread: await drawThread(read, services, actor, { kind: 'outcome', id: outcome.id }),
      };
      return pageOf(outcome.title, outcomePage(model), { breadcrumbs: [...home, { text: 'Outcomes', href: `/outcomes?body=${body.slug}` }, { text: outcome.code }] });
    },
  }),
  page({
    url: '/outcomes/frameworks/:id',
    act: outcomesActs.viewFramework,
    show: async ({ read, actor, params }) => {
      const framework = await frameworkById(read, params.id);
      if (!framework) return notFound;
      const body = await read.selectFrom('body').select(['name', 'slug']).where('id', '=', framework.bodyId).executeTakeFirstOrThrow();
      return pageOf(`${framework.title}, version ${framework.version}`, versionPage({ framework, bodyName: body.name, mayEdit: mayKeep(actor, framework.bodyId) }), {
        breadcrumbs: [...home, { text: 'Outcomes', href: framework.state === 'draft' ? '/outcomes' : `/outcomes?body=${body.slug}` }, { text: `Version ${framework.version}` }],
      });
    },
  }),
];

/** Whether this person keeps the framework of a body. */
export const mayKeep = (actor: Actor, bodyId: string): boolean => holdsOn(actor, bodyId, 'policy-officer');

async function withUse(read: Read, listed: FrameworkListed): Promise<{ framework: Framework; use: Map<string, OutcomeUse> }> {
  const framework = (await publishedFramework(read, listed.bodyId))!;
  const counted = framework.outcomes.map(({ id }) => ({ id, counts: [id, ...framework.outcomes.filter(({ parentId }) => parentId === id).map((one) => one.id)] }));
  return { framework, use: await liveAgreementsByOutcome(read, counted) };
}

interface Row {
  readonly listed: FrameworkListed;
  readonly outcome: Framework['outcomes'][number];
  readonly use: OutcomeUse;
}

/** The outcomes of one body, or of every body that published a framework, as a file. */
async function asFile(read: Read, slug: string, write: (rows: readonly Row[]) => Answer): Promise<Answer> {
  const listed = (await frameworks(read, { states: ['published'] })).filter(({ bodySlug }) => slug === '' || bodySlug === slug);
  if (slug !== '' && listed.length === 0) return notFound;
  const rows: Row[] = [];
  for (const one of listed) {
    const { framework, use } = await withUse(read, one);
    rows.push(...framework.outcomes.map((outcome) => ({ listed: one, outcome, use: use.get(outcome.id)! })));
  }
  return write(rows);
}

const HEADINGS = ['Identifier', 'Body', 'Version', 'Code', 'Level', 'Supports', 'Outcome', 'Description', 'Live agreements', 'Value of live agreements'];

const inCsv = (rows: readonly Row[]): Answer => payload('text/csv; charset=utf-8', [
  csvLine(HEADINGS),
  ...rows.map(({ listed, outcome, use }) => csvLine([
    outcome.id, textCell(listed.bodyName), plainCell(String(listed.version)), textCell(outcome.code), outcome.level, outcome.parentId ?? '', textCell(outcome.title), textCell(outcome.description),
    String(use.agreements), poundsDecimal(use.valuePence),
  ])),
].join(''), { fileName: 'outcomes.csv' });

const inJson = (rows: readonly Row[]): Answer => payload('application/json; charset=utf-8', JSON.stringify({
  items: rows.map(({ listed, outcome, use }) => ({
    id: outcome.id, address: `/outcomes/${outcome.id}`, body: listed.bodySlug, version: listed.version, code: outcome.code, level: outcome.level, supports: outcome.parentId,
    title: outcome.title, description: outcome.description, liveAgreements: use.agreements, liveAgreementsValue: Number(poundsDecimal(use.valuePence)),
  })),
}));

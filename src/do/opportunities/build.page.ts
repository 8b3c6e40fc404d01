import { counted, countedYet } from '#kernel/counted';
import type { RuleNote } from '#kernel/rule-note';
import { html, type Html } from '#platform/pages/html';
import { button, taskList, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, textArea, type FormState } from '#platform/pages/form';
import { routeDefinition, type RouteDefinition, titleInStage } from '#routes';
import { emptyState, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { burdenInWords, type Burden } from '#parts/questions';
import { formatPounds } from '#kernel/money';
import { closingWords, type Opportunity } from './opportunity.ts';
import { LATE_WORDS } from './opportunity-words.ts';
import type { FurtherTask } from './ports.ts';
import { reasonFieldOf, type LawOfTheDay, type Obstacle, type Task, type Warning } from './publication.ts';

export interface BuildModel {
  readonly opportunity: Opportunity;
  readonly counts: { readonly lots: number; readonly documents: number; readonly criteria: number; readonly questions: number; readonly invited: number };
  readonly obstacles: readonly Obstacle[];
  readonly burden: Burden;
  readonly limit: QuestionLimit | null;
  readonly law: LawOfTheDay;
  readonly warnings: readonly Warning[];
  readonly further: readonly FurtherTask[];
}
export interface QuestionLimit {
  readonly limit: number;
  readonly source: string;
}

/** One page from which an opportunity is built: each task, how far it is, and what publishing waits for. */
export function buildPage(model: BuildModel): Html {
  const { opportunity, obstacles, counts } = model;
  const at = (path: string) => `/opportunities/${opportunity.id}/${path}`;
  const waits = (...tasks: Task[]) => obstacles.some(({ task }) => task !== undefined && tasks.includes(task));
  const after = (task: Task | undefined) => model.further.filter((further) => further.after === task).map(furtherItem);
  const item = (text: string, path: string, hint: string, blocked: boolean) =>
    ({ title: { text }, href: at(path), hint: { text: hint }, status: blocked ? { tag: { text: 'To do', classes: 'govuk-tag--blue' } } : { text: 'Ready' } });
  const route = routeDefinition(opportunity.route);
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.reference}, ${opportunity.bodyName}</span>${titleInStage(opportunity)}</h1>
<p class="govuk-body">This opportunity is being built. Only staff of ${opportunity.bodyName} can see it${opportunity.expectedOn ? ', but its title, summary and expected date are announced' : ''}.</p>
<h2 class="govuk-heading-m">What to do</h2>
${taskList({
    items: [
      item('Way of buying', 'route', route ? stageWords(route, opportunity.stage) : opportunity.route, waits('route')), ...after('route'),
      item('Details', 'details', 'What is wanted, for whom, where, worth what and for how long', waits('details')), ...after('details'),
      item('Lots', 'lots', counts.lots === 0 ? 'None: one bid for everything' : counted(counts.lots, 'lot'), waits('lots')), ...after('lots'),
      item('Documents', 'documents', countedYet(counts.documents, 'document'), false),
      item('Criteria and weights', 'criteria', counts.criteria === 0 ? 'Choose a preset or make your own' : counted(counts.criteria, 'criterion', 'criteria'), waits('criteria')), ...after('criteria'),
      item('Price and scoring', 'scoring-rules', 'How prices become points, who opens, what happens to late bids', waits('scoring')), ...after('scoring'),
      item('Questions for bidders', 'questions', model.burden.questions === 0 ? countedYet(0, 'question') : burdenInWords(model.burden), waits('questions')), ...after('questions'),
      item('Dates', 'dates', opportunity.closesAt ? 'Last day for questions and closing time' : 'Not set', waits('dates')), ...after('dates'),
      opportunity.audience === 'invited' && item('Who is invited', 'invitations', model.counts.invited === 0 ? 'Nobody yet' : `${model.counts.invited} invited`, waits('invitations')), ...after('invitations'),
      (waits('platform-notice') || opportunity.platform !== null) && item('Central digital platform', 'platform-notice', 'The notice stands there first', waits('platform-notice')), ...after(undefined), ...after('platform-notice'), ...after('exercise'),
      { title: { text: 'Preview' }, href: at('preview'), hint: { text: 'As suppliers will read it' }, status: { text: '' } },
      opportunity.audience === 'anyone' && { title: { text: 'Announce as coming' }, href: at('announce'), hint: { text: 'Title, summary and expected date, before it is ready' }, status: { text: opportunity.expectedOn ? 'Announced' : 'Optional' } },
    ],
  })}
<h2 class="govuk-heading-m">Publish</h2>
${obstacleList(obstacles, opportunity.id)}
${button({ text: obstacles.length === 0 ? 'Check and publish' : 'See what publishing waits for', href: at('publish'), classes: obstacles.length === 0 ? undefined : 'govuk-button--secondary' })}`;
}

/** Every obstacle with the page that puts it right; says that all is ready when there are none. */
export function obstacleList(obstacles: readonly Obstacle[], opportunityId: string): Html {
  if (obstacles.length === 0) return html`<p class="govuk-body">Everything is ready.</p>`;
  const rules = new Map(obstacles.flatMap(({ rule }): [string, RuleNote][] => (rule ? [[rule.sentence, rule]] : [])));
  return html`<p class="govuk-body">Publishing waits for ${obstacles.length === 1 ? 'one thing' : `${obstacles.length} things`}:</p>
${plainList(obstacles.map(({ sentence, task, href }) => {
    const page = task === undefined ? null : TASK_PAGES[task];
    const address = href ?? (page === null ? null : `/opportunities/${opportunityId}/${page}`);
    return address === null ? sentence : html`${sentence} <a class="govuk-link" href="${address}">Put this right<span class="govuk-visually-hidden">: ${sentence}</span></a>`;
  }))}${[...rules.values()].map(ruleNote)}`;
}

const TASK_PAGES: Readonly<Record<Task, string | null>> = {
  route: 'route', invitations: 'invitations',
  details: 'details', lots: 'lots', criteria: 'criteria', scoring: 'scoring-rules', questions: 'questions', dates: 'dates', 'platform-notice': 'platform-notice',
  // The exercise's own pages put these right; they are linked from the thread.
  exercise: null,
};

/** What the tender asks of a bidder, against its value and the authority's limit, before it is published (DP-08). */
export function burdenPanel(burden: Burden, valueNetPence: bigint | null, limit: QuestionLimit | null): Html {
  const perThousand = valueNetPence !== null && valueNetPence > 0n ? Number((BigInt(burden.minutes) * 1_000_00n * 10n) / valueNetPence) / 10 : null;
  return html`<h2 class="govuk-heading-m">What this asks of a bidder</h2>
<p class="govuk-body">${sentence(burdenInWords(burden))}${valueNetPence !== null && html`, for a contract worth ${formatPounds(valueNetPence)} without VAT${perThousand !== null && html` (${perThousand} minutes for each £1,000)`}`}. Minutes are our estimate where a question does not say: 10 words a minute, 500 words a page.</p>
${limit === null
    ? html`<p class="govuk-body">The authority has set no limit on questions for this value.</p>`
    : burden.questions > limit.limit
      ? warningText({ text: `This is ${burden.questions} questions. The authority's limit for this value is ${limit.limit} (${limit.source}).`, iconFallbackText: 'Warning' })
      : html`<p class="govuk-body">The authority’s limit for this value is ${limit.limit} questions (${limit.source}).</p>`}`;
}

const alreadyShown = (note: RuleNote, obstacles: readonly Obstacle[]): boolean => obstacles.some(({ rule }) => rule?.sentence === note.sentence);

/** The page on which it is published, with the law that will be pinned. */
export function publishPage(model: BuildModel, csrf: Html, form: FormState): Html {
  const { opportunity, obstacles, law } = model;
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Publish ${titleInStage(opportunity)}</h1>
${obstacleList(obstacles, opportunity.id)}
<p class="govuk-body">Once it is published the criteria, weights, questions and lots are fixed. The closing time can only move later, and every change needs a reason that everyone reads.</p>
${burdenPanel(model.burden, opportunity.valueNetPence, model.limit)}
<h2 class="govuk-heading-m">The law that it will be under</h2>
<p class="govuk-body">${regimeWords(law)}</p>
${ruleNote(law.coverageNote)}${ruleNote(law.periodNote)}${law.platformFirst && !alreadyShown(law.platformFirst, obstacles) && ruleNote(law.platformFirst)}
<p class="govuk-body">${LATE_WORDS[opportunity.lateBids]} ${opportunity.openersNeeded === 1 ? 'One named officer opens' : `${opportunity.openersNeeded} different named officers open`} the bids.</p>
<form method="post" novalidate>${csrf}${warningFields(model.warnings, form)}${button({ text: 'Publish now', preventDoubleClick: true })}</form>`;
}

/** Heard with the warning that it is about: out of sight of the page one field sounds like the next. */
const WHY_IN_SPITE = 'Why do you publish in spite of this?';

/** A reason for each warning, typed beside it: it stands on the advert for everyone to read. */
function warningFields(warnings: readonly Warning[], form: FormState): Html {
  if (warnings.length === 0) return html``;
  return html`<h2 class="govuk-heading-m">Publish in spite of ${warnings.length === 1 ? 'a warning' : `${warnings.length} warnings`}?</h2>
<p class="govuk-body">Each needs a reason, which is published with the opportunity. Better is to put it right.</p>
${warnings.map((warning) => html`${warningText({ text: warning.sentence, iconFallbackText: 'Warning' })}${warning.rule && ruleNote(warning.rule)}
${textArea(form, { name: reasonFieldOf(warning), label: WHY_IN_SPITE, rows: 3, attributes: { 'aria-label': `${WHY_IN_SPITE} ${warning.sentence}` } })}`)}`;
}

const FURTHER_STATUS = { 'to-do': { tag: { text: 'To do', classes: 'govuk-tag--blue' } }, ready: { text: 'Ready' }, optional: { text: 'Optional' } } as const;
const furtherItem = ({ text, hint, href, status }: FurtherTask) => ({ title: { text }, href, hint: { text: hint }, status: FURTHER_STATUS[status] });

/** "Competitive flexible, two stages: stage 1, request to take part". */
export const stageWords = ({ title, stages }: RouteDefinition, stage: number): string =>
  stages.length < 2 ? title : `${title}: stage ${stage}, ${stages[stage - 1]?.title.toLowerCase() ?? ''}`;

const REGIME_WORDS = { PA2023: 'the Procurement Act 2023', PCR2015: 'the Public Contracts Regulations 2015', PCR2006: 'the Public Contracts Regulations 2006' } as const;

function regimeWords({ pinned, coverage }: LawOfTheDay): string {
  const covered = coverage.covered === 'unknown' ? 'Whether its full rules apply cannot be told from the law packs here.' : coverage.covered ? 'Its full rules apply to this value.' : 'The value is below its threshold.';
  return `It starts today, so it stays under ${REGIME_WORDS[pinned.regime]} for good. ${covered}`;
}

export interface DraftRow {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly bodyName: string;
  readonly closesAt: Date | null;
}

/** The opportunities that this person may go on building. */
export function draftsPage(drafts: readonly DraftRow[], now: Date, bodies: readonly { readonly id: string; readonly name: string }[]): Html {
  return html`<h1 class="govuk-heading-l">Opportunities being built</h1>
<div class="govuk-button-group">${button({ text: 'Start an opportunity', href: '/opportunities/new' })}${button({ text: 'Post a low-value opportunity', href: '/opportunities/low-value/new', classes: 'govuk-button--secondary' })}</div>
${bodies.map(({ id, name }) => html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${id}/pipeline">Pipeline notice of ${name}</a></p>`)}
${drafts.length === 0
    ? emptyState({ title: 'Nothing is being built.', text: 'Start one from its commissioning exercise, or on its own for a small purchase.' })
    : scrollingTable({
      caption: 'Opportunities being built',
      head: [{ text: 'Title' }, { text: 'Reference' }, { text: 'Authority' }, { text: 'Closing' }],
      rows: drafts.map((draft) => [
        { html: html`<a class="govuk-link" href="/opportunities/${draft.id}/build">${draft.title}</a> ${statusTag('Being built', 'grey')}` },
        { text: draft.reference }, { text: draft.bodyName }, { text: draft.closesAt ? closingWords(draft.closesAt, now) : 'Not set' },
      ]),
    })}`;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { emptyState, formatDate, formatDateRange, formatInstant, formatPounds, keyValue, pageLinks, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Framework, Outcome } from './outcome.ts';
import type { FrameworkListed } from './framework.store.ts';
import type { AgreementServing, OutcomeUse } from './outcome-use.store.ts';

export interface RegisterPage {
  readonly framework: Framework;
  readonly bodyName: string;
  readonly bodySlug: string;
  readonly use: ReadonlyMap<string, OutcomeUse>;
  readonly share: { readonly live: number; readonly linked: number };
  readonly versions: readonly FrameworkListed[];
  readonly mayDraft: boolean;
}

/** The framework in force, with what serves each outcome. */
export function frameworkRegisterPage(page: RegisterPage): Html {
  const { framework, bodyName, bodySlug, share, versions, mayDraft } = page;
  return html`<span class="govuk-caption-l">${bodyName}</span>
<h1 class="govuk-heading-l">${framework.title}</h1>
<p class="govuk-body-l">What ${bodyName} wants for the people it serves, and how many live agreements serve each outcome.</p>
${framework.words !== '' && html`<p class="govuk-body wantsum-words">${framework.words}</p>`}
<p class="govuk-body">${shareWords(share)}</p>
${outcomesTable(framework.outcomes, `Outcomes of “${framework.title}”, version ${framework.version}`, page.use)}
<p class="govuk-body-s">A strategic outcome counts the agreements of the outcomes that support it too, each once. Values are net of VAT; a value that is withheld or not known is not in the sum.</p>
<p class="govuk-body">The same as a file: <a class="govuk-link" href="/outcomes.csv?body=${bodySlug}">CSV</a>, <a class="govuk-link" href="/outcomes.json?body=${bodySlug}">JSON</a></p>
<h2 class="govuk-heading-m">Versions</h2>
${versionList(versions)}
${mayDraft && html`<p class="govuk-body"><a class="govuk-link" href="/outcomes/frameworks/new">Draft the next version</a></p>`}`;
}

export function bodiesPage(listed: readonly FrameworkListed[], mayDraft: boolean): Html {
  return html`<h1 class="govuk-heading-l">Outcomes</h1>
<p class="govuk-body-l">What each authority wants for the people it serves: the only list from which it picks what a service, contract or grant is for.</p>
${listed.length === 0
    ? emptyState({ title: 'No outcomes framework is published yet', text: 'When an authority publishes one it is shown here, with how many live agreements serve each outcome.' })
    : plainList(listed.map(({ bodySlug, bodyName, title }) => html`<a class="govuk-link" href="/outcomes?body=${bodySlug}">${bodyName}: ${title}</a>`))}
${mayDraft && html`<p class="govuk-body"><a class="govuk-link" href="/outcomes/frameworks/new">Draft a framework</a></p>`}`;
}

function outcomesTable(outcomes: readonly Outcome[], caption: string, use: ReadonlyMap<string, OutcomeUse>): Html {
  return scrollingTable({
    caption,
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Outcome' }, { text: 'Level' }, { text: 'Live agreements', format: 'numeric' }, { text: 'Value', format: 'numeric' }],
    rows: outcomes.map((outcome) => {
      const { agreements = 0, valuePence = 0n } = use.get(outcome.id) ?? {};
      return [
        { html: html`<a class="govuk-link" href="/outcomes/${outcome.id}">${outcome.code} ${outcome.title}</a>` },
        { text: levelWords(outcome.level) },
        { text: agreements, format: 'numeric' },
        { text: formatPounds(valuePence), format: 'numeric' },
      ];
    }),
  });
}

export interface OutcomePage {
  readonly outcome: Outcome & { readonly parentTitle: string | null };
  readonly bodyName: string;
  readonly bodySlug: string;
  /** Not in the version in force. */
  readonly former: boolean;
  readonly supporting: readonly Outcome[];
  readonly use: OutcomeUse;
  readonly agreements: readonly AgreementServing[];
  readonly pages: { readonly previous: string | null; readonly next: string | null };
  readonly exercises: readonly { readonly id: string; readonly reference: string; readonly title: string; readonly stage: string }[];
  readonly thread: Html | null;
}

/** One outcome: what it means, what is spent on it and with what result, and the exercises that want it. */
export function outcomePage(page: OutcomePage): Html {
  const { outcome, use } = page;
  return html`<span class="govuk-caption-l">${levelWords(outcome.level)} outcome of ${page.bodyName}</span>
<h1 class="govuk-heading-l">${outcome.code} ${outcome.title}</h1>
${page.former && html`<p class="govuk-body">${statusTag('Not in the framework in force', 'grey')}</p>`}
<p class="govuk-body-l">${useWords(use)}</p>
${outcome.description !== '' && html`<p class="govuk-body wantsum-words">${outcome.description}</p>`}
${keyValue([
    outcome.parentId !== null && { key: 'Supports', value: html`<a class="govuk-link" href="/outcomes/${outcome.parentId}">${outcome.parentTitle ?? 'the strategic outcome'}</a>` },
    page.supporting.length > 0 && { key: 'Supported by', value: plainList(page.supporting.map(({ id, code, title }) => html`<a class="govuk-link" href="/outcomes/${id}">${code} ${title}</a>`), 'plain') },
    { key: 'Framework', value: html`<a class="govuk-link" href="/outcomes?body=${page.bodySlug}">All outcomes of ${page.bodyName}</a>` },
  ])}
<h2 class="govuk-heading-m">Agreements that serve it</h2>
${agreementsTable(page.agreements)}
${pageLinks({ ...page.pages, of: 'agreements' })}
<h2 class="govuk-heading-m">Commissioning exercises for it</h2>
${page.exercises.length === 0
    ? html`<p class="govuk-body">No exercise that has passed its Analyse gate is for this outcome.</p>`
    : plainList(page.exercises.map(({ id, reference, title, stage }) => html`<a class="govuk-link" href="/exercises/${id}">${title}</a> (${reference}, ${stage === 'closed' ? 'closed' : `in ${stage[0]!.toUpperCase()}${stage.slice(1)}`})`))}
${page.thread}`;
}

function agreementsTable(agreements: readonly AgreementServing[]): Html {
  if (agreements.length === 0) return html`<p class="govuk-body">No agreement serves it yet.</p>`;
  return scrollingTable({
    caption: 'Contracts, grants and in-house agreements',
    captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'Agreement' }, { text: 'With' }, { text: 'Time' }, { text: 'Value', format: 'numeric' }, { text: 'Latest result' }],
    rows: agreements.map((one) => [
      { html: html`<a class="govuk-link" href="/contracts/${one.id}">${one.title}</a><br>${one.reference}, ${one.kind}${one.state !== 'live' && html` ${statusTag(one.state === 'ended' ? 'Ended' : 'Terminated', 'grey')}`}` },
      { text: one.supplier ?? 'Not named' },
      { text: formatDateRange(one.startsOn, one.endsOn) || 'Not given' },
      { text: one.valueNetPence === null ? 'Not given' : formatPounds(one.valueNetPence), format: 'numeric' },
      { text: one.latestResult === null ? 'No result yet' : `${one.latestResult.replace(/\.$/, '')}${one.latestResultOn ? `, to ${formatDate(one.latestResultOn)}` : ''}` },
    ]),
  });
}

export interface VersionPage {
  readonly framework: Framework;
  readonly bodyName: string;
  readonly mayEdit: boolean;
}

/** One version: in force, past, or a draft with its edit links. */
export function versionPage({ framework, bodyName, mayEdit }: VersionPage): Html {
  const base = `/outcomes/frameworks/${framework.id}`;
  const edits = mayEdit && framework.state === 'draft';
  return html`<span class="govuk-caption-l">${bodyName}, version ${framework.version}</span>
<h1 class="govuk-heading-l">${framework.title}</h1>
<p class="govuk-body">${stateTag(framework.state)} ${framework.publishedAt ? `Published on ${formatInstant(framework.publishedAt)}.` : 'Not published: only the policy team sees it.'}</p>
${framework.words !== '' && html`<p class="govuk-body wantsum-words">${framework.words}</p>`}
${framework.outcomes.length === 0
    ? emptyState({ title: 'No outcomes in this draft yet', text: 'Begin with a strategic outcome, then add those that support it.' })
    : scrollingTable({
      caption: 'Outcomes in this version', captionClasses: 'govuk-table__caption--m',
      head: [{ text: 'Code' }, { text: 'Outcome' }, { text: 'Level' }, ...(edits ? [{ text: 'Actions' }] : [])],
      rows: framework.outcomes.map(({ id, code, title, level }) => [
        { text: code }, { text: title }, { text: levelWords(level) },
        ...(edits ? [{ html: html`<a class="govuk-link" href="${base}/outcomes/${id}">Change<span class="govuk-visually-hidden"> ${title}</span></a> <a class="govuk-link" href="${base}/outcomes/${id}/remove">Remove<span class="govuk-visually-hidden"> ${title}</span></a>` }] : []),
      ]),
    })}
${edits && html`<p class="govuk-body"><a class="govuk-link" href="${base}/outcomes/add">Add an outcome</a></p>${button({ text: 'Publish this version', href: `${base}/publish` })}`}`;
}

const levelWords = (level: Outcome['level']): string => (level === 'strategic' ? 'Strategic' : 'Supporting');
const stateTag = (state: Framework['state']): Html => (state === 'published' ? statusTag('In force', 'green') : state === 'draft' ? statusTag('Draft', 'yellow') : statusTag('Superseded', 'grey'));

const versionList = (versions: readonly FrameworkListed[]): Html =>
  plainList(versions.map(({ id, version, publishedAt, state }) => html`<a class="govuk-link" href="/outcomes/frameworks/${id}">Version ${version}</a>${publishedAt ? html`, published on ${formatInstant(publishedAt)}` : ', draft'}${state === 'published' ? ', in force' : ''}`));

function useWords({ agreements, valuePence, withoutValue }: OutcomeUse): string {
  if (agreements === 0) return '0 live agreements serve this outcome.';
  const unknown = withoutValue > 0 ? ` (${withoutValue} without a value that can be shown)` : '';
  return `${agreements} live ${agreements === 1 ? 'agreement serves' : 'agreements serve'} this outcome, worth ${formatPounds(valuePence)} in all${unknown}.`;
}

function shareWords({ live, linked }: RegisterPage['share']): string {
  if (live === 0) return 'There are no live agreements yet.';
  return `${linked} of ${live} live agreements (${Math.floor((linked * 100) / live)}%) are linked to an outcome. The aim is all of them.`;
}

import { button, details } from '#platform/pages/components/index';
import { emptyForm, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import type { CalendarDate } from '#kernel/calendar-date';
import { emptyState, formatDate, formatDateRange, pageLinks, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { asNote, sourceTitles } from '#law';
import { anchorOf, policyFacts } from './policy-list.page.ts';
import { policySpans, type PolicySpan } from './policy-history.ts';
import { POLICY_GROUPS, POLICY_KEY_NAMES, type PolicyKeyName } from './policy-keys.ts';
import { definitionOf, valueFrom, type PolicyRow, type PolicyValue } from './policy-value.ts';
import type { BodyName } from './policy.store.ts';
import { datesOf, figureOf, type PublicRule, type RulesQuestion } from './rules.ts';

export interface RulesPage {
  readonly question: RulesQuestion;
  readonly packs: readonly { readonly value: string; readonly text: string }[];
  readonly topics: readonly string[];
  readonly rules: readonly PublicRule[];
  readonly found: number;
  readonly first: number;
  readonly bodies: readonly BodyName[];
  readonly moreBodies: boolean;
  readonly previous: string | null;
  readonly next: string | null;
}

/** Every rule of national law the product holds, and where each authority's own rules are. */
export function rulesPage(model: RulesPage): Html {
  return html`<h1 class="govuk-heading-l">Rules and sources</h1>
    <p class="govuk-body-l">What this site decides by: the law, and what each authority has set for itself. Wherever a rule bites, the page there shows it with its source. These are draft facts for a program, not legal advice.</p>
    ${localPolicies(model)}
    <h2 class="govuk-heading-m" id="law">The law</h2>
    ${confidences}
    ${filters(model.question, model.packs, model.topics)}
    ${model.rules.length === 0
      ? emptyState({ title: 'No rule fits.', text: 'Try fewer words, or another topic.', action: { text: 'Show every rule', href: '/rules' } })
      : html`<p class="govuk-body" id="count">Rules ${model.first} to ${model.first + model.rules.length - 1} of ${model.found}. The same as <a class="govuk-link" href="/rules.json">JSON</a>.</p>
        ${byTopic(model.rules)}
        ${pageLinks({ previous: model.previous, next: model.next, of: 'rules' })}`}`;
}

function localPolicies({ bodies, moreBodies }: RulesPage): Html {
  return html`<h2 class="govuk-heading-m" id="local">Rules that authorities set for themselves</h2>
    ${bodies.length === 0
      ? html`<p class="govuk-body">No authority has set a rule of its own yet, so the defaults hold.</p>`
      : plainList(bodies.map(({ slug, name }) => html`<a class="govuk-link" href="/rules/${slug}">${name}</a>`))}
    ${moreBodies ? html`<p class="govuk-body">and more: the address of each is /rules/ and the authority’s short name.</p>` : null}`;
}

const confidences = details({
  summaryText: 'How sure we are of each rule',
  html: plainList([
    html`<strong>A</strong>: we read the law itself`, html`<strong>B</strong>: an official page, or two sources that agree`,
    html`<strong>C</strong>: one secondary source, so check it before you rely on it`,
    html`<strong>D</strong>: background knowledge that nobody has checked. It is shown as not verified, and nothing is decided by it`,
    html`<strong>P</strong>: the papers of the project`,
  ]),
});

function filters(question: RulesQuestion, packs: RulesPage['packs'], topics: readonly string[]): Html {
  const typed: FormState = emptyForm;
  return html`<form method="get" action="/rules" class="wantsum-filters" role="search">
    ${textField(typed, { name: 'words', label: 'Words in the rule or its source', value: question.words, width: 20, type: 'search' })}
    ${selectField(typed, { name: 'topic', label: 'Topic', emptyText: 'Every topic', items: topics.map((topic) => ({ value: topic, text: topic })), value: question.topic })}
    ${selectField(typed, { name: 'pack', label: 'Law', emptyText: 'Now and then', items: packs, value: question.pack })}
    ${button({ text: 'Show', classes: 'govuk-button--secondary' })}
  </form>`;
}

function byTopic(rules: readonly PublicRule[]): Html {
  const sections = Map.groupBy(rules, ({ packTitle, topic }) => `${topic}: ${packTitle}`);
  return html`${[...sections].map(([title, own]) => html`<h3 class="govuk-heading-s">${title}</h3>${own.map(oneRule)}`)}`;
}

/** One rule, with its id as its anchor, so that any page can lead to it. */
function oneRule({ packId, row }: PublicRule): Html {
  const [figure, dates] = [figureOf(row), datesOf(row)];
  return html`<article class="wantsum-rule-row" id="${packId}-${row.id}" aria-label="${row.id}">
    ${ruleNote(asNote(row))}
    <p class="govuk-body-s">${row.enabled ? null : html`${statusTag('Not verified, not used', 'yellow')} `}${figure ? html`<strong>${figure}</strong>. ` : null}
      ${dates ? `${dates.charAt(0).toUpperCase()}${dates.slice(1)}. ` : null}Confidence ${row.confidence}. Rule <code>${row.id}</code></p>
    ${details({ summaryText: 'Sources in full', html: plainList([...sourceTitles(row)]) })}
  </article>`;
}

/** What one authority has set for itself and what defaults hold there, as anyone may read it: what is in force, what it was before and what it will be (OR-06). */
export function bodyRulesPage(body: BodyName, rows: readonly PolicyRow[], today: CalendarDate, mayKeep: boolean): Html {
  const keys = POLICY_KEY_NAMES.map((key) => ({ key, group: definitionOf(key).group, spans: policySpans(key, rows, today) }));
  return html`<h1 class="govuk-heading-l">Local rules of ${body.name}</h1>
    <p class="govuk-body">In force on ${formatDate(today)}. What stands here is what this site decides by: it is read from the same place. A rule marked “Default” comes from the papers named, since the authority has set no other. “Not set” means that the papers give no number and the authority has not set one.</p>
    <p class="govuk-body">The same as <a class="govuk-link" href="/rules/${body.slug}/rules.json">JSON</a>.</p>
    ${mayKeep && html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/policy">Keep the local policy of ${body.name}</a></p>`}
    ${changed(keys)}
    ${Object.entries(POLICY_GROUPS).map(([group, title]) => html`<h2 class="govuk-heading-m" id="${group}">${title}</h2>
      ${keys.filter((one) => one.group === group).map(({ key, spans }) => html`<p class="govuk-body" id="${anchorOf(key)}">${definitionOf(key).help}</p>${policyFacts(nowOf(key, spans))}${otherSpans(spans)}`)}`)}`;
}

const nowOf = (key: PolicyKeyName, spans: readonly PolicySpan[]): PolicyValue => spans.find(({ standing }) => standing === 'now')?.value ?? valueFrom(key, undefined);

/** What changed and what is about to, in one table at the top: old and new side by side. */
function changed(keys: readonly { readonly key: PolicyKeyName; readonly spans: readonly PolicySpan[] }[]): Html {
  const changes = keys.flatMap(({ key, spans }) => spans.flatMap((span, index) => (span.from !== null && spans[index + 1] ? [{ key, span, before: spans[index + 1]! }] : [])));
  if (changes.length === 0) return html``;
  return scrollingTable({
    caption: 'What changed', head: [{ text: 'Rule' }, { text: 'From' }, { text: 'New' }, { text: 'Old' }], firstCellIsHeader: true,
    rows: changes.toSorted((one, other) => (one.span.from! < other.span.from! ? 1 : -1)).map(({ key, span, before }) => [
      { html: html`<a class="govuk-link" href="#${anchorOf(key)}">${span.value.title}</a>` }, { text: formatDate(span.from!) }, { text: span.value.words }, { text: before.value.words },
    ]),
  });
}

const otherSpans = (spans: readonly PolicySpan[]): Html => html`${spans.filter(({ standing }) => standing !== 'now').map(({ standing, value, from, to }) =>
  html`<p class="govuk-body">${standing === 'coming' ? `From ${formatDate(from!)}: ${value.words}.` : `Formerly ${value.words}${datesWords(from, to)}.`}</p>`)}`;

const datesWords = (from: CalendarDate | null, to: CalendarDate | null): string => (from ? `, ${formatDateRange(from, to)}` : to ? `, until ${formatDate(to)}` : '');

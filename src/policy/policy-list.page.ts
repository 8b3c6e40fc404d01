import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import { button, details, table } from '#platform/pages/components/index';
import { html, type Html } from '#platform/pages/html';
import { formatDateRange, keyValue, statusTag } from '#platform/pages/presentation';
import { POLICY_GROUPS, POLICY_KEY_NAMES, type PolicyKeyName } from './policy-keys.ts';
import { definitionOf, valueFrom, type PolicyRow, type PolicyValue } from './policy-value.ts';
import type { BodyName } from './policy.store.ts';

export interface PolicyList {
  readonly body: BodyName;
  readonly rows: readonly PolicyRow[];
  readonly today: CalendarDate;
  readonly maySet: boolean;
}

/** The rows of one policy: in force, past and still to come. */
function standing(rows: readonly PolicyRow[], today: CalendarDate): { readonly now: PolicyRow | undefined; readonly past: readonly PolicyRow[]; readonly future: readonly PolicyRow[] } {
  return {
    now: rows.find((row) => row.from <= today && (row.until === null || today < row.until)),
    past: rows.filter((row) => row.until !== null && row.until <= today),
    future: rows.filter((row) => row.from > today),
  };
}

/** Every local policy of a body, grouped: what is in force, where it was decided, what it was and what it will be. */
export function policyListPage({ body, rows, today, maySet }: PolicyList): Html {
  const byKey = Map.groupBy(rows, (row) => row.key);
  return html`<h1 class="govuk-heading-l">Local policy of ${body.name}</h1>
    <p class="govuk-body">These are the authority’s own rules. Each holds from a day; a decision keeps the rule of its day, whatever changes later.
    ${maySet ? 'You may change them.' : 'An administrator of the authority may change them.'} The law itself is under <a class="govuk-link" href="/rules">rules and sources</a>.</p>
    <p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/policy/what-if">Try another amount on past purchases</a></p>
    ${Object.entries(POLICY_GROUPS).map(([group, title]) => html`<h2 class="govuk-heading-m" id="${group}">${title}</h2>
      ${POLICY_KEY_NAMES.filter((key) => definitionOf(key).group === group).map((key) => onePolicy(body, key, byKey.get(key) ?? [], today, maySet))}`)}`;
}

function onePolicy(body: BodyName, key: PolicyKeyName, rows: readonly PolicyRow[], today: CalendarDate, maySet: boolean): Html {
  const { now, past, future } = standing(rows, today);
  const value = valueFrom(key, now);
  const history = [...future, ...(now ? [now] : []), ...past];
  return html`<h3 class="govuk-heading-s" id="${anchorOf(key)}">${value.title}</h3>
    <p class="govuk-body">${definitionOf(key).help}</p>
    ${policyFacts(value, maySet ? { href: `/bodies/${body.id}/policy/${key}` } : undefined)}
    ${future.map((row) => html`<p class="govuk-body">From ${formatDate(row.from)}: ${valueFrom(key, row).words}.</p>`)}
    ${history.length > 0 ? details({ summaryText: `History of ${value.title.toLowerCase()}`, html: policyHistory(key, history) }) : null}`;
}

/** A policy's name may hold a full stop, which an address fragment may but a style sheet's selector may not. */
export const anchorOf = (key: PolicyKeyName): string => key.replaceAll('.', '-');

/** What is in force, its source and its dates. */
export function policyFacts(value: PolicyValue, change?: { readonly href: string }): Html {
  const marks = { local: null, default: statusTag('Default', 'grey'), 'not-set': statusTag('Not set', 'yellow') }[value.origin];
  return keyValue([
    { key: value.title, value: html`${value.words} ${marks}`, ...(change ? { change } : {}) },
    { key: 'Source', value: value.source },
    value.origin === 'local' && { key: 'In force', value: formatDateRange(value.from, value.to) },
  ]);
}

export function policyHistory(key: PolicyKeyName, rows: readonly PolicyRow[]): Html {
  return table({
    caption: `${definitionOf(key).title}: every value`, captionClasses: 'govuk-visually-hidden',
    head: [{ text: 'When' }, { text: 'Value' }, { text: 'Source' }, { text: 'Owner' }, { text: 'Set by' }],
    rows: rows.map((row) => {
      const value = valueFrom(key, row);
      return [{ text: formatDateRange(row.from, value.to) }, { text: value.words }, { text: row.source }, { text: row.owner ?? '' }, { text: row.setBy ?? '' }];
    }),
  });
}

/** A link that looks like the way on. */
export const wayOn = (text: string, href: string): Html => button({ text, href });

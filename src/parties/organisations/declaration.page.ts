import { button, checkboxes, details } from '#platform/pages/components/index';
import { checkboxField, radioField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import type { Read } from '#platform/database/connection';
import { areas, areaOf, type Area } from '../reference/areas.store.ts';
import { cpvDivisions, cpvTitle, searchCpv, type Category } from '../reference/cpv.store.ts';
import { ORGANISATION_KINDS, SIZES } from './organisation.ts';

/** What can be ticked on the declaration: a short list first, and whatever was chosen or looked for. */
export interface DeclarationChoices {
  readonly areas: readonly Area[];
  readonly divisions: readonly Category[];
  readonly categories: readonly Category[];
}

const MOST_FOUND = 40;

/** Areas of the bodies here first; then what was chosen and what the words find. */
export async function declarationChoices(read: Read, chosen: { readonly areas: readonly string[]; readonly categories: readonly string[]; readonly areaWords: string; readonly categoryWords: string }): Promise<DeclarationChoices> {
  const bodies = await read.selectFrom('body').select('gss_code').where('gss_code', 'is not', null).limit(20).execute();
  const own = new Set(bodies.map((body) => body.gss_code!));
  const words = chosen.areaWords.trim().toLowerCase();
  const wanted = new Set(chosen.areas);
  let found = 0;
  const shown = areas().filter((area) => {
    const isFound = words !== '' && (area.name.toLowerCase().includes(words) || (area.within !== null && areaOf(area.within)?.name.toLowerCase() === words)) && ++found <= MOST_FOUND;
    return isFound || area.kind === 'nation' || own.has(area.code) || (area.within !== null && own.has(area.within)) || wanted.has(area.code);
  });
  const divisions = cpvDivisions();
  const isDivision = new Set(divisions.map((category) => category.code));
  const finer = [...new Set([...chosen.categories, ...searchCpv(chosen.categoryWords).map((category) => category.code)])].filter((code) => !isDivision.has(code) && cpvTitle(code) !== undefined);
  return { areas: shown, divisions, categories: finer.map((code) => ({ code, title: cpvTitle(code)! })) };
}

interface Stored {
  readonly kind: string | null;
  readonly size: string | null;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
}

const NOTHING: Stored = { kind: null, size: null, areas: [], categories: [] };

/** The questions of the declaration. `findAt` is the address that shows the same form again with what the words found. */
export function declarationFieldset(form: FormState, choices: DeclarationChoices, findAt: string, stored: Stored = NOTHING): Html {
  const find = (name: string, text: string): Html =>
    button({ text, classes: 'govuk-button--secondary', name, value: 'yes', attributes: { formmethod: 'get', formaction: findAt, formnovalidate: true } });
  return html`
${radioField(form, { name: 'kind', label: 'What kind of organisation is it?', labelSize: 'm', items: Object.entries(ORGANISATION_KINDS).map(([value, [text, hint]]) => ({ value, text, hint })), ...(stored.kind ? { value: stored.kind } : {}) })}
${radioField(form, { name: 'size', label: 'How many staff does it have?', labelSize: 'm', hint: 'Paid staff, part-timers in proportion. A charity counts the same way.', items: Object.entries(SIZES).map(([value, [text, hint]]) => ({ value, text, hint })), ...(stored.size ? { value: stored.size } : {}) })}
${checkboxField(form, { name: 'areas', label: 'Where do you work? (optional)', labelSize: 'm', small: true, items: choices.areas.map((area) => ({ value: area.code, text: areaWords(area) })), values: stored.areas })}
${textField(form, { name: 'areaWords', label: 'Another area', hint: 'A county, district or region. What you tick stays ticked.', width: 20 })}
${find('find', 'Find areas')}
${choices.categories.length > 0 ? checkboxField(form, { name: 'categories', label: 'What do you supply? (optional)', labelSize: 'm', small: true, items: choices.categories.map(categoryChoice), values: stored.categories }) : html`<h2 class="govuk-heading-m" id="categories">What do you supply? (optional)</h2>`}
${textField(form, { name: 'categoryWords', label: 'Find a category', hint: 'Words such as “youth” or “home care”, or a code.', width: 20 })}
${find('find', 'Find categories')}
${details({ summaryText: 'Choose from the widest categories', html: divisionField(form, choices, stored) })}`;
}

/** A second group of the same field has ids of its own, so that no id stands twice on the page. */
function divisionField(form: FormState, choices: DeclarationChoices, stored: Stored): Html {
  const typed = form.values['categories'];
  const values = typed === undefined ? (Object.keys(form.values).length > 0 ? [] : stored.categories) : typeof typed === 'string' ? [typed] : typed;
  return checkboxes({
    name: 'categories', idPrefix: 'division', classes: 'govuk-checkboxes--small', fieldset: { legend: { text: 'Widest categories' } },
    items: choices.divisions.map((category) => ({ value: category.code, text: category.title })), values,
  });
}

const categoryChoice = (category: Category) => ({ value: category.code, text: category.title, hint: `CPV ${category.code}` });

function areaWords(area: Area): string {
  const within = area.within === null ? undefined : areaOf(area.within);
  return area.kind === 'nation' ? `Anywhere in ${area.name}` : area.kind === 'county' ? `All of ${area.name}` : within && within.kind === 'county' ? `${area.name} (${within.name})` : area.name;
}

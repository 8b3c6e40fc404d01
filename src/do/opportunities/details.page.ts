import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, hiddenField, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { CATEGORY_WORDS } from './opportunity-words.ts';
import type { Lot, Opportunity } from './opportunity.ts';

export interface CreateModel {
  readonly bodies: readonly { readonly id: string; readonly name: string }[];
  readonly exercise: { readonly id: string; readonly title: string } | null;
}

/** Starting an opportunity. */
export function createPage({ bodies, exercise }: CreateModel, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Start an opportunity</h1>
${exercise
    ? html`<p class="govuk-body">From the exercise “${exercise.title}”. Its specification, value, areas and route are filled in for you, to be checked.</p>`
    : html`<p class="govuk-body">Without a commissioning exercise: for a small purchase. A larger one starts from its exercise, so that the thread from outcome to contract is whole.</p>`}
<form method="post" novalidate>${csrf}
${exercise ? hiddenField('exerciseId', exercise.id) : radioField(form, { name: 'bodyId', label: 'Which authority buys?', items: bodies.map(({ id, name }) => ({ value: id, text: name })), ...(bodies.length === 1 ? { value: bodies[0]!.id } : {}) })}
${textField(form, { name: 'title', label: 'Title', hint: 'Say what is wanted and where, such as “Evening activities for young people in Swale”', value: exercise?.title })}
${button({ text: 'Start' })}</form>`;
}

/** What is wanted, for whom, where, worth what and for how long. */
export function detailsPage(opportunity: Opportunity, areas: readonly string[], form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Details</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'Title', value: opportunity.title })}
${textArea(form, { name: 'summary', label: 'Summary', hint: 'What is wanted and for whom, in two or three plain sentences. It is the first thing people read.', value: opportunity.summary, rows: 4, characterLimit: 600 })}
${textArea(form, { name: 'description', label: 'Description', hint: 'The service in full, or what the documents add to', value: opportunity.description, rows: 12 })}
${radioField(form, { name: 'category', label: 'What is bought?', inline: true, value: opportunity.category, items: Object.entries(CATEGORY_WORDS).map(([value, text]) => ({ value, text })) })}
${checkboxField(form, { name: 'lightTouch', label: 'Light touch', values: opportunity.lightTouch ? ['yes'] : [], items: [{ value: 'yes', text: 'These are light touch services, such as care, education or culture' }] })}
${textArea(form, { name: 'areas', label: 'Areas', hint: 'One a line: the name of a district, county or ward, or its ONS code', value: areas.join('\n'), rows: 3 })}
${textArea(form, { name: 'cpvCodes', label: 'Category codes (optional)', hint: 'CPV codes of 8 digits, one a line', value: opportunity.cpvCodes.join('\n'), rows: 2 })}
${moneyField(form, { name: 'valueNet', label: 'Value without VAT', hint: 'For the whole life of the contract, with every lot and extension', ...(opportunity.valueNetPence === null ? {} : { pence: opportunity.valueNetPence }) })}
${moneyField(form, { name: 'valueGross', label: 'Value including VAT', hint: 'The law tests this amount', ...(opportunity.valueGrossPence === null ? {} : { pence: opportunity.valueGrossPence }) })}
${dateField(form, { name: 'startsOn', label: 'When does the contract start?', value: opportunity.startsOn ?? undefined })}
${dateField(form, { name: 'endsOn', label: 'When does it end, before any extension?', value: opportunity.endsOn ?? undefined })}
${textField(form, { name: 'extensionMonths', label: 'Extensions, in months', hint: '0 for none', value: String(opportunity.extensionMonths), inputmode: 'numeric', width: 4 })}
${checkboxField(form, {
    name: 'suitable', label: 'Is it suitable for', items: [{ value: 'sme', text: 'small and medium-sized enterprises' }, { value: 'vcse', text: 'voluntary, community and social enterprises' }],
    values: [...(opportunity.suitableForSme ? ['sme'] : []), ...(opportunity.suitableForVcse ? ['vcse'] : [])],
  })}
${textField(form, { name: 'lotsPerBidder', label: 'Most lots one bidder may win (optional)', value: opportunity.lotsPerBidder === null ? undefined : String(opportunity.lotsPerBidder), inputmode: 'numeric', width: 4 })}
${textField(form, { name: 'lotsTenderedPerBidder', label: 'Most lots one bidder may tender for (optional)', value: opportunity.lotsTenderedPerBidder === null ? undefined : String(opportunity.lotsTenderedPerBidder), inputmode: 'numeric', width: 4 })}
${textArea(form, { name: 'lotsLimitMechanism', label: 'If a bidder leads more lots than it may win, which does it win?', hint: 'Needed with a limit on winning, and published: such as the lots in which it leads by most points', value: opportunity.lotsLimitMechanism ?? undefined, rows: 3 })}
${button({ text: 'Save details' })}</form>`;
}

/** One lot, new or there already. */
export function lotPage(lot: Lot | null, areas: readonly string[], form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${lot ? `Lot ${lot.number}` : 'Add a lot'}</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'Title', value: lot?.title })}
${textArea(form, { name: 'description', label: 'Description (optional)', value: lot?.description, rows: 4 })}
${textArea(form, { name: 'areas', label: 'Areas (optional)', hint: 'One a line, where this lot is for a part of the whole', value: areas.join('\n'), rows: 2 })}
${moneyField(form, { name: 'valueNet', label: 'Value without VAT (optional)', pence: lot?.valueNetPence ?? undefined })}
${button({ text: 'Save lot' })}</form>`;
}

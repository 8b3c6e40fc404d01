import { z } from 'zod';
import { isId } from '#kernel/ids';
import { formatPounds, grossFromNet, netPence } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { command } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { button, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { ruleNote } from '#platform/pages/presentation';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { isLockedOut } from '#evaluation';
import { linkRecords } from '#parts/thread';
import { dateInput, decimalInput, mayBuyFor, poundsInput, recordAndAsk, supplierCalled, SWITCHED } from '#routes';
import { awardsActs } from './awards.acts.ts';
import { decideSupplier, decideSwitch, switchFacts } from './switch.ts';
import { lockSwitchStart, switchStarts, tenderedFor, type SwitchStart } from './switch.store.ts';
import { SECTION_43, SWITCH_RULE, UNSUITABLE } from './unsuitable.reference.ts';

/** From a competition without a suitable tender to a direct award (PA23 s.43): its justification begins with the record's own facts. */
export const switchToDirectAward = command({
  act: awardsActs.switch,
  input: z.object({
    opportunityId: z.string(), lot: z.string().refine((text) => text === 'whole' || isId(text), 'Choose the lot'), unsuitable: z.string(), explanation: words(8000, 'Say why no tender was suitable: it is published'),
    supplier: words(300, 'Enter the supplier'), excluded: z.literal('no', 'The contract cannot go to an excluded supplier. Confirm that this one is not.'),
    excludable: z.enum(['no', 'yes'], 'Say whether it is an excludable supplier').transform((text) => text === 'yes'), considered: optionalWords(4000).default(''),
    value: poundsInput('Enter the whole-life value, excluding VAT'), vat: decimalInput('Enter the rate of VAT', { from: '0', to: '100', places: 2 }).prefault('20'), startsOn: dateInput, endsOn: dateInput,
  }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async (context, given) => {
    const { tx, actor } = context;
    const start = await lockSwitchStart(tx, given.opportunityId, given.lot === 'whole' ? null : given.lot);
    if (!start || (await isLockedOut(tx, given.opportunityId, actor))) return refuse('not-found', 'This lot is not there any more.');
    if (!mayBuyFor(actor, start.bodyId)) return refuse('not-yours', 'You do not buy for this authority.');
    const why = decideSwitch(start.ended, given.unsuitable);
    if (why.kind === 'refused') return why;
    if (given.endsOn < given.startsOn) return refuse('ends', 'It ends before it starts.', { field: 'endsOn' });
    const supplier = await supplierCalled(tx, given.supplier);
    if (supplier.kind === 'refused') return supplier;
    const considered = { name: given.supplier, tendered: await tenderedFor(tx, start, supplier.value), excludable: given.excludable, why: given.considered };
    const may = decideSupplier(considered);
    if (may.kind === 'refused') return may;
    const net = netPence(given.value);
    const recorded = await recordAndAsk(context, {
      bodyId: start.bodyId, organisationId: supplier.value, title: start.lot === null ? start.title : `${start.title}, ${start.lot}`, summary: start.summary || start.title, category: start.category, lightTouch: start.lightTouch,
      net, gross: grossFromNet(net, given.vat), startsOn: given.startsOn, endsOn: given.endsOn, ground: SWITCHED, justification: `${switchFacts(start, why.value, considered)}\n\n${given.explanation}`,
      switched: { opportunityId: start.opportunityId, lotId: start.lotId, unsuitable: why.value.id },
    });
    if (recorded.kind === 'done') await linkRecords(tx, { kind: 'opportunity', id: start.opportunityId }, 'led to', { kind: 'direct-award', id: recorded.value.id });
    return recorded;
  },
});

export const switchRoutes = form({
  url: '/opportunities/:id/switch/:lot',
  command: switchToDirectAward,
  show: async ({ read, actor, params, csrf }, state) => {
    const start = (await switchStarts(read, params.id)).find(({ lotId }) => (lotId ?? 'whole') === params.lot);
    return start && !(await isLockedOut(read, params.id, actor)) ? pageOf('Switch to a direct award', switchPage(start, csrf, state), { backLink: { href: `/opportunities/${params.id}/award` } }) : notFound;
  },
  input: (posted, { id, lot }) => ({
    opportunityId: id, lot, unsuitable: posted.text('unsuitable'), explanation: posted.text('explanation'), supplier: posted.text('supplier'), excluded: posted.text('excluded'), excludable: posted.text('excludable'), considered: posted.text('considered'), value: posted.text('value'), vat: posted.text('vat'),
    startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'),
  }),
  done: ({ id }) => redirectTo(`/direct-awards/${id}`, 'It is recorded, and whoever agrees to direct awards is asked.'),
});

function switchPage(start: SwitchStart, csrf: Html, state: FormState): Html {
  const heading = html`${errorSummaryFor(state)}<span class="govuk-caption-l">${start.reference} ${start.title}${start.lot !== null && `, ${start.lot}`}</span><h1 class="govuk-heading-l">Switch to a direct award</h1>${ruleNote(SWITCH_RULE)}<p class="govuk-body-s"><a class="govuk-link" href="${SECTION_43}" rel="noopener">Section 43 of the Procurement Act 2023 on legislation.gov.uk</a></p>`;
  // Whatever reason was chosen, this would be refused.
  const refused = decideSwitch(start.ended, start.ended.received === 0 ? 'none-received' : 'procedure');
  if (refused.kind === 'refused') return html`${heading}${insetText({ text: refused.sentence })}`;
  return html`${heading}
<p class="govuk-body">The justification begins with the facts of this record: when it closed, how many bids came, and the reason you choose. Your words follow.</p>
<form method="post" novalidate>${csrf}
${radioField(state, { name: 'unsuitable', label: 'Why was no tender suitable?', items: UNSUITABLE.filter(({ id }) => (id === 'none-received') === (start.ended.received === 0)).map(({ id, words: text, source }) => ({ value: id, text, hint: source })), ...(start.ended.received === 0 ? { value: 'none-received' } : {}) })}
${textArea(state, { name: 'explanation', label: 'In your words', hint: 'Why that is so, and why the competition could not lead to an award. It is published.', rows: 6 })}
${textField(state, { name: 'supplier', label: 'Supplier', hint: 'Its name here, or its company or charity number' })}
${radioField(state, { name: 'excluded', label: 'Is it an excluded supplier?', hint: 'Look at the exclusion grounds and the debarment list', inline: true, items: [{ value: 'no', text: 'No' }, { value: 'yes', text: 'Yes' }] })}
${radioField(state, { name: 'excludable', label: 'Is it an excludable supplier?', hint: 'One to which a discretionary ground applies that is likely to come again', inline: true, items: [{ value: 'no', text: 'No' }, { value: 'yes', text: 'Yes' }] })}
${textArea(state, { name: 'considered', label: 'Why may it have the contract all the same?', hint: 'Only if it is excludable, or sent a tender here that was not suitable. It is published.', rows: 4 })}
${moneyField(state, { name: 'value', label: 'Whole-life value', hint: 'Excluding VAT', ...(start.valueNetPence === null ? {} : { value: formatPounds(start.valueNetPence).replace('£', '') }) })}
${textField(state, { name: 'vat', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
${dateField(state, { name: 'startsOn', label: 'When does it start?', value: start.startsOn ?? undefined })}
${dateField(state, { name: 'endsOn', label: 'When does it end?', value: start.endsOn ?? undefined })}
${button({ text: 'Record it and ask for agreement', preventDoubleClick: true })}</form>`;
}

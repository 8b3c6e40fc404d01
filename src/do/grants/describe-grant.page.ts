import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { listAt, wordsAt } from './check-grant.ts';
import { minorOf } from './grant-columns.ts';
import { memberOf } from './kept-document.ts';
import type { KnownGrant } from './known-grant.ts';

const opening = (grant: { readonly identifier: string; readonly title: string }, title: string, form: FormState): Html => html`${errorSummaryFor(form)}
  <span class="govuk-caption-l">${grant.identifier} ${grant.title}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** What the 360Giving standard asks of a grant beside its agreement, on one page. */
export function describeGrantPage(grant: KnownGrant, form: FormState, csrf: Html): Html {
  const document = grant.document ?? {};
  const [area] = listAt(document['beneficiaryLocation']);
  const member = memberOf(document);
  const pence = (name: string) => {
    const minor = minorOf(document[name]);
    return minor === null ? {} : { pence: minor };
  };
  const awarded = wordsAt(document['awardDate']).slice(0, 10);
  return html`${opening(grant, 'Describe this grant', form)}
    <p class="govuk-body">This is published with the grant, on the register and in the 360Giving standard. Its title, amount and dates are those of the agreement.</p>
    <form method="post" novalidate>${csrf}
      ${dateField(form, { name: 'awardDate', label: 'When it was awarded', ...(awarded ? { value: awarded } : {}) })}
      ${moneyField(form, { name: 'appliedFor', label: 'Amount applied for (optional)', ...pence('amountAppliedFor') })}
      ${moneyField(form, { name: 'disbursed', label: 'Amount paid so far (optional)', ...pence('amountDisbursed') })}
      ${textField(form, { name: 'programme', label: 'Programme (optional)', hint: 'Such as “Community chest”', value: listAt(document['grantProgramme']).map((one) => wordsAt(one['title']))[0] ?? '' })}
      ${textField(form, { name: 'area', label: 'Area that benefits (optional)', hint: 'Such as a district or ward', value: wordsAt(area?.['name']) })}
      ${textField(form, { name: 'areaCode', label: 'Code of the area (optional)', hint: 'Of the Office for National Statistics, like E07000113', width: 10, spellcheck: false, value: wordsAt(area?.['geoCode']) })}
      ${radioField(form, { name: 'openCall', label: 'Was it from an open call, which anyone could answer?', labelSize: 's', items: [{ value: 'Yes', text: 'Yes' }, { value: 'No', text: 'No' }, { value: '', text: 'Not known' }], value: wordsAt(document['fromOpenCall']) })}
      ${checkboxField(form, { name: 'isMemberGrant', label: 'Member grants', labelSize: 's', items: [{ value: 'yes', text: 'A councillor gave it' }], values: member === null ? [] : ['yes'] })}
      ${textField(form, { name: 'memberName', label: 'Which councillor (optional)', value: member ?? '' })}
      ${grant.organisationId === null ? checkboxField(form, { name: 'toIndividual', label: 'Grants to people', labelSize: 's', hint: 'Their name must stand nowhere in this record.', items: [{ value: 'yes', text: 'It is to a person, not an organisation' }], values: document['recipientIndividual'] === undefined ? [] : ['yes'] }) : nothing}
      ${button({ text: 'Save', preventDoubleClick: true })}</form>`;
}

/** Who received part of a grant from its recipient. */
export const recordOnwardPage = (grant: KnownGrant, form: FormState, csrf: Html): Html => html`${opening(grant, 'Record what was passed on', form)}
  <p class="govuk-body">For a recipient that gives part of its grant to others. It is listed with this grant, and counted in no sum again.</p>
  <form method="post" novalidate>${csrf}
    ${textField(form, { name: 'recipientName', label: 'Who received it' })}
    ${textField(form, { name: 'charityNumber', label: 'Charity number (optional)', width: 10, spellcheck: false })}
    ${moneyField(form, { name: 'amount', label: 'Amount' })}
    ${textArea(form, { name: 'purpose', label: 'What it is for', rows: 3 })}
    ${dateField(form, { name: 'givenOn', label: 'When it was passed on (optional)' })}
    ${button({ text: 'Record it', preventDoubleClick: true })}</form>`;

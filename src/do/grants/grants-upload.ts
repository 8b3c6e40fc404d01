import { formatDate } from '#kernel/calendar-date';
import { LookingOver, rowInWords, type LookedOver, type UploadKind } from '#parts/uploads';
import { html } from '#platform/pages/html';
import { dayOf } from './grant-cell.ts';
import { listAt, wordsAt } from './check-grant.ts';
import type { GrantDocument } from './grant-fields.ts';
import { openGrantFile, type GrantFile } from './grant-file.reader.ts';
import { IMPORTERS } from './grants.acts.ts';
import { INDIVIDUAL } from './kept-document.ts';

/** The fields that a person may have to point out, by the standard's paths; the rest are found by their own titles or not kept. */
const FIELDS: readonly (readonly [path: string, label: string])[] = [
  ['id', 'Identifier of the grant'], ['title', 'Title'], ['description', 'Description'], ['amountAwarded', 'Amount awarded'], ['currency', 'Currency'], ['awardDate', 'Date of award'],
  ['plannedDates/0/startDate', 'Start'], ['plannedDates/0/endDate', 'End'], ['plannedDates/0/duration', 'Length in months'], ['recipientOrganization/0/name', 'Who was given it'],
  ['recipientOrganization/0/id', 'Identifier of the recipient'], ['recipientOrganization/0/charityNumber', 'Charity number'], ['recipientOrganization/0/companyNumber', 'Company number'], ['recipientOrganization/0/postalCode', 'Postcode of the recipient'],
  ['grantProgramme/0/title', 'Programme'], ['fundingOrganization/0/department', 'Department'], ['beneficiaryLocation/0/name', 'Area that benefits'], ['amountAppliedFor', 'Amount applied for'], ['amountDisbursed', 'Amount paid so far'],
];

/** A file of grants, loaded in the browser. */
export const GRANTS_UPLOAD: UploadKind = {
  name: 'grants', address: '/imports/grants', title: 'Import grants', fileLabel: 'The grants, as a CSV, Excel or JSON file', fileHint: '360Giving or a list of your own: CSV, Excel workbook (.xlsx) or 360Giving JSON, up to 50 MB.', accept: '.csv,.tsv,.txt,.xlsx,.json,text/csv,application/json',
  lead: html`<p class="govuk-body">Send the grants as they are published, with their own headings. You see what was understood, the first grants and what cannot be read before anything is stored, and can put it right.</p>`,
  things: ['grant', 'grants'], roles: IMPORTERS, bodyLabel: 'Whose grants are these?', fields: FIELDS.map(([name, label]) => ({ name, label })), hasDates: true,
  beforeLoading: 'A grant is known by its identifier, so that the same file again changes nothing. Of individuals neither name nor identifier is kept.',
  open: async (open, said) => {
    const opened = await openGrantFile(open, { map: said.map, ...(said.dateOrder ? { dateOrder: said.dateOrder } : {}) });
    if (!opened.ok) return opened;
    const { file } = opened;
    const facts = [...(file.headerRow === null ? [] : [{ key: 'Headings stand on row', value: String(file.headerRow) }, { key: 'Dates are read', value: file.dateOrder.replace('-', ' ') }]),
      ...(file.notKept.length === 0 ? [] : [{ key: 'Not kept, as the standard has no such field', value: file.notKept.join(', ') }]), { key: 'Written in', value: file.encoding }];
    return { ok: true, headings: file.headings, mapping: file.mapping, notes: file.notes, facts, lookOver: () => lookedOver(file) };
  },
};

async function lookedOver(file: GrantFile): Promise<LookedOver> {
  const looking = new LookingOver();
  for await (const filed of file.grants()) {
    if ('refused' in filed) looking.aside('unreadable', { row: rowInWords(filed), column: filed.column, why: filed.refused });
    else looking.good(() => shown(String(filed.row), filed.grant));
  }
  return looking.seen(['Row', 'Identifier', 'Title', 'Who was given it', 'Amount', 'Date of award']);
}

/** As it will be kept: nobody sees an individual's name who did not send it. */
function shown(row: string, grant: GrantDocument): string[] {
  const organisation = listAt(grant['recipientOrganization']).map(({ name, id }) => wordsAt(name) || wordsAt(id)).find(Boolean);
  const amount = grant['amountAwarded'];
  const awarded = dayOf(grant['awardDate']);
  return [row, wordsAt(grant['id']), wordsAt(grant['title']) || wordsAt(grant['description']), organisation ?? (listAt(grant['recipientIndividual']).length > 0 ? INDIVIDUAL : ''),
    amount === undefined ? '' : `${wordsAt(grant['currency']) || 'GBP'} ${typeof amount === 'number' ? amount.toLocaleString('en-GB') : wordsAt(amount)}`, awarded === null ? '' : formatDate(awarded)];
}

import { listAt } from './check-grant.ts';
import type { GrantDocument, Json } from './grant-fields.ts';

/** The columns of the standard's spreadsheet that an export writes, by title, and where each is in a grant. Lists of several go into one column each by their place. */
const FIXED = [
  ['Identifier', 'id'], ['Title', 'title'], ['Description', 'description'], ['Currency', 'currency'], ['Amount Applied For', 'amountAppliedFor'], ['Amount Awarded', 'amountAwarded'], ['Amount Disbursed', 'amountDisbursed'],
  ['Award Date', 'awardDate'], ['URL', 'url'], ['Planned Dates:Start Date', 'plannedDates/0/startDate'], ['Planned Dates:End Date', 'plannedDates/0/endDate'], ['Planned Dates:Duration (months)', 'plannedDates/0/duration'],
  ['Actual Dates:Start Date', 'actualDates/0/startDate'], ['Actual Dates:End Date', 'actualDates/0/endDate'], ['Actual Dates:Duration (months)', 'actualDates/0/duration'],
  ['Recipient Ind:Identifier', 'recipientIndividual/id'], ['Recipient Ind:Name', 'recipientIndividual/name'],
  ['To Individuals Details:Primary Grant Reason', 'toIndividualsDetails/primaryGrantReason'], ['To Individuals Details:Secondary Grant Reason', 'toIndividualsDetails/secondaryGrantReason'], ['To Individuals Details:Grant Purpose', 'toIndividualsDetails/grantPurpose'],
] as const;
const RECIPIENT = [['Identifier', 'id'], ['Name', 'name'], ['Charity Number', 'charityNumber'], ['Company Number', 'companyNumber'], ['Street Address', 'streetAddress'], ['City', 'addressLocality'], ['County', 'addressRegion'], ['Country', 'addressCountry'], ['Postal Code', 'postalCode'], ['Organisation Type', 'organisationType'], ['Description', 'description'], ['Web Address', 'url']] as const;
const LOCATION = [['Name', 'name'], ['Country Code', 'countryCode'], ['Latitude', 'latitude'], ['Longitude', 'longitude'], ['Geographic Code', 'geoCode'], ['Geographic Code Type', 'geoCodeType']] as const;
const FUNDER = [['Identifier', 'id'], ['Name', 'name'], ['Department', 'department']] as const;
const PROGRAMME = [['Code', 'code'], ['Title', 'title'], ['URL', 'url']] as const;
const CLASSIFICATION = [['Vocabulary', 'vocabulary'], ['Code', 'code'], ['Title', 'title'], ['Description', 'description']] as const;
/** As many of a list as a spreadsheet has columns for; the JSON has all. */
const PLACES = [0, 1, 2] as const;
const LAST = [['From An Open Call?', 'fromOpenCall'], ['For Regrant Type', 'regrantType'], ['Location Scope', 'locationScope'], ['Last Modified', 'dateModified'], ['Data Source', 'dataSource']] as const;

const inList = (title: string, name: string, fields: readonly (readonly [string, string])[], places: readonly number[]): [string, string][] =>
  places.flatMap((place) => fields.map(([heading, field]): [string, string] => [`${title}:${place === 0 ? '' : `${place}:`}${heading}`, `${name}/${place}/${field}`]));

export const GIVING_COLUMNS: readonly { readonly title: string; readonly path: string }[] = [
  ...FIXED, ...inList('Recipient Org', 'recipientOrganization', RECIPIENT, [0]), ...inList('Beneficiary Location', 'beneficiaryLocation', LOCATION, PLACES), ...inList('Funding Org', 'fundingOrganization', FUNDER, [0]),
  ...inList('Grant Programme', 'grantProgramme', PROGRAMME, [0]), ...inList('Classifications', 'classifications', CLASSIFICATION, PLACES), ...LAST,
].map(([title, path]) => ({ title, path }));

/** A grant's cells under `GIVING_COLUMNS`. Lists of codes are joined with semicolons. */
export const flattened = (grant: GrantDocument): (string | number)[] => GIVING_COLUMNS.map(({ path }) => cellAt(grant, path.split('/')));

function cellAt(value: Json | undefined, [first, ...rest]: readonly string[]): string | number {
  if (first === undefined) return typeof value === 'number' || typeof value === 'string' ? value : Array.isArray(value) ? value.join(';') : '';
  if (/^\d+$/.test(first)) return cellAt(listAt(value)[Number(first)], rest);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? cellAt((value as GrantDocument)[first], rest) : '';
}

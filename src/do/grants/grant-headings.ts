import type { GrantField } from './grant-fields.ts';

/** One step of a path: a field's name, or a place in a list. */
export type PathStep = string | number;

/** What a column holds: a place in the grant, such as ['recipientOrganization', 0, 'name']. A column of no field of the standard has `field` null. */
export interface GrantColumn {
  readonly column: string;
  readonly index: number;
  readonly path: readonly PathStep[];
  readonly field: GrantField | null;
  /** 1 for the standard's own title or path, less for what councils call it. */
  readonly confidence: number;
}

export const pathText = (path: readonly PathStep[]): string => path.join('/');

/** What other files call the fields, the Local Government Transparency Code's list of grants among them. Tried only for fields whose own title is not there. */
const OTHER_WORDS: readonly (readonly [path: string, words: readonly string[]])[] = [
  ['id', ['Identifier', 'Grant identifier', 'Grant ID', 'Grant reference', 'Grant ref', 'Reference', 'Reference number', 'Reference no', 'Ref', 'Ref no', 'Grant number', 'Unique reference']],
  ['title', ['Grant title', 'Title', 'Project title', 'Project name', 'Name of grant', 'Project']],
  ['description', ['Grant description', 'Purpose', 'Purpose of grant', 'Purpose of the grant', 'Summary of purpose', 'Summary of the purpose of the grant', 'Description', 'What the grant is for', 'Reason for grant', 'Grant purpose', 'Details', 'Details of project', 'Project details', 'Project description']],
  ['amountAwarded', ['Amount awarded', 'Total grant', 'Grant total', 'Approved amount', 'Amount approved', 'Amount of award', 'Amount', 'Grant amount', 'Amount of grant', 'Grant awarded', 'Award amount', 'Value', 'Value of grant', 'Grant value', 'Amount granted', 'Total awarded', 'Award value', 'Amount funded', 'Amount of funding', 'Funding amount', 'Funding awarded', 'Amount of grant awarded']],
  ['amountAppliedFor', ['Amount requested', 'Amount applied', 'Requested amount']],
  ['amountDisbursed', ['Amount paid', 'Paid to date', 'Amount spent']],
  ['awardDate', ['Award date', 'Date granted', 'Date of grant', 'Date of payment', 'Payment date', 'Date awarded', 'Date of award', 'Date the grant was awarded', 'Grant date', 'Decision date', 'Date of decision', 'Date approved', 'Approval date', 'Date', 'Date paid', 'Date of funding', 'Funding date']],
  ['plannedDates/0/startDate', ['Start date', 'Start', 'Grant start date', 'Time period start', 'Period start', 'Start of period', 'From', 'Time period from', 'Period from', 'Planned start date', 'Project start date']],
  ['plannedDates/0/endDate', ['End date', 'End', 'Grant end date', 'Time period end', 'Period end', 'End of period', 'To', 'Time period to', 'Period to', 'Planned end date', 'Project end date']],
  ['plannedDates/0/duration', ['Duration', 'Duration in months', 'Length', 'Length in months', 'Months', 'Time period', 'Term', 'Time period of grant', 'Grant period', 'Period of grant', 'Grant duration', 'Grant length']],
  ['recipientOrganization/0/name', ['Beneficiary', 'Beneficiary name', 'Name of beneficiary', 'Recipient', 'Recipient name', 'Recipient organisation', 'Organisation', 'Organisation name', 'Name of organisation', 'Grant recipient', 'Grantee', 'Group', 'Name of group', 'Name of recipient', 'Recipient organisation name', 'Organisation awarded', 'Awarded to', 'Applicant', 'Applicant name', 'Charity name', 'Name of charity', 'Grant awarded to', 'Group name', 'Organisation funded', 'Funded organisation', 'Name of applicant', 'Voluntary organisation', 'Name of voluntary organisation', 'Project or organisation', 'Group or organisation']],
  ['recipientOrganization/0/charityNumber', ['Charity number', 'Charity no', 'Registered charity number', 'Charity registration number', 'Beneficiary registration number', 'Beneficiary’s registration number', 'Registration number']],
  ['recipientOrganization/0/companyNumber', ['Company number', 'Company no', 'Companies house number', 'Company registration number']],
  ['recipientOrganization/0/postalCode', ['Postcode', 'Post code', 'Recipient postcode', 'Beneficiary postcode']],
  ['fundingOrganization/0/department', ['Department', 'Directorate', 'Local authority department', 'Local authority department which awarded the grant', 'Service', 'Service area', 'Awarding department']],
  ['fundingOrganization/0/name', ['Funder', 'Funding organisation', 'Organisation label', 'Awarding body', 'Local authority']],
  ['grantProgramme/0/title', ['Programme', 'Grant programme', 'Grant scheme', 'Scheme', 'Fund', 'Fund name', 'Grant type', 'Type of grant', 'Funding stream', 'Funding programme', 'Name of fund', 'Grant fund']],
  ['beneficiaryLocation/0/name', ['Area', 'Ward', 'District', 'Location', 'Area of benefit', 'Beneficiary area']],
  ['currency', ['Currency code']],
];
const SURE_OF_OTHER_WORDS = 0.9;
/** The same words in another order, or with "grant" or "total" beside them. */
const SURE_OF_SAME_WORDS = 0.8;
/** Columns that a 360Giving file has, by their own titles: with three of them the others' words are not guessed at, but for these. */
const TELLING = ['id', 'amountAwarded', 'awardDate', 'recipientOrganization/0/name', 'fundingOrganization/0/name', 'title'] as const;
const LEAST_TELLING = 3;

/** As the standard's tools compare titles: without spaces and capitals. */
const squeezed = (text: string): string => text.replaceAll(/[\s\u00a0\ufeff]+/g, '').toLowerCase();
const letters = (text: string): string => text.toLowerCase().replaceAll('&', 'and').replaceAll(/[^a-z0-9]+/g, '');
const OTHER = new Map(OTHER_WORDS.flatMap(([path, words]) => words.map((word) => [letters(word), path] as const)));

/** Words that say nothing in a list of grants. */
const SAYS_NOTHING = new Set(['the', 'of', 'for', 'a', 'an', 'was', 'is', 'has', 'been', 'in', 'and', 'which', 'grant', 'grants', 'total', 's', 'gbp']);
/** A heading's words that say something, in order of alphabet: "Date of award" and "Grant Award Date" are one. */
const wordsOf = (heading: string): readonly string[] => heading.toLowerCase().replaceAll('organization', 'organisation').split(/[^a-z0-9]+/).map((word) => (word === 'awarded' ? 'award' : word === 'approval' ? 'approved' : word === 'no' ? 'number' : word)).filter((word) => word !== '' && !SAYS_NOTHING.has(word)).toSorted();
/** What is called so by itself counts for one word: "Grant type" is a programme, and "Type" is not. */
const BY_WORDS = new Map(OTHER_WORDS.flatMap(([path, all]) => all.flatMap((word) => { const bag = wordsOf(word); return bag.length > 1 || (bag.length === 1 && bag[0] === letters(word)) ? [[bag.join(' '), path] as const] : []; })).toReversed());

interface OtherName {
  readonly path: string;
  readonly confidence: number;
  /** The standard's own title, written in another way. */
  readonly isTitle: boolean;
}

/** The field that a heading is another name of, and how sure that is. */
function otherName(heading: string, fields: ReadonlyMap<string, GrantField>): OtherName | null {
  const title = runTogether(fields).get(inLetters(heading));
  if (title !== undefined) return { path: title, confidence: SURE_OF_OTHER_WORDS, isTitle: true };
  const known = OTHER.get(letters(heading));
  if (known !== undefined) return { path: known, confidence: SURE_OF_OTHER_WORDS, isTitle: false };
  const bag = wordsOf(heading);
  const path = bag.length === 0 ? undefined : BY_WORDS.get(bag.join(' '));
  return path === undefined ? null : { path, confidence: SURE_OF_SAME_WORDS, isTitle: false };
}

/** Finds the columns of a table by its headings: titles ("Recipient Org:Identifier"), paths ("recipientOrganization/0/id"), then what councils write. */
export function mapGrantHeadings(headings: readonly string[], fields: ReadonlyMap<string, GrantField>): GrantColumn[] {
  const found = headings.map((heading, index) => ({ heading: heading.trim(), index, own: ownPath(heading, fields) }));
  const own = new Set(found.flatMap(({ own: path }) => (path ? [pathText(path)] : [])));
  const isTheStandards = TELLING.filter((path) => own.has(path)).length >= LEAST_TELLING;
  // A heading that is known goes before one of the same words.
  const others = found.map(({ heading }) => otherName(heading, fields));
  const begun = new Set([...own].map((path) => path.split('/')[0]));
  const known = new Set(others.flatMap((other) => (other?.confidence === SURE_OF_OTHER_WORDS ? [other.path] : [])));
  const columns = found.flatMap(({ heading, index, own: path }): GrantColumn[] => {
    if (squeezed(heading) === '') return [];
    if (path) return [{ column: heading, index, path, field: fieldAt(path, fields), confidence: 1 }];
    const named = others[index]!;
    const wanted = named !== null && !own.has(named.path) && (named.confidence === SURE_OF_OTHER_WORDS || !known.has(named.path)) && (!isTheStandards || (TELLING as readonly string[]).includes(named.path) || (named.isTitle && !begun.has(named.path.split('/')[0])));
    if (!wanted) return [{ column: heading, index, path: extraPath(heading), field: null, confidence: 0 }];
    own.add(named.path);
    const otherPath = named.path.split('/').map(asStep);
    return [{ column: heading, index, path: otherPath, field: fieldAt(otherPath, fields), confidence: named.confidence }];
  });
  // Two columns of one heading: the later is read, as the standard's tools do.
  const last = new Map(columns.map((column) => [pathText(column.path), column.index]));
  return columns.filter((column) => last.get(pathText(column.path)) === column.index);
}

/** How many headings of a row mean something: the row with most is the headings'. */
export const headingsKnown = (cells: readonly string[], fields: ReadonlyMap<string, GrantField>): number =>
  cells.filter((cell) => cell.trim() !== '' && (ownPath(cell, fields) !== null || otherName(cell, fields) !== null)).length;

/** The path that a person means by a field: its title or its path. Null where there is none. */
export function ownPath(heading: string, fields: ReadonlyMap<string, GrantField>): PathStep[] | null {
  for (const separator of [':', '/', '.']) {
    const path = resolved(heading.split(separator).map((step) => step.replace(/\[\]$/, '')), fields);
    if (path) return path;
  }
  return null;
}

const inLetters = (text: string): string => letters(text.toLowerCase().replace('organisation', 'organization'));
const togetherOf = new WeakMap<ReadonlyMap<string, GrantField>, ReadonlyMap<string, string>>();
/** Fields of a list or an object by both titles run together, as databases write them ("recipient_org_name"), and with the British spelling. */
function runTogether(fields: ReadonlyMap<string, GrantField>): ReadonlyMap<string, string> {
  const before = togetherOf.get(fields);
  if (before) return before;
  const made = new Map<string, string>();
  for (const { name, title, kind, fields: inner } of fields.values()) {
    if (kind !== 'list' && kind !== 'object') continue;
    for (const one of inner.values()) {
      if (one.kind === 'list' || one.kind === 'object') continue;
      const path = pathText(kind === 'list' ? [name, 0, one.name] : [name, one.name]);
      for (const outside of [title, name]) for (const inside of [one.title, one.name]) made.set(inLetters(outside + inside), path);
    }
  }
  togetherOf.set(fields, made);
  return made;
}

function resolved(steps: readonly string[], fields: ReadonlyMap<string, GrantField>): PathStep[] | null {
  const [first, ...rest] = steps;
  const wanted = squeezed(first ?? '');
  const field = wanted === '' ? undefined : [...fields.values()].find(({ name, title }) => squeezed(title) === wanted || squeezed(name) === wanted);
  if (!field) return null;
  if (field.kind !== 'list' && field.kind !== 'object') return rest.length === 0 ? [field.name] : null;
  const isPlaced = field.kind === 'list' && rest[0] !== undefined && /^\s*\d{1,3}\s*$/.test(rest[0]);
  const inner = resolved(isPlaced ? rest.slice(1) : rest, field.fields);
  if (!inner) return null;
  return field.kind === 'list' ? [field.name, isPlaced ? Number(rest[0]) : 0, ...inner] : [field.name, ...inner];
}

function fieldAt(path: readonly PathStep[], fields: ReadonlyMap<string, GrantField>): GrantField | null {
  let [level, field]: [ReadonlyMap<string, GrantField>, GrantField | null] = [fields, null];
  for (const step of path) {
    if (typeof step === 'number') continue;
    field = level.get(step) ?? null;
    level = field?.fields ?? new Map();
  }
  return field;
}

const asStep = (step: string): PathStep => (/^\d+$/.test(step) ? Number(step) : step);
/** Where the standard's tools put a column that the standard does not know. */
const extraPath = (heading: string): PathStep[] => heading.split(':').map((step) => step.trim()).join('/').split('/').map(asStep);

import { sql, type RawBuilder } from 'kysely';
import { SIZES } from '#parties';
import { labelCovering, withheldWords, type Label } from '#parts/labels';
import { register, type RegisterDefinition, type RegisterFilter, type RegisterWithholding } from '#platform/register/register';
import { speltLike } from '#platform/search/spelt-like';
import { PLACE_CONDITIONS } from './narrowing.store.ts';
import { underAgreement } from './report/agreements.store.ts';
import { saidOfFigure } from './report/figure-behind.page.ts';
import { figureBehind } from './report/figure-behind.store.ts';
import { daysOfYear, kindsIn, SPEND_KINDS, yearWords } from './spend.ts';
import { IS_LISTED, SUPPLIER_LABELS, SUPPLIER_NAME, WITHHELD_SUPPLIERS } from './listing.ts';
import { spendActs } from './spend.acts.ts';

export const SECTORS = { private: 'Private', vcse: 'Voluntary, community and social enterprise', public: 'Public' } as const;

const withholding: RegisterWithholding = {
  isWithheld: () => `(r.supplier_key = any(${WITHHELD_SUPPLIERS}))`,
  anyWithheld: () => `(cardinality(${WITHHELD_SUPPLIERS}) > 0)`,
  labelsSql: SUPPLIER_LABELS,
  words: (labels, field) => {
    const covering = labelCovering((labels ?? []) as Label[], field, null);
    return covering ? withheldWords(covering) : null;
  },
};

const FIRST_YEAR = 2010;
const LAST_YEAR = 2040;
const YEARS = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => LAST_YEAR - index).map((year) => ({ value: yearWords(year), text: yearWords(year) }));
const YES_NO = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }, { value: 'unknown', text: 'Not known' }];
const NOT_KNOWN = [{ value: 'unknown', text: 'Not known' }];

/** Lines whose supplier's spelling fits. A join, not an array: the database then knows how many fit, and goes by date where they are many. */
const suppliers = (condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`r.supplier_key in (select s.supplier_key from spend_supplier s left join organisation o on o.id = s.organisation_id where ${condition})`;
const places = (condition: RawBuilder<unknown>): RawBuilder<unknown> => sql`r.place_key in (select p.place_key from spend_place p left join organisational_unit u on u.id = p.unit_id where ${condition})`;
/** Three answers to a yes-or-no of an organisation. */
const answered = (column: string, value: string): RawBuilder<unknown> => (value === 'unknown' ? sql`${sql.raw(column)} is null` : sql`${sql.raw(column)} = ${value === 'yes'}`);

export const FILTERS: readonly RegisterFilter[] = [
  { key: 'year', words: 'Financial year', type: 'choice', choices: YEARS, sql: (value) => between(Number(value.slice(0, 4))) },
  { key: 'paidFrom', words: 'Paid on or after', hint: 'For example, 1/4/2026', type: 'date', sql: (date) => sql`r.paid_on >= ${date}::date` },
  { key: 'paidTo', words: 'Paid on or before', hint: 'For example, 30/4/2026', type: 'date', sql: (date) => sql`r.paid_on <= ${date}::date` },
  { key: 'amountFrom', words: 'At least', type: 'money', sql: (pence) => sql`r.amount_pence >= ${pence}` },
  { key: 'amountTo', words: 'At most', type: 'money', sql: (pence) => sql`r.amount_pence <= ${pence}` },
  { key: 'kind', words: 'Kind', type: 'choice', choices: Object.entries(SPEND_KINDS).map(([value, text]) => ({ value, text })), sql: (kind) => sql`r.kind = ${kind}` },
  { key: 'matched', words: 'Supplier matched to an organisation', type: 'choice', label: 'supplier', choices: YES_NO.slice(0, 2), sql: (value) => suppliers(value === 'yes' ? sql`s.organisation_id is not null` : sql`s.organisation_id is null`) },
  { key: 'size', words: 'Supplier’s size', type: 'choice', label: 'supplier', choices: [...Object.entries(SIZES).map(([value, [text]]) => ({ value, text })), ...NOT_KNOWN], sql: (value) => suppliers(value === 'unknown' ? sql`o.size is null` : sql`o.size = ${value}`) },
  { key: 'sector', words: 'Supplier’s sector', type: 'choice', label: 'supplier', choices: [...Object.entries(SECTORS).map(([value, text]) => ({ value, text })), ...NOT_KNOWN], sql: (value) => suppliers(value === 'unknown' ? sql`o.sector is null` : sql`o.sector = ${value}`) },
  { key: 'sme', words: 'Small or medium-sized supplier', type: 'choice', label: 'supplier', choices: YES_NO, sql: (value) => suppliers(answered(`(o.size <> 'large')`, value)) },
  { key: 'vcs', words: 'Voluntary or community supplier', type: 'choice', label: 'supplier', choices: YES_NO, sql: (value) => suppliers(answered(`(o.sector = 'vcse')`, value)) },
  { key: 'capital', words: 'Capital', type: 'choice', choices: YES_NO, sql: (value) => answered('r.capital', value) },
  { key: 'unit', words: 'Directorate', hint: 'Its whole name', type: 'words', sql: (name) => places(PLACE_CONDITIONS.unit(name)) },
  { key: 'service', words: 'Service', hint: 'Its whole name', type: 'words', sql: (name) => places(PLACE_CONDITIONS.service(name)) },
  { key: 'without', words: 'Not said in the file', type: 'choice', choices: [{ value: 'unit', text: 'Directorate' }, { value: 'service', text: 'Service' }, { value: 'both', text: 'Neither of them' }], sql: (what) => places(PLACE_CONDITIONS.without(what)) },
  { key: 'supplier', words: 'Supplier as written', type: 'id', label: 'supplier', sql: (id) => suppliers(sql`s.id = ${id}`) },
  { key: 'organisation', words: 'Organisation', type: 'id', label: 'supplier', sql: (id) => suppliers(sql`s.organisation_id = ${id}`) },
  // The rows behind figures that no field of the form asks for.
  { key: 'load', words: 'Loaded file', type: 'id', sql: (id) => sql`r.load_key = (select x.load_key from spend_load x where x.import_id = ${id})` },
  { key: 'agreement', words: 'Agreement', type: 'id', label: 'supplier', sql: (id) => underAgreement(id, false) },
  { key: 'alone', words: 'Its supplier’s only agreement', type: 'id', label: 'supplier', sql: (id) => underAgreement(id, true) },
  { key: 'over', words: 'More than, in pence', type: 'slug', sql: (pence) => (/^\d{1,12}$/.test(pence) ? sql`r.amount_pence > ${BigInt(pence)}` : sql`false`) },
  { key: 'kinds', words: 'Kinds', type: 'slug', sql: (kinds) => sql`r.kind = any(${kindsIn(kinds)}::text[])` },
  { key: 'body', words: 'Authority', type: 'slug', sql: (slug) => sql`r.body_id = (select id from body where slug = ${slug})` },
];

function between(year: number): RawBuilder<unknown> {
  const { from, to } = daysOfYear(year);
  return sql`r.paid_on between ${from}::date and ${to}::date`;
}

const YES_NO_WORDS = (column: string): string => `case ${column} when true then 'Yes' when false then 'No' else 'Not known' end`;

export const spendDefinition: RegisterDefinition = {
  name: 'spend',
  title: 'Spending register',
  summary: 'Each payment of the authorities here above the value that they publish from: to whom, when, how much and for what. All payments, smaller ones too, count in the reports.',
  nouns: ['payment', 'payments'],
  url: '/spend',
  act: spendActs.list,
  table: 'spend_line',
  publicWhere: IS_LISTED,
  joins: `join body b on b.id = r.body_id join spend_supplier s on s.supplier_key = r.supplier_key left join organisation o on o.id = s.organisation_id
    join spend_place p on p.place_key = r.place_key left join organisational_unit u on u.id = p.unit_id`,
  address: (id) => `/spend/payments/${id}`,
  mostCounted: 10_000,
  otherForms: [{ text: 'Reports: where the money goes', href: '/spend/report' }, { text: 'Suppliers and what each was paid', href: '/spend/suppliers' }, { text: 'Local benefit estimator', href: '/spend/estimator' }],
  withholding,
  asked: async (read, query, matching) => saidOfFigure(await figureBehind(read, query, matching), 'published'),
  fields: [
    { key: 'supplier', heading: 'Supplier', type: 'text', sql: SUPPLIER_NAME, label: 'supplier', onPage: true, link: true },
    { key: 'amount', heading: 'Amount', type: 'money', sql: 'r.amount_pence', onPage: true, description: 'Pounds; negative for a credit' },
    { key: 'paidOn', heading: 'Paid', type: 'date', sql: 'r.paid_on', onPage: true },
    { key: 'body', heading: 'Authority', type: 'text', sql: 'b.name' },
    { key: 'unit', heading: 'Directorate', type: 'text', sql: `nullif(coalesce(u.name, p.unit), '')`, onPage: true },
    { key: 'service', heading: 'Service', type: 'text', sql: `nullif(p.service, '')` },
    { key: 'purpose', heading: 'What for', type: 'text', sql: 'case when not s.redacted then r.purpose end', label: 'supplier', onPage: true },
    { key: 'category', heading: 'Category', type: 'text', sql: 'r.category' },
    { key: 'kind', heading: 'Kind', type: 'tag', sql: 'r.kind', tags: Object.fromEntries(Object.entries(SPEND_KINDS).map(([kind, words]) => [kind, [words, 'grey'] as const])) },
    { key: 'sme', heading: 'SME', type: 'text', sql: YES_NO_WORDS(`(o.size <> 'large')`), label: 'supplier', onPage: true, description: 'Small or medium-sized by its own declaration: Yes, No or Not known' },
    { key: 'vcs', heading: 'VCS', type: 'text', sql: YES_NO_WORDS(`(o.sector = 'vcse')`), label: 'supplier', onPage: true, description: 'Voluntary, community or social enterprise by its own declaration: Yes, No or Not known' },
    { key: 'matchedBy', heading: 'Matched by', type: 'text', sql: `coalesce(replace(s.matched_by, '-', ' '), 'not matched')`, label: 'supplier' },
    { key: 'companyNumber', heading: 'Company number', type: 'text', sql: `coalesce(o.company_number, nullif(s.company_number, ''))`, label: 'supplier' },
    { key: 'charityNumber', heading: 'Charity number', type: 'text', sql: `coalesce(o.charity_number, nullif(s.charity_number, ''))`, label: 'supplier' },
    { key: 'vat', heading: 'VAT', type: 'text', sql: `case r.vat when 'net' then 'Excluded' when 'gross' then 'Included' else 'Not said' end` },
    { key: 'capital', heading: 'Capital', type: 'yes-no', sql: 'r.capital' },
    { key: 'transactionNumber', heading: 'Transaction number', type: 'text', sql: 'r.transaction_number' },
  ],
  filters: FILTERS,
  sorts: [
    { key: 'paid', words: 'Latest first', sql: 'r.paid_on', type: 'date', descending: true },
    { key: 'amount', words: 'Largest first', sql: 'r.amount_pence', type: 'bigint', descending: true },
  ],
  search: {
    // A name that is withheld, by the file or by the authority, must not be found by its letters.
    words: (words) => sql`(${visibleSuppliers(sql`plain_text(s.name) like '%' || replace(replace(replace(plain_text(${words}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%'`)})`,
    likeness: (words) => sql`(${visibleSuppliers(speltLike(words, 'plain_text(s.name)'))})`,
  },
};

function visibleSuppliers(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return suppliers(sql`${condition} and not s.redacted and s.supplier_key <> all(${sql.raw(WITHHELD_SUPPLIERS)})`);
}

/** `/spend`, `/spend.csv` and `/spend.json`. */
export const spendRegister = register(spendDefinition);

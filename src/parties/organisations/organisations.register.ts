import { sql } from 'kysely';
import { register } from '#platform/register/register';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { SIZES } from './organisation.ts';
import { ORGANISATION_IS_PUBLIC } from './organisations.store.ts';

const SECTORS = { private: 'Private', vcse: 'VCSE', public: 'Public' } as const;

/** The public register of organisations: everyone that councils here buy from, or that would like them to. */
export const organisationsRegister = register({
  name: 'organisations',
  title: 'Organisations',
  summary: 'Suppliers, charities and others that do business with the public bodies here, or would like to. Size and kind are what each declares of itself.',
  nouns: ['organisation', 'organisations'],
  url: '/organisations',
  act: ORGANISATION_ACTS.list,
  table: 'organisation',
  publicWhere: `(${ORGANISATION_IS_PUBLIC} and r.merged_into is null)`,
  address: (id) => `/organisations/${id}`,
  fields: [
    { key: 'name', heading: 'Name', type: 'text', sql: 'r.name', onPage: true, link: true },
    { key: 'size', heading: 'Size', type: 'text', sql: `initcap(r.size)`, description: 'micro: fewer than 10 staff; small: 10 to 49; medium: 50 to 249; large: 250 or more', onPage: true },
    { key: 'sector', heading: 'Kind', type: 'tag', sql: 'r.sector', onPage: true, tags: { private: ['Private', 'grey'], vcse: ['VCSE', 'green'], public: ['Public', 'purple'] } },
    { key: 'socialEnterprise', heading: 'Social enterprise', type: 'yes-no', sql: 'r.social_enterprise' },
    { key: 'soleTrader', heading: 'Sole trader', type: 'yes-no', sql: 'r.sole_trader' },
    { key: 'companyNumber', heading: 'Company number', type: 'text', sql: 'r.company_number', onPage: true },
    { key: 'charityNumber', heading: 'Charity number', type: 'text', sql: 'r.charity_number', onPage: true },
    { key: 'areas', heading: 'Areas', type: 'text', sql: `(select string_agg(coalesce(a.name, oa.area_code), '; ' order by a.name) from organisation_area oa left join area a on a.code = oa.area_code where oa.organisation_id = r.id)` },
    { key: 'categories', heading: 'CPV categories', type: 'text', sql: `(select string_agg(oc.cpv_code, '; ' order by oc.cpv_code) from organisation_category oc where oc.organisation_id = r.id)` },
    { key: 'postcode', heading: 'Postcode', type: 'text', sql: 'r.postcode' },
    { key: 'website', heading: 'Website', type: 'text', sql: 'r.website' },
  ],
  filters: [
    { key: 'size', words: 'Size', type: 'choice', choices: Object.entries(SIZES).map(([value, [text]]) => ({ value, text })), sql: (value) => sql`r.size = ${value}` },
    { key: 'sector', words: 'Kind', type: 'choice', choices: Object.entries(SECTORS).map(([value, text]) => ({ value, text })), sql: (value) => sql`r.sector = ${value}` },
    { key: 'area', words: 'Area', type: 'slug', sql: (value) => sql`exists (select from organisation_area oa where oa.organisation_id = r.id and lower(oa.area_code) = ${value})` },
  ],
  sorts: [{ key: 'name', words: 'Name', sql: 'lower(r.name)', type: 'text' }],
  search: {
    words: (words) => sql`r.match_name like '%' || replace(replace(replace(plain_text(${words}), '\\', '\\\\'), '%', '\\%'), '_', '\\_') || '%' or r.company_number = upper(${words}) or r.charity_number = upper(${words})`,
    likeness: (words) => sql`r.match_name % plain_text(${words})`,
  },
});

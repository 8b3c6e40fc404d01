import type { RegisterDefinition, RegisterField, RegisterFilter } from '#platform/register/register';
import { MOST_RELEASES, USUAL_RELEASES } from './feed-query.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The version of the API. Fields are added within it; none is renamed, removed or given another meaning. */
export const API_VERSION = '1.0.0';
const LICENCE = 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/';

/** The description of the public API (OpenAPI 3.1), from the registers' own definitions: what it says and what is answered cannot part. Pure. */
export const openApi = (registers: readonly RegisterDefinition[], siteUrl: string): Schema => ({
  openapi: '3.1.0',
  info: {
    title: 'Open data of this site', version: API_VERSION, license: { name: 'Open Government Licence v3.0', url: LICENCE },
    description: 'Every public register, and every public change as an OCDS release. What an authority withholds is left out and its reason given. Amounts are pounds; dates are days in London. No key is needed; answers carry an ETag, and whoever sends it back is told when nothing has changed.',
  },
  servers: [{ url: siteUrl }],
  paths: { '/api/v1': indexPath, ...Object.fromEntries(registers.flatMap(pathsOf)), ...FEED_PATHS },
  components: { schemas: { ...Object.fromEntries(registers.map((definition) => [schemaName(definition), itemSchema(definition)])), Problem: PROBLEM, ReleasePackage: RELEASE_PACKAGE, RecordPackage: RECORD_PACKAGE } },
});

/** "early-notices" as the name of a component. */
const schemaName = ({ name }: RegisterDefinition): string => name.replaceAll(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
const reference = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (description: string, schema: Schema): Schema => ({ description, content: { 'application/json': { schema } } });
const wrong = json('What was asked cannot be answered, and why', reference('Problem'));
const parameter = (name: string, description: string, schema: Schema, where: 'query' | 'path' = 'query'): Schema => ({ name, in: where, description, schema, ...(where === 'path' ? { required: true } : {}) });
const unchanged = { description: 'What the reader holds already is what would be answered' };

const indexPath = { get: { operationId: 'listRegisters', summary: 'The registers there are', responses: { 200: json('Their names and addresses', { type: 'object', required: ['registers'], properties: { registers: { type: 'array', items: { type: 'object' } } } }), 304: unchanged } } };

const COUNTED: Schema = { type: 'object', description: 'What the total is made of, by kind', additionalProperties: { type: 'integer', minimum: 1 } };

function pathsOf(definition: RegisterDefinition): [string, Schema][] {
  const item = reference(schemaName(definition));
  const list = { type: 'object', required: ['title', 'licence', 'total', 'next', 'items'], properties: { title: { type: 'string' }, licence: { type: 'string', format: 'uri' }, total: { type: ['integer', 'null'], minimum: 0, description: 'Null where there are more than the register counts' }, ...(definition.counted ? { counted: COUNTED } : {}), next: { type: ['string', 'null'], format: 'uri', description: 'The address of the next page' }, items: { type: 'array', items: item } } };
  const sorts = definition.sorts.flatMap(({ key }) => [key, `-${key}`]);
  return [
    [`/api/v1/${definition.name}`, { get: {
      operationId: `list${schemaName(definition)}`, summary: definition.title, description: definition.summary, tags: [definition.title],
      parameters: [
        // A filter called as something that every register takes itself cannot be asked for.
        ...definition.filters.filter(({ key }) => !['q', 'sort', 'limit', 'from'].includes(key)).map(filterParameter), parameter('q', 'Words to search for', { type: 'string', maxLength: 200 }), parameter('sort', 'The order; a minus turns it round', { type: 'string', enum: sorts }),
        parameter('limit', 'Rows a page', { type: 'integer', minimum: 1, maximum: 1000, default: 50 }), parameter('from', 'Where a page begins, as `next` gives it', { type: 'string' }),
      ],
      responses: { 200: json('A page of it', list), 304: unchanged, 400: wrong },
    } }],
    [`/api/v1/${definition.name}/{id}`, { get: {
      operationId: `get${schemaName(definition)}Item`, summary: `One ${definition.nouns[0]}`, tags: [definition.title], parameters: [parameter('id', 'Its identifier, the same for good', { type: 'string', format: 'uuid' }, 'path')],
      responses: { 200: json('As the register tells it', item), 304: unchanged, 404: json('There is none', reference('Problem')) },
    } }],
  ];
}

function filterParameter(filter: RegisterFilter): Schema {
  const description = [filter.words, filter.hint].filter(Boolean).join('. ');
  switch (filter.type) {
    case 'choice': return parameter(filter.key, description, { type: 'string', enum: filter.choices.map(({ value }) => value) });
    case 'named': return parameter(filter.key, `${description}. Its short name, or any part of its name`, { type: 'string', maxLength: 200 });
    case 'date': return parameter(filter.key, description, { type: 'string', format: 'date' });
    case 'money': return parameter(filter.key, `${description}, in pounds`, { type: 'string', pattern: '^[0-9,]+(\\.[0-9]{1,2})?$' });
    case 'words': return parameter(filter.key, description, { type: 'string' });
    case 'id': return parameter(filter.key, description, { type: 'string', format: 'uuid' });
    case 'slug': return parameter(filter.key, description, { type: 'string', pattern: '^[a-z0-9-]+$' });
  }
}

const itemSchema = (definition: RegisterDefinition): Schema => ({
  type: 'object', title: definition.title, description: definition.summary, required: ['id', 'address'],
  properties: {
    id: { type: 'string', format: 'uuid', description: 'The same for good' }, address: { type: 'string', description: 'Its page on this site' },
    ...Object.fromEntries(definition.fields.map((field) => [field.key, fieldSchema(field)])),
    ...(definition.fields.some(({ label }) => label) ? { withheld: { type: 'object', description: 'What is withheld of it, by field, with the reason', additionalProperties: { type: 'string' } } } : {}),
  },
  additionalProperties: false,
});

/** @returns the field as JSON gives it: null where nothing is known, left out where it is withheld */
function fieldSchema(field: RegisterField): Schema {
  const description = [field.heading, field.description, field.label && 'May be withheld'].filter(Boolean).join('. ');
  switch (field.type) {
    case 'money': return { type: ['number', 'null'], description: `${description}. Pounds` };
    case 'date': return { type: ['string', 'null'], format: 'date', description };
    case 'yes-no': return { type: ['boolean', 'null'], description };
    // A kind that came in from elsewhere may stand beside those we know.
    case 'tag': return { type: ['string', 'null'], description, examples: Object.keys(field.tags ?? {}) };
    case 'text': return { type: ['string', 'number', 'null'], description };
  }
}

const PROBLEM: Schema = {
  type: 'object', required: ['error'], properties: { error: { type: 'string' }, detail: { type: 'string' }, problems: { type: 'array', items: { type: 'object', required: ['field', 'message'], properties: { field: { type: 'string' }, message: { type: 'string' } } } } },
};
const PACKAGE: Schema = { uri: { type: 'string', format: 'uri' }, version: { type: 'string', const: '1.1' }, publishedDate: { type: 'string', format: 'date-time' }, publisher: { type: 'object' }, license: { type: 'string', format: 'uri' }, publicationPolicy: { type: 'string', format: 'uri' }, extensions: { type: 'array', items: { type: 'string', format: 'uri' } } };
const RELEASE: Schema = { type: 'object', description: 'An OCDS 1.1.5 release with Find a Tender’s extensions', required: ['ocid', 'id', 'date', 'tag', 'initiationType'], properties: { ocid: { type: 'string' }, id: { type: 'string' }, date: { type: 'string', format: 'date-time' }, tag: { type: 'array', items: { type: 'string' } }, initiationType: { type: 'string' } } };
const RELEASE_PACKAGE: Schema = { type: 'object', required: ['uri', 'version', 'publishedDate', 'publisher', 'releases'], properties: { ...PACKAGE, releases: { type: 'array', items: RELEASE }, links: { type: 'object', properties: { next: { type: 'string', format: 'uri' } } } } };
const RECORD_PACKAGE: Schema = { type: 'object', required: ['uri', 'version', 'publishedDate', 'publisher', 'records'], properties: { ...PACKAGE, records: { type: 'array', items: { type: 'object', required: ['ocid', 'releases', 'compiledRelease'], properties: { ocid: { type: 'string' }, releases: { type: 'array', items: RELEASE }, compiledRelease: { type: 'object' } } } } } };

const NARROWING = [
  parameter('cursor', 'The place in the feed to go on from: of `links.next`, or of the header `wantsum-cursor`', { type: 'string', pattern: '^[0-9]{1,18}$' }),
  parameter('since', 'Releases dated on or after this day or instant', { type: 'string' }), parameter('until', 'Releases dated on or before this day, or before this instant', { type: 'string' }),
  parameter('body', 'One authority, by its short name', { type: 'string', pattern: '^[a-z0-9-]+$' }),
];
const CURSOR_HEADER = { 'wantsum-cursor': { description: 'Where to go on from later', schema: { type: 'string' } } };
const FEED_PATHS: Readonly<Record<string, Schema>> = {
  '/api/ocds/releases.json': { get: {
    operationId: 'listReleases', summary: 'Every public change as a release, in the order in which they were committed', tags: ['OCDS'],
    parameters: [...NARROWING, parameter('limit', 'Releases a page', { type: 'integer', minimum: 1, maximum: MOST_RELEASES, default: USUAL_RELEASES })],
    responses: { 200: { ...json('A release package', reference('ReleasePackage')), headers: CURSOR_HEADER }, 304: unchanged, 400: wrong },
  } },
  '/api/ocds/releases.jsonl': { get: {
    operationId: 'streamReleases', summary: 'Every release, one a line', tags: ['OCDS'], parameters: NARROWING,
    responses: { 200: { description: 'One release a line', content: { 'application/x-ndjson': { schema: { type: 'string' } } }, headers: CURSOR_HEADER }, 400: wrong },
  } },
  '/api/ocds/records/{ocid}.json': { get: {
    operationId: 'getRecord', summary: 'One contracting process: its releases and what they come to', tags: ['OCDS'], parameters: [parameter('ocid', 'The open contracting identifier', { type: 'string' }, 'path')],
    responses: { 200: json('A record package', reference('RecordPackage')), 304: unchanged, 404: json('There is none', reference('Problem')) },
  } },
};

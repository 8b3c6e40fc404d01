import { dayOf } from './grant-cell.ts';
import { listAt, wordsAt } from './check-grant.ts';
import type { GrantDocument, GrantField, Json } from './grant-fields.ts';

/** How a grant that a councillor gave is marked in the standard's terms: one of its classifications, whose description names them. */
export const MEMBER_GRANT = { vocabulary: 'Wantsum', code: 'member-grant', title: 'Member grant' } as const;

/** What stands for a person who was given a grant (360Giving's guidance for grants to individuals). */
export const INDIVIDUAL = 'Individual Recipient';

/** Never kept: people's own details, which no public record needs. */
const OF_PEOPLE = new Set(['contactName', 'email', 'telephone']);
const MEMBER_COLUMN = /^(county |district |ward |elected |local )?(member|councillor|cllr)('?s)?( name)?$/i;
const MEMBER_PROGRAMME = /\b(members?['’]?s?|councillors?['’]?s?|ward|locality)\s+(community\s+|local\s+)?(grants?|funds?|budgets?|allowances?)\b/i;
/** RFC 3986, with the scheme that the schema's `uri` asks for. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\/[\w.~:/?#@!$&'()*+,;=%-]+$/i;

/**
 * What is kept of a grant as a file gave it: the standard's fields alone, each valid by its schema; nothing that tells who an individual is.
 * What the standard cannot hold is left out rather than published wrong.
 */
export function keptDocument(grant: GrantDocument, fields: ReadonlyMap<string, GrantField>): GrantDocument {
  const individual = listAt(grant['recipientIndividual'])[0];
  const organisations = listAt(grant['recipientOrganization']).filter((one) => wordsAt(one['name']) !== '' || wordsAt(one['id']) !== '');
  const { recipientIndividual: _individual, recipientOrganization: _organisations, ...rest } = grant;
  const name = wordsAt(individual?.['name']);
  const member = memberOf(grant);
  const kept = keptObject({
    ...rest,
    ...(individual && name !== '' && name !== INDIVIDUAL ? { title: withoutName(wordsAt(grant['title']), name), description: withoutName(wordsAt(grant['description']), name) } : {}),
    // A grant is to one or the other; an organisation hides nobody.
    ...(organisations.length > 0 ? { recipientOrganization: organisations } : individual ? { recipientIndividual: { name: INDIVIDUAL } } : {}),
    ...(member === null ? {} : { classifications: withMember(listAt(grant['classifications']), member) }),
  }, fields);
  return kept;
}

function keptObject(value: GrantDocument, fields: ReadonlyMap<string, GrantField>): Record<string, Json> {
  const kept: Record<string, Json> = {};
  for (const [name, inner] of Object.entries(value)) {
    const field = fields.get(name);
    if (!field || OF_PEOPLE.has(name)) continue;
    const one = keptValue(field, inner);
    if (one !== undefined) kept[name] = one;
  }
  return kept;
}

function keptValue(field: GrantField, value: Json): Json | undefined {
  switch (field.kind) {
    case 'list': {
      const items = listAt(value).map((item) => keptObject(item, field.fields)).filter((item) => Object.keys(item).length > 0);
      return items.length > 0 ? items : undefined;
    }
    case 'object': {
      const [item] = listAt(value);
      const inner = item ? keptObject(item, field.fields) : {};
      return Object.keys(inner).length > 0 ? inner : undefined;
    }
    case 'number': return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'texts': {
      const texts = Array.isArray(value) ? (value as Json[]).map(wordsAt).filter(Boolean) : [];
      return texts.length > 0 ? texts : undefined;
    }
    case 'date': return dateOf(value);
    case 'moment': return momentOf(value);
    default: return keptText(field, value);
  }
}

function keptText(field: GrantField, value: Json): string | undefined {
  const text = wordsAt(typeof value === 'number' ? String(value) : value).replaceAll(/(?<!\s)\s*_x000D_\s*/g, ' ').replaceAll('\0', '').trim();
  if (text === '' || (field.kind === 'address' && !(ADDRESS.test(text) && URL.canParse(text)))) return undefined;
  return field.choices && !field.choices.has(text) ? undefined : text;
}

const dateOf = (value: Json): string | undefined => {
  const text = wordsAt(value);
  if (/^\d{4}(-\d{2})?$/.test(text) || /^\d{4}-\d{2}-\d{2}$/.test(text)) return dayOf(text) === null ? undefined : text;
  return momentOf(value);
};

/** A moment as RFC 3339 has it; a day becomes its first moment in UTC, which is how the standard's tools write it. */
function momentOf(value: Json): string | undefined {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.exec(wordsAt(value));
  if (!found || dayOf(found[1]) === null) return undefined;
  const [, day, time = '00:00', seconds = ':00', zone = '+00:00'] = found;
  if (time > '23:59' || seconds > ':59.999999999') return undefined;
  return `${day}T${time}${seconds}${zone.toUpperCase().replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const withoutName = (text: string, name: string): string => (text === '' ? '' : text.replaceAll(new RegExp(escaped(name), 'gi'), INDIVIDUAL));

/** The councillor who gave a grant; '' where it is a member grant of nobody named; null where it is none. */
export function memberOf(grant: GrantDocument): string | null {
  const marked = listAt(grant['classifications']).find((one) => one['vocabulary'] === MEMBER_GRANT.vocabulary && one['code'] === MEMBER_GRANT.code);
  if (marked) return wordsAt(marked['description']);
  const column = Object.keys(grant).find((name) => MEMBER_COLUMN.test(name.trim()) && wordsAt(grant[name]) !== '');
  if (column) return wordsAt(grant[column]);
  const programmes = [...listAt(grant['grantProgramme']), ...listAt(grant['fundingType'])].map((one) => wordsAt(one['title']));
  return programmes.some((title) => MEMBER_PROGRAMME.test(title)) ? '' : null;
}

/** Classifications with the mark of a member grant, once. */
export const withMember = (classifications: readonly GrantDocument[], member: string): GrantDocument[] => [
  ...classifications.filter((one) => one['vocabulary'] !== MEMBER_GRANT.vocabulary), { ...MEMBER_GRANT, ...(member === '' ? {} : { description: member }) },
];

import { labelCovering, withheldWords, type Label } from '#parts/labels';
import type { Json } from './parties-of-release.ts';

/** A contract of which something is withheld, with every name that releases have for its award. */
export interface Withholding {
  readonly contractId: string;
  readonly awardIds: readonly string[];
  readonly labels: readonly Label[];
}

/** What a label on a contract can take out of a release. */
const FIELDS = ['supplier', 'value', 'description'] as const;
type Field = (typeof FIELDS)[number];

/**
 * A release without what is withheld of its contracts and their awards, each saying in `statusDetails` what is withheld and why, as the
 * Transparency Code words it. Given back as it was when there is nothing to take out. Pure.
 */
export function withoutWithheld(release: Json, withholdings: readonly Withholding[]): Json {
  const inRelease = withholdings.filter((one) => one.labels.length > 0 && isIn(release, one));
  return inRelease.reduce((without, one) => withoutOne(without, one), release);
}

const listIn = (of: Json, name: string): readonly Json[] => (of[name] as readonly Json[] | undefined) ?? [];
const isContract = ({ contractId, awardIds }: Withholding) => (contract: Json): boolean => contract['id'] === contractId || awardIds.includes(String(contract['awardID']));
const isAward = ({ awardIds }: Withholding) => (award: Json): boolean => awardIds.includes(String(award['id']));
const isIn = (release: Json, one: Withholding): boolean => listIn(release, 'contracts').some(isContract(one)) || listIn(release, 'awards').some(isAward(one));

function withoutOne(release: Json, one: Withholding): Json {
  const hidden = new Set<Field>(FIELDS.filter((field) => labelCovering(one.labels, field, null)));
  if (hidden.size === 0) return release;
  const said = [...new Set([...hidden].map((field) => withheldWords(labelCovering(one.labels, field, null)!)))].join(' ');
  const statusDetails = `Withheld: ${[...hidden].join(', ')}. ${said}`;
  const redacted = {
    ...release,
    ...section(release, 'awards', (award) => (isAward(one)(award) ? { ...withoutFields(award, hidden), statusDetails } : award)),
    ...section(release, 'contracts', (contract) => (isContract(one)(contract) ? { ...withoutFields(contract, hidden), statusDetails } : contract)),
    ...(release['tender'] ? { tender: tenderWithout(release['tender'] as Json, hidden) } : {}),
  };
  return hidden.has('supplier') ? { ...redacted, ...section(redacted, 'parties', (party) => (isNamedStill(redacted, party) ? party : null)) } : redacted;
}

const section = (release: Json, name: string, change: (one: Json) => Json | null): Json =>
  release[name] === undefined ? {} : { [name]: listIn(release, name).map(change).filter((one) => one !== null) };

function withoutFields(of: Json, hidden: ReadonlySet<Field>): Json {
  const gone = new Set<string>([...(hidden.has('value') ? ['value'] : []), ...(hidden.has('description') ? ['description'] : []), ...(hidden.has('supplier') ? ['suppliers'] : [])]);
  return Object.fromEntries(Object.entries(of).filter(([name]) => !gone.has(name)).map(([name, value]) => {
    // What a notice said in its own words may name what is withheld.
    if (name === 'documents') return [name, (value as readonly Json[]).map(({ description: _said, ...document }) => document)];
    if (name === 'subcontracting' && hidden.has('supplier')) return [name, { ...(value as Json), subcontracts: listIn(value as Json, 'subcontracts').map(({ mainContractors: _main, ...sub }) => sub) }];
    return [name, value];
  }));
}

/** A contract given without competition has one supplier and one value: its tender says the same of them. So does a framework's technique. */
function tenderWithout(tender: Json, hidden: ReadonlySet<Field>): Json {
  const techniques = tender['techniques'] as Json | undefined;
  const framework = techniques?.['frameworkAgreement'] as Json | undefined;
  const plain = hidden.has('value') && framework?.['value'] ? { ...tender, techniques: { ...techniques, frameworkAgreement: dropped(framework, ['value']) } } : tender;
  if (tender['procurementMethod'] !== 'direct') return plain;
  const names = [...(hidden.has('value') ? ['value'] : []), ...(hidden.has('description') ? ['description'] : []), ...(hidden.has('supplier') ? ['procurementMethodRationale'] : [])];
  return { ...dropped(plain, names), ...section(plain, 'lots', (lot) => (hidden.has('value') ? dropped(lot, ['value']) : lot)), ...section(plain, 'documents', (document) => dropped(document, ['description'])) };
}

const dropped = (of: Json, names: readonly string[]): Json => Object.fromEntries(Object.entries(of).filter(([name]) => !names.includes(name)));

/** A party stays while anything but its own entry names it: the buyer, a bidder, the supplier of another award. */
function isNamedStill({ parties: _parties, ...rest }: Json, party: Json): boolean {
  const supplies = (party['roles'] as readonly string[] | undefined)?.some((role) => role === 'supplier') ?? false;
  return !supplies || JSON.stringify(rest).includes(`"id":${JSON.stringify(party['id'])}`);
}

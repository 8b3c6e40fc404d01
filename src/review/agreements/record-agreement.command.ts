import { sql } from 'kysely';
import { z } from 'zod';
import type { CalendarDate } from '#kernel/calendar-date';
import { isId, type BodyId, type OrganisationId } from '#kernel/ids';
import { refuse, type Decision } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { nextReference } from '#platform/reference';
import { findOrganisation, insertOrganisation, lockNames, normaliseCharityNumber, normaliseCompanyNumber } from '#parties';
import { AGREEMENT_KINDS, type AgreementKind } from './agreement.ts';
import { optionalDate, optionalPerson, optionalPounds, outcomeChoices, penceOf } from './agreement-input.ts';
import { notTheirs, refreshMissing } from './agreement.store.ts';
import { agreementsActs, RECORDERS } from './agreements.acts.ts';
import { bringIntoForce, createAgreement, type NewAgreement } from './create-agreement.store.ts';
import { reviewPlanner } from './review-planner.ts';

/** The kinds that stand by themselves: a call-off and a sub-contract belong to another agreement, and come of it. */
export const RECORDED_KINDS = ['contract', 'grant', 'in-house', 'framework'] as const satisfies readonly AgreementKind[];
const MOST_MONTHS = 1200;

/** The bodies for which somebody may record agreements. */
export const bodiesRecordedFor = (actor: Actor): string[] =>
  [...new Set(actor.holdings.filter((held) => held.scopeKind === 'body' && (RECORDERS as readonly string[]).includes(held.role)).map((held) => held.scopeId!))];

const input = z.object({
  bodyId: z.string().refine(isId, 'Choose the authority'),
  kind: z.enum(RECORDED_KINDS, 'Choose what kind of agreement it is'),
  title: words(300, 'Enter a title'),
  description: optionalWords(20_000),
  supplierName: optionalWords(300), companyNumber: optionalWords(40), charityNumber: optionalWords(40),
  valueNetPence: optionalPounds, startsOn: optionalDate, endsOn: optionalDate,
  extensionMonths: z.string().trim().refine((typed) => typed === '' || (/^\d{1,4}$/.test(typed) && Number(typed) <= MOST_MONTHS), 'Enter whole months, or 0 for none'),
  process: optionalWords(200),
  managerId: optionalPerson, directorId: optionalPerson, outcomeIds: outcomeChoices,
  frequencies: z.array(z.string()).optional(),
  standing: z.enum(['live', 'draft'], 'Say whether it is in force'),
});
type Recorded = z.output<typeof input>;

/**
 * Records an agreement by hand. One in force comes in live, as a row of an imported file does: what it lacks is marked on its public
 * page and listed as work, and until it is complete it is not extended. One that is still being agreed is a draft, and made live when whole.
 */
export const recordAgreement = command({
  act: agreementsActs.record,
  input,
  record: () => null,
  perform: async ({ tx, actor }, given) => {
    const bodyId = given.bodyId as BodyId;
    if (!bodiesRecordedFor(actor).includes(bodyId)) return refuse('not-yours', 'You do not record agreements for that authority.', { field: 'bodyId' });
    if (given.startsOn && given.endsOn && given.endsOn < given.startsOn) return refuse('ends-before-start', 'The end date must be on or after the start date.', { field: 'endsOn' });
    const wrong = (await notTheirs(tx, bodyId, given.managerId, given.directorId)) ?? unknownFrequency(given);
    if (wrong) return wrong;
    const supplier = await supplierOf(tx, given);
    if (supplier.kind === 'refused') return supplier;
    // Taking the next number waits for whoever records another at this moment, so that two who press at once do not both get through.
    const reference = await nextReference(tx, bodyId, given.kind === 'grant' ? 'GR' : 'CO');
    const same = await sameAgreement(tx, given, supplier.value);
    if (same) return refuse('recorded-already', `This is on the register already, as ${same}.`, { field: 'title' });
    const made = await createAgreement(tx, { ...asNewAgreement(given, supplier.value), reference });
    if (made.kind === 'refused') return made;
    if (given.startsOn && given.endsOn && given.frequencies?.length) {
      await reviewPlanner().plan(tx, made.value.id, { startsOn: given.startsOn as CalendarDate, endsOn: given.endsOn as CalendarDate, frequencies: given.frequencies });
    }
    const missing = given.standing === 'live' ? await bringIntoForce(tx, made.value.id) : await refreshMissing(tx, made.value.id);
    return done({ id: made.value.id, standing: given.standing, missing }, { record: { kind: 'agreement', id: made.value.id }, bodyId, after: { ...made.value, kind: given.kind, title: given.title, supplier: given.supplierName, state: given.standing, missing } });
  },
});

function asNewAgreement(given: Recorded, supplier: OrganisationId | null): NewAgreement {
  return {
    bodyId: given.bodyId as BodyId, kind: given.kind, title: given.title, description: given.description,
    parties: supplier === null ? [] : [{ organisationId: supplier, role: given.kind === 'grant' ? 'grantee' : 'supplier' }],
    ...(given.valueNetPence?.trim() ? { valueNetPence: penceOf(given.valueNetPence) } : {}),
    ...(given.startsOn ? { startsOn: given.startsOn as CalendarDate } : {}), ...(given.endsOn ? { endsOn: given.endsOn as CalendarDate } : {}),
    ...(given.extensionMonths ? { extensionMonths: Number(given.extensionMonths) } : {}), ...(given.process ? { process: given.process } : {}),
    ...(given.managerId ? { managerId: given.managerId as never } : {}), ...(given.directorId ? { directorId: given.directorId as never } : {}),
    outcomeIds: given.outcomeIds ?? [],
  };
}

const unknownFrequency = ({ frequencies = [] }: Recorded) =>
  frequencies.every((one) => reviewPlanner().frequencies.some(({ value }) => value === one)) ? null : refuse('no-such-frequency', 'Choose how often it is reviewed from the list', { field: 'frequencies' });

/** The supplier that is here already, by number and then by name, or a new one. An in-house service has none. */
async function supplierOf(tx: Tx, { kind, supplierName, companyNumber, charityNumber }: Recorded): Promise<Decision<OrganisationId | null>> {
  if (kind === 'in-house') return { kind: 'allowed', value: null };
  if (supplierName === '') return refuse('no-supplier', `Enter who it is with: ${AGREEMENT_KINDS[kind].toLowerCase()}s have another side.`, { field: 'supplierName' });
  const company = companyNumber === '' ? null : normaliseCompanyNumber(companyNumber);
  if (company && !company.ok) return refuse('company-number', company.why, { field: 'companyNumber' });
  const charity = charityNumber === '' ? null : normaliseCharityNumber(charityNumber);
  if (charity && !charity.ok) return refuse('charity-number', charity.why, { field: 'charityNumber' });
  const clue = { name: supplierName, companyNumber: company?.number ?? null, charityNumber: charity?.number ?? null };
  await lockNames(tx);
  const known = await findOrganisation(tx, clue);
  return { kind: 'allowed', value: known?.organisationId ?? (await insertOrganisation(tx, { ...clue, source: 'entered', isClaimed: false })) };
}

/** The reference of an agreement of the same body with the same title, supplier and start. */
async function sameAgreement(tx: Tx, { bodyId, title, startsOn }: Recorded, supplier: OrganisationId | null): Promise<string | null> {
  const { rows } = await sql<{ reference: string }>`select reference from agreement where body_id = ${bodyId} and lower(title) = lower(${title})
    and lead_organisation_id is not distinct from ${supplier} and starts_on is not distinct from ${startsOn || null}::date limit 1`.execute(tx);
  return rows[0]?.reference ?? null;
}

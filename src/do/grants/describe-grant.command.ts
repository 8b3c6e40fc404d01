import { sql } from 'kysely';
import { z } from 'zod';
import { calendarDateOrNull } from '#kernel/calendar-date';
import { isId, type BodyId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { listAt, wordsAt } from './check-grant.ts';
import type { GrantDocument, Json } from './grant-fields.ts';
import { grantsActs } from './grants.acts.ts';
import { grantById } from './grants.store.ts';
import { storeRecords } from './import-grants.store.ts';
import { INDIVIDUAL, keptDocument, MEMBER_GRANT, withMember } from './kept-document.ts';
import { grantFields } from './grant-schema.reference.ts';

const amount = z.string().refine((typed) => typed.trim() === '' || readsAsPounds(typed), 'Enter an amount in pounds, like 1,234.50');
const date = z.string().refine((typed) => typed === '' || calendarDateOrNull(typed) !== null, 'Enter a real date');

const input = z.object({
  agreementId: z.string().refine(isId, 'Choose a grant'),
  awardDate: date, appliedFor: amount, disbursed: amount,
  programme: optionalWords(300), area: optionalWords(300),
  areaCode: optionalWords(20).refine((typed) => typed === '' || /^[A-Z]\d{8}$/.test(typed), 'Enter a code of the Office for National Statistics, like E07000113'),
  openCall: z.enum(['', 'Yes', 'No'], 'Say whether it was from an open call'),
  isMemberGrant: z.enum(['', 'yes'], 'Say whether a councillor gave it'), memberName: optionalWords(200),
  toIndividual: z.enum(['', 'yes'], 'Say whether it is to a person'),
});
type Described = z.output<typeof input>;

function readsAsPounds(typed: string): boolean {
  const parsed = parsePounds(typed);
  return parsed.ok && parsed.pence >= 0n;
}

/** Says of a grant what the 360Giving standard asks beside its agreement. What a file said that this form does not ask stays. */
export const describeGrant = command({
  act: grantsActs.describe,
  input,
  record: ({ agreementId }) => ({ kind: 'agreement', id: agreementId }),
  perform: async ({ tx, services }, given) => {
    const locked = await lockGrant(tx, given.agreementId);
    const grant = locked && (await grantById(tx, given.agreementId, services.config.givingPrefix));
    if (!grant) return refuse('no-grant', 'This agreement is not a grant, so there is nothing to describe.');
    if (given.memberName !== '' && given.isMemberGrant === '') return refuse('no-member-grant', 'Say that a councillor gave it, or leave their name out.', { field: 'isMemberGrant' });
    const before = grant.document ?? {};
    if (given.toIndividual === 'yes' && (locked.isNamed || before['recipientOrganization'] !== undefined)) return refuse('to-organisation', 'This grant names who it is to. Record a grant to a person without naming one.', { field: 'toIndividual' });
    const document = keptDocument(described(before, given), grantFields());
    await storeRecords(tx, locked.bodyId, [{ agreementId: grant.id, grant: { identifier: grant.identifier, document } }]);
    // A person worked on it: undoing an import leaves it alone.
    await sql`update agreement set version = version + 1, updated_at = wantsum_clock() where id = ${grant.id}`.execute(tx);
    return done(grant.id, { record: { kind: 'agreement', id: grant.id }, bodyId: locked.bodyId as BodyId, before: { document: before }, after: { document } });
  },
});

async function lockGrant(tx: Tx, id: string): Promise<{ readonly bodyId: string; readonly isNamed: boolean } | null> {
  const row = await tx.selectFrom('agreement').select(['body_id', 'lead_organisation_id', 'supplier_name']).where('id', '=', id).where('kind', '=', 'grant').forUpdate().executeTakeFirst();
  // A name alone is shown on the contracts register as it stands, so a person's may not be there either.
  return row ? { bodyId: row.body_id, isNamed: row.lead_organisation_id !== null || ![null, '', INDIVIDUAL].includes(row.supplier_name) } : null;
}

/** The document with what was typed in it; an empty field takes away what was there. */
function described(before: GrantDocument, given: Described): GrantDocument {
  const after: Record<string, Json> = { ...before };
  const put = (name: string, value: Json | undefined) => {
    if (value === undefined) delete after[name];
    else after[name] = value;
  };
  put('awardDate', wordsAt(before['awardDate']).slice(0, 10) === given.awardDate ? before['awardDate'] : given.awardDate || undefined);
  put('amountAppliedFor', poundsOf(given.appliedFor));
  put('amountDisbursed', poundsOf(given.disbursed));
  const [programme = {}, ...programmes] = listAt(before['grantProgramme']);
  put('grantProgramme', given.programme === '' ? undefined : [programme['title'] === given.programme ? programme : { title: given.programme }, ...programmes]);
  const [area = {}, ...areas] = listAt(before['beneficiaryLocation']);
  put('beneficiaryLocation', given.area === '' && given.areaCode === '' ? undefined : [{ ...(area['name'] === given.area ? area : {}), ...(given.area === '' ? {} : { name: given.area }), ...(given.areaCode === '' ? {} : { geoCode: given.areaCode }) }, ...areas]);
  put('fromOpenCall', given.openCall || undefined);
  const others = listAt(before['classifications']).filter((one) => one['vocabulary'] !== MEMBER_GRANT.vocabulary);
  const classifications = given.isMemberGrant === 'yes' ? withMember(others, given.memberName) : others;
  put('classifications', classifications.length > 0 ? classifications : undefined);
  if (given.toIndividual === 'yes') put('recipientIndividual', { name: INDIVIDUAL });
  else put('recipientIndividual', undefined);
  return after;
}

function poundsOf(typed: string): number | undefined {
  const parsed = parsePounds(typed);
  return typed.trim() !== '' && parsed.ok ? Number(parsed.pence) / 100 : undefined;
}

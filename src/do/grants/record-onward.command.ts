import { z } from 'zod';
import { createAgreement, bringIntoForce, type AgreementId } from '#agreements';
import { calendarDateOrNull, type CalendarDate } from '#kernel/calendar-date';
import { isId, type BodyId, type OrganisationId } from '#kernel/ids';
import { formatPounds, parsePounds } from '#kernel/money';
import { refuse, type Decision } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { findOrganisation, insertOrganisation, lockNames, normaliseCharityNumber } from '#parties';
import { grantsActs } from './grants.acts.ts';
import { passedOn } from './onward.store.ts';

/** Records that a recipient passed part of its grant on: an agreement under the grant's, which is in no sum of grants. */
export const recordOnward = command({
  act: grantsActs.recordOnward,
  input: z.object({
    agreementId: z.string().refine(isId, 'Choose a grant'),
    recipientName: words(300, 'Enter who it was passed on to'), charityNumber: optionalWords(40),
    amount: z.string().refine((typed) => { const parsed = parsePounds(typed); return parsed.ok && parsed.pence > 0n; }, 'Enter an amount in pounds, like 1,234.50'),
    purpose: words(2000, 'Say what it is for'),
    givenOn: z.string().refine((typed) => typed === '' || calendarDateOrNull(typed) !== null, 'Enter a real date'),
  }),
  record: ({ agreementId }) => ({ kind: 'agreement', id: agreementId }),
  perform: async ({ tx }, given) => {
    const grant = await tx.selectFrom('agreement').select(['id', 'body_id', 'kind', 'state', 'title', 'lead_organisation_id', 'value_net_pence']).where('id', '=', given.agreementId).forUpdate().executeTakeFirst();
    if (grant?.kind !== 'grant') return refuse('no-grant', 'This agreement is not a grant, so nothing of it is passed on here.');
    if (grant.state === 'draft') return refuse('wrong-state', 'Make the grant live before recording what was passed on of it.');
    const parsed = parsePounds(given.amount);
    if (!parsed.ok) throw new Error('this amount was not checked');
    const left = grant.value_net_pence === null ? null : grant.value_net_pence - (await passedOn(tx, grant.id));
    if (left !== null && parsed.pence > left) return refuse('more-than-given', `No more than ${formatPounds(left)} of this grant is left to pass on.`, { field: 'amount' });
    const recipient = await recipientOf(tx, given);
    if (recipient.kind === 'refused') return recipient;
    if (recipient.value === grant.lead_organisation_id) return refuse('same-recipient', 'This is the organisation that the grant was given to.', { field: 'recipientName' });
    const made = await createAgreement(tx, {
      bodyId: grant.body_id as BodyId, kind: 'grant', parentId: grant.id as AgreementId, title: `Passed on from ${grant.title}`, description: given.purpose, parties: [{ organisationId: recipient.value, role: 'grantee' }],
      valueNetPence: parsed.pence, ...(given.givenOn ? { startsOn: given.givenOn as CalendarDate } : {}),
    });
    if (made.kind === 'refused') return made;
    await bringIntoForce(tx, made.value.id);
    return done(made.value.id, { record: { kind: 'agreement', id: grant.id }, bodyId: grant.body_id as BodyId, after: { onward: made.value.id, recipient: given.recipientName, pence: parsed.pence.toString() } });
  },
});

async function recipientOf(tx: Tx, { recipientName, charityNumber }: { readonly recipientName: string; readonly charityNumber: string }): Promise<Decision<OrganisationId>> {
  const charity = charityNumber === '' ? null : normaliseCharityNumber(charityNumber);
  if (charity && !charity.ok) return refuse('charity-number', charity.why, { field: 'charityNumber' });
  const clue = { name: recipientName, companyNumber: null, charityNumber: charity?.number ?? null };
  await lockNames(tx);
  const known = await findOrganisation(tx, clue);
  return { kind: 'allowed', value: known?.organisationId ?? (await insertOrganisation(tx, { ...clue, source: 'entered', isClaimed: false })) };
}

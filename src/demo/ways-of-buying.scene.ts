import { chooseRoute, createOpportunity, declineInvitation, followOpportunity, inviteSuppliers, postLowValue, publishOpportunity, saveDates, saveDetails } from '#opportunities';
import { decideApproval } from '#parts/approvals';
import { setPolicy } from '#policy';
import { announceDirectAward, awardPurchase, recordDirectAward, recordPurchase, writeDirectAwardConflicts } from '#routes';
import type { Cast } from './cast.ts';
import { BURDEN_REASONS, platformReference } from './opportunity-story.ts';

/** A small opportunity on one page, open now; and a purchase of the same size that nobody posted. */
export async function lowValueScene(cast: Cast): Promise<void> {
  await cast.at(-6, 10);
  const { opportunityId } = await cast.act(postLowValue, 'officer', {
    bodyId: cast.bodyId, title: 'A driver for the Tuesday lunch bus', category: 'services', areas: 'Swale', valueNet: '5,200', vat: '20', startsOn: cast.date(40), endsOn: cast.date(404), closesOn: cast.date(13), quality: 'mostly', question: '',
    summary: 'Somebody to drive our minibus every Tuesday and bring twelve older people to lunch and home again. The bus and its insurance are ours.',
  });
  await cast.at(-4, 20);
  await cast.act(followOpportunity, 'lantern', { opportunityId, follow: true });
  const { id } = await cast.act(recordPurchase, 'officer', { bodyId: cast.bodyId, title: 'Benches for two parks', category: 'goods', value: '900', vat: '20', supplier: 'Lantern Young People', exerciseId: '', decidedOn: cast.date(-4), quotesReceived: '0' });
  await cast.act(awardPurchase, 'officer', { purchaseId: id, supplier: 'Lantern Young People', quotesReceived: '0', reason: 'Its young people made the benches that we saw, and nobody else in the county makes them.' });
}

/** Quotations asked of suppliers suggested in rotation; one has said that it will not answer. */
export async function quotationsScene(cast: Cast): Promise<void> {
  await cast.at(-5, 9);
  const { opportunityId } = await cast.act(createOpportunity, 'officer', { bodyId: cast.bodyId, exerciseId: '', title: 'Advice mornings at three libraries' });
  await cast.act(saveDetails, 'officer', {
    opportunityId, title: 'Advice mornings at three libraries', summary: 'One morning a month at each of three libraries, with somebody who can listen and knows whom to send people to.', description: 'Thirty-six mornings in a year. The rooms are free.', category: 'services',
    lightTouch: false, areas: 'Swale\nThanet', cpvCodes: '', valueNet: '15000', valueGross: '18000', startsOn: cast.date(50), endsOn: cast.date(414), extensionMonths: '0', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '',
  });
  await cast.act(chooseRoute, 'officer', { opportunityId, route: 'written-quotations' });
  await cast.act(inviteSuppliers, 'officer', { opportunityId, named: 'Lantern Young People\nBrightway Services plc\nStepping Stones Mediation CIC', reason: 'The first two ran mornings like these; the third asked to be thought of.' });
  await cast.act(saveDates, 'officer', { opportunityId, clarificationsOn: cast.date(9), clarificationsAt: '5pm', closesOn: cast.date(12), closesAt: 'midday' });
  await cast.act(publishOpportunity, 'officer', { opportunityId, reasons: BURDEN_REASONS });
  await cast.at(-3, 16);
  await cast.act(declineInvitation, 'brightway', { opportunityId, organisationId: cast.organisation('brightway'), reason: 'Too small for our office in the city.' });
}

/** A two-stage procurement above the threshold, being built. */
export async function twoStagesScene(cast: Cast): Promise<void> {
  await cast.at(-3, 11);
  const { opportunityId } = await cast.act(createOpportunity, 'officer', { bodyId: cast.bodyId, exerciseId: '', title: 'Case management system for family services' });
  await cast.act(saveDetails, 'officer', {
    opportunityId, title: 'Case management system for family services', summary: 'One system for those who work with families, in place of four.', description: 'Hosted, with training and the transfer of old records.', category: 'services', lightTouch: false,
    areas: 'Swale', cpvCodes: '72000000', valueNet: '600000', valueGross: '720000', startsOn: cast.date(200), endsOn: cast.date(1295), extensionMonths: '24', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '',
  });
  await cast.act(chooseRoute, 'officer', { opportunityId, route: 'competitive-flexible' });
}

/** A contract without competition: one announced with its ground, one that waits for the director. */
export async function directAwardsScene(cast: Cast): Promise<void> {
  await cast.at(-20, 9);
  await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key: 'directAward.approver', fields: { choice: 'lead-director' }, from: cast.date(-20), source: 'Commissioning committee, minute 14 (example)', owner: 'Policy and partnerships', reason: 'Nobody gives a contract without competition alone.' });
  const record = (title: string, summary: string, ground: string, justification: string, value: string) => cast.act(recordDirectAward, 'officer', {
    bodyId: cast.bodyId, title, summary, category: 'services', lightTouch: false, supplier: 'Brightway Services plc', value, vat: '20', startsOn: cast.date(30), endsOn: cast.date(760), ground, justification,
  });
  const { id } = await record('Support of the old care records', 'The maker’s own support of the records system until the new one runs.', 'exclusiveRights', 'Only its maker may change the program. No other supplier can support it until the records are moved, in two years.', '260,000');
  const approval = await cast.services.database.read((read) => read.selectFrom('approval').select('id').where('about_id', '=', id).executeTakeFirstOrThrow());
  await cast.at(-18, 15);
  await cast.act(decideApproval, 'director', { approvalId: approval.id, decision: 'agree', reason: 'Until the records are moved, and not a day longer.' });
  await cast.at(-17, 10);
  for (const kind of ['prepared', 'confirmed']) await cast.act(writeDirectAwardConflicts, 'officer', { directAwardId: id, kind, notice: kind === 'confirmed' ? 'UK5' : '', conflicts: 'The officer, the director and the service asked themselves: nobody has an interest in the maker.', mitigations: 'None is needed. It is asked again before each notice.' });
  await cast.act(announceDirectAward, 'officer', { directAwardId: id, platformReference: platformReference(cast, -17, '041877'), platformPublishedOn: cast.date(-17) });
  await cast.at(-2, 10);
  await record('Shelter after the flood', 'Beds and meals for families whose homes were flooded last week.', 'extremeUrgency', 'Forty families have nowhere to sleep. Nobody could have foreseen it, and no competition could be run in time.', '240,000');
}

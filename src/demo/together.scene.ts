import { sql } from 'kysely';
import { stateCapacity } from '#parties';
import { setPolicy } from '#policy';
import { addLottingOption, chooseLotting, saveSubcontracting } from '#lotting';
import { addPaymentPart, savePaymentPlan } from '#payment-plan';
import { lotsOf } from '#opportunities';
import { startBid } from '#bids';
import {
  acceptConfidentiality, addLineage, answerInvitation, editConsortium, formConsortium, inviteToConsortium, postForPartners, postSubcontract, registerInterest, replyToSubcontract, requirePosting, saveConsortiumShares, sendPartnerMessage, shareBid, tickReadiness, writeToPoster,
} from '#partners';
import { COAST_NEED } from './coast-youth-work.data.ts';
import type { Cast } from './cast.ts';
import { passAnalyse, recordNeed, startExercise, value } from './exercise-story.ts';

/** Small organisations do together what each could not alone: lots compared, a payment plan, partners around an open tender, sub-contracts and a name that came back. */
export async function togetherScene(cast: Cast): Promise<void> {
  await rules(cast);
  await capacities(cast);
  await holidayClubs(cast);
  await aroundTheCoast(cast);
  await supplyChain(cast);
  await formerNames(cast);
}

const find = async (cast: Cast, query: ReturnType<typeof sql<{ id: string }>>): Promise<string> => {
  const { rows } = await cast.services.database.read((read) => query.execute(read));
  if (!rows[0]) throw new Error('the demonstration lacks a record that this scene is about');
  return rows[0].id;
};

async function rules(cast: Cast): Promise<void> {
  await cast.at(-60, 10);
  for (const [key, fields, reason] of [
    ['payment.mostAtRiskPercent', { percent: '20' }, 'Charities must protect their assets.'],
    ['consortia.memberOfTwo', { choice: 'flag' }, 'Small specialists may help two groups.'],
    ['consortia.agreementWithinDays', { count: '15', counted: 'working' }, 'Trustees meet once a month.'],
    ['lineage.yearsBack', { count: '5' }, 'Longer ago says little of today.'],
  ] as const) await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key, fields, from: cast.date(-60), source: 'Commissioning committee, minute 31 (example)', owner: 'Policy and partnerships', reason });
}

/** What each could carry alone, as it says itself. */
async function capacities(cast: Cast): Promise<void> {
  for (const [supplier, yearlyNet, mostDistricts] of [['harbour', '90,000', '2'], ['lantern', '250,000', '6'], ['stepping', '40,000', '1'], ['meadow', '600,000', ''], ['brightway', '9,000,000', '']] as const) {
    await cast.act(stateCapacity, supplier, { organisationId: cast.organisation(supplier), yearlyNet, mostDistricts });
  }
}

/** An exercise at Plan: two patterns compared and one chosen, and a payment plan that small providers would have to think about twice. */
async function holidayClubs(cast: Cast): Promise<void> {
  await cast.at(-50, 10);
  const exerciseId = await startExercise(cast, { title: 'Holiday clubs in every district', purpose: 'So that no child who has free school meals goes hungry or alone in the holidays.', unit: 'Children and Young People', lightTouch: true });
  await recordNeed(cast, exerciseId, { ...COAST_NEED, userGroup: 'Children aged 5 to 16 who have free school meals', sizeOfNeed: '4,100 children in the two coastal districts' });
  await passAnalyse(cast, exerciseId);
  await value(cast, exerciseId, '100,000', '1');
  await cast.at(-44, 14);
  const option = { exerciseId, cost: '', notes: '' };
  await cast.act(addLottingOption, 'commissioner', { ...option, kind: 'one-contract', title: 'One contract', lots: 'Both districts; Swale, Thanet; 100,000', managementDays: '12', notes: 'One report and one invoice.' });
  const optionId = await cast.act(addLottingOption, 'commissioner', { ...option, kind: 'small-lots', title: 'A lot for each place', lots: 'Sheppey; Swale; 30,000\nFaversham; Swale; 25,000\nMargate and Ramsgate; Thanet; 45,000', managementDays: '26' });
  await cast.act(chooseLotting, 'commissioner', { exerciseId, optionId, reasons: 'A small charity can carry each place alone, and families know them. Fourteen more days of our own work are worth that.' });
  await cast.act(saveSubcontracting, 'commissioner', { exerciseId, stance: 'encouraged', paymentDays: '14', workSharePercent: '', disclosesFee: true, otherDisclosure: '', requiresPosting: true, reasons: 'Caterers and sports coaches are local.' });
  const year = cast.now.getUTCFullYear() + 1;
  await cast.act(savePaymentPlan, 'commissioner', { exerciseId, value: '100,000', startsOn: `${year}-04-01`, endsOn: `${year + 1}-03-31`, paymentDays: '14', reasons: 'To be talked over with providers.' });
  await cast.act(addPaymentPart, 'commissioner', { exerciseId, kind: 'on-account', name: '', sharePercent: '60', workEndsOn: '', payableOn: '' });
  await cast.act(addPaymentPart, 'commissioner', { exerciseId, kind: 'at-risk', name: 'Seven in ten children come back at Easter', sharePercent: '40', workEndsOn: '', payableOn: `${year + 1}-06-30` });
}

/** Around the tender for the coast, which is open: posts, a message, and a consortium with its shared draft. */
async function aroundTheCoast(cast: Cast): Promise<void> {
  await cast.at(-6, 20);
  const opportunityId = await find(cast, sql<{ id: string }>`select id from opportunity where title = 'Youth work on the coast' and state = 'published'`);
  const [lot] = await cast.services.database.read((read) => lotsOf(read, opportunityId));
  await cast.act(postForPartners, 'harbour', { opportunityId, organisationId: cast.organisation('harbour'), kind: 'seeking', lotId: lot!.id, words: 'We bring youth workers who know the sea front. We look for somebody to hold the evening places and the counselling.' });
  await cast.act(postForPartners, 'stepping', { opportunityId, organisationId: cast.organisation('stepping'), kind: 'offering', lotId: '', words: 'Accredited mediators for families, two days a week.' });
  const postId = await find(cast, sql<{ id: string }>`select id from partner_post where opportunity_id = ${opportunityId} and kind = 'seeking'`);
  const { conversationId } = await cast.act(writeToPoster, 'stepping', { postId, organisationId: cast.organisation('stepping'), words: 'We could take the family side. Shall we speak this week?' });
  await cast.act(sendPartnerMessage, 'harbour', { conversationId, words: 'Gladly. I will invite you to a consortium here, so that we can write the bid together.' });
  await cast.at(-5, 19);
  const consortiumId = await cast.act(formConsortium, 'harbour', { opportunityId, organisationId: cast.organisation('harbour'), name: 'Sea Front Together', form: 'lead-body' });
  await cast.act(editConsortium, 'harbour', {
    consortiumId, name: 'Sea Front Together', form: 'lead-body', legalForm: 'Partnership agreement, led by Harbour Youth Trust', lots: [lot!.id], daysNeeded: '6',
    decisionRules: 'Each member has one vote. The lead speaks to the council. Money is moved only when all agree.', confidentiality: 'What we read of each other’s prices, people and plans here we use for this bid alone, and tell nobody.',
  });
  for (const [member, organisation, part] of [['stepping', 'Stepping Stones Mediation CIC', 'Mediation and family work'], ['meadow', 'Meadow Care Partners Ltd', 'Drivers and venues']] as const) {
    await cast.act(inviteToConsortium, 'harbour', { consortiumId, organisation, part, specialNeed: '' });
    if (member === 'stepping') await cast.act(answerInvitation, member, { consortiumId, answer: 'accept' });
  }
  const { rows: members } = await cast.services.database.read((read) => sql<{ id: string }>`select m.id from consortium_member m where m.consortium_id = ${consortiumId} order by m.organisation_id = ${cast.organisation('harbour')} desc, m.id`.execute(read));
  await cast.act(saveConsortiumShares, 'harbour', { consortiumId, shares: members.map(({ id }, index) => ({ memberId: id, work: ['60', '30', '10'][index]!, money: ['60', '30', '10'][index]!, part: ['Youth work on the streets', 'Mediation and family work', 'Drivers and venues'][index]!, specialNeed: '' })) });
  await cast.act(registerInterest, 'harbour', { consortiumId });
  await cast.act(startBid, 'harbour', { opportunityId, organisationId: cast.organisation('harbour') });
  await cast.act(shareBid, 'harbour', { consortiumId });
  for (const member of ['harbour', 'stepping']) await cast.act(acceptConfidentiality, member, { consortiumId, agreed: 'yes' });
  await cast.act(tickReadiness, 'stepping', { consortiumId, key: 'insurance', note: 'Both policies are in the shared folder' });
}

/** Work passed on under the mentoring contract, and the rule that it is advertised. */
async function supplyChain(cast: Cast): Promise<void> {
  const agreementId = await find(cast, sql<{ id: string }>`select id from agreement where state = 'live' and lead_organisation_id = ${cast.organisation('harbour')} and source = 'made' order by created_at limit 1`);
  await cast.at(-40, 11);
  await cast.act(requirePosting, 'manager', { agreementId, fromOn: cast.date(-230), reason: 'Clause 14: opportunities for local organisations.' });
  await cast.at(-4, 11);
  const noticeId = await cast.act(postSubcontract, 'harbour', { agreementId, title: 'Cooking evenings for care leavers', description: 'A cook who teaches eight young people to feed themselves, one evening a week for ten weeks. The kitchen is ours.', areas: 'Swale', worth: '2,400', replyByOn: cast.date(12) });
  await cast.act(replyToSubcontract, 'lantern', { noticeId, organisationId: cast.organisation('lantern'), words: 'Our community cook ran the same course in two of our clubs last winter.', price: '2,250' });
}

/** A bidder that was once another, whose contract was ended. */
async function formerNames(cast: Cast): Promise<void> {
  await cast.at(-3, 15);
  const failed = await cast.services.database.read((read) => sql<{ name: string }>`select g.name from agreement a join organisation g on g.id = a.lead_organisation_id where a.poor_performance limit 1`.execute(read));
  await cast.act(addLineage, 'officer', { organisationId: cast.organisation('brightway'), kind: 'predecessor', name: failed.rows[0]?.name ?? 'Brightway Leisure', role: '', number: '', source: 'Companies House (example)' });
  await cast.act(addLineage, 'officer', { organisationId: cast.organisation('brightway'), kind: 'officer', name: 'Ben Carver', role: 'Director', number: '', source: 'Companies House (example)' });
}

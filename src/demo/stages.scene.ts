import { confirmAward, publishAward, recommendAward, releaseFeedback } from '#awards';
import { nameOpeners, signOpening } from '#bids';
import { makeShortlist } from '#opportunities';
import { publishedOutcomes } from '#outcomes';
import { addPerson, confirmEmail, lendRole, recordLeaver } from '#parties';
import { recordExclusionCheck, recordShareCode } from '#selection';
import type { Cast } from './cast.ts';
import { agree } from './exercise-story.ts';
import { askBidders, assessConflicts, buildOpportunity, openBids, platformReference, publish, sendBid } from './opportunity-story.ts';
import { judge, namePanel, type Judgement } from './panel-story.ts';
import { INTERPRETERS, INTERPRETERS_BIDS, INTERPRETERS_REQUESTS, INTERPRETERS_SHORTLIST, INTERPRETERS_TENDER, MINIBUS_REQUESTS, SCHOOL_MINIBUSES } from './stages.data.ts';

const NO_CONFLICTS = { conflicts: 'The officer, the panel and the director asked themselves: one evaluator was a client of a charity that may bid, ten years ago.', mitigations: 'She said so, and the panel has another chair. Everyone is asked again once bids are open.' };
const CHAIR = 'panel3';

/** What each gave the central platform once. Above the threshold nobody can send a bid without it. */
const SHARE_CODES = [['lantern', 'LN4T8W2C'], ['brightway', 'BW9R3D6K'], ['meadow', 'MC5V7H1P'], ['stepping', 'SS2J6N8F']] as const;

/** Above the threshold, in two stages: requests, a shortlist, tenders by invitation, the law's standstill and a contract. One opener left before the second opening; the director was away at the award. */
export async function interpretersScene(cast: Cast): Promise<void> {
  const first = await buildOpportunity(cast, INTERPRETERS, { built: -232, published: -228, questionsUntil: -212, closes: -198, starts: -70 });
  await assessConflicts(cast, first, 'UK4', NO_CONFLICTS);
  await publish(cast, first, -228, INTERPRETERS.platformNumber);
  await cast.at(-204, 20);
  for (const [supplier, code] of SHARE_CODES) await cast.act(recordShareCode, supplier, { organisationId: cast.organisation(supplier), code, sharedOn: cast.date(-204), confirmed: 'yes' });
  const requests = await received(cast, first, INTERPRETERS_REQUESTS, -200);
  await cast.at(-197, 10);
  await openBids(cast, first);
  await evaluate(cast, first, ['panel1'], requests, -188);
  const chosen = [...requests.keys()].filter((_bidId, index) => INTERPRETERS_SHORTLIST[INTERPRETERS_REQUESTS[index]!.bid.supplier]![0]);
  const reasons = Object.fromEntries([...requests.keys()].map((bidId, index) => [bidId, INTERPRETERS_SHORTLIST[INTERPRETERS_REQUESTS[index]!.bid.supplier]![1]]));
  const { nextId } = await cast.act(makeShortlist, 'officer', { opportunityId: first, chosen, reasons });
  await tenders(cast, nextId);
}

async function tenders(cast: Cast, opportunityId: string): Promise<void> {
  await cast.at(-180, 10);
  await askBidders(cast, opportunityId, INTERPRETERS_TENDER, { questionsUntil: -158, closes: -142 });
  await assessConflicts(cast, opportunityId, 'UK4', NO_CONFLICTS);
  await publish(cast, opportunityId, -177);
  await openersOf(cast, opportunityId);
  const bids = await received(cast, opportunityId, INTERPRETERS_BIDS, -144);
  await cast.at(-141, 10);
  await cast.act(signOpening, 'officer', { opportunityId });
  await cast.act(signOpening, 'opener', { opportunityId, reason: 'Tom Ashdown, who was named, has left the county.' });
  await evaluate(cast, opportunityId, ['panel1', 'panel2'], bids, -130);
  await contract(cast, opportunityId, [...bids.keys()][0]!);
}

/** Two are named to open. One of them leaves before the closing. */
async function openersOf(cast: Cast, opportunityId: string): Promise<void> {
  const { personId } = await cast.act(addPerson, 'site', { bodyId: cast.bodyId, name: 'Tom Ashdown', email: 'tom.ashdown@wantshire.example', jobTitle: 'Procurement officer', role: 'procurement-officer', reason: 'Demonstration' });
  await cast.act(confirmEmail, null, { personId });
  await cast.act(nameOpeners, 'officer', { opportunityId, openers: [cast.person('officer'), personId] });
  await cast.at(-150, 16);
  await cast.act(recordLeaver(), 'administrator', { bodyId: cast.bodyId, personId, reason: 'A post at another council' });
}

/** Whoever stands in for the director agrees to the award; the contract follows the standstill. */
async function contract(cast: Cast, opportunityId: string, bidId: string): Promise<void> {
  await cast.at(-127, 9);
  await cast.act(lendRole, 'director', { bodyId: cast.bodyId, personId: cast.person('director'), delegateId: cast.person('commissioner'), role: 'lead-director', startsOn: cast.date(-126), endsOn: cast.date(-112), reason: 'Leave' });
  const { awardId } = await cast.act(recommendAward, 'officer', {
    opportunityId, lot: 'whole', bidId, valueNet: '', vatPercent: '20', managerId: cast.person('manager'), directorId: cast.person('director'),
    reasons: 'The most points: its answer on the first hour was the only one that began with the mother. Its price is six in a hundred above the other.',
  });
  await cast.at(-124, 11);
  await agree(cast, 'commissioner', { kind: 'award', id: awardId }, 'award');
  await cast.at(-122, 10);
  await cast.act(recordExclusionCheck, 'officer', { opportunityId, bidId, listSource: 'Debarment list as published on the day', checkedOn: cast.date(-122), result: 'clear', note: '' });
  await cast.act(releaseFeedback, 'officer', { awardId });
  await cast.at(-121, 10);
  await cast.act(publishAward, 'officer', { awardId, platformReference: platformReference(cast, -121, '032911'), platformPublishedOn: cast.date(-121), voluntary: '' });
  await cast.at(-100, 10);
  await assessConflicts(cast, opportunityId, 'UK7', NO_CONFLICTS);
  const helpEarly = (await cast.services.database.read((read) => publishedOutcomes(read, cast.bodyId as never))).find(({ code }) => code === 'A2');
  await cast.act(confirmAward, 'officer', { awardId, startsOn: '', endsOn: '', risk: 'medium', outcomeIds: [helpEarly!.id], platformReference: platformReference(cast, -100, '035240'), platformPublishedOn: cast.date(-100) });
}

/** Requests are in and scored, and who goes on is to be decided. */
export async function schoolMinibusesScene(cast: Cast): Promise<void> {
  const opportunityId = await buildOpportunity(cast, SCHOOL_MINIBUSES, { built: -52, published: -48, questionsUntil: -30, closes: -20, starts: 150 });
  await assessConflicts(cast, opportunityId, 'UK4', NO_CONFLICTS);
  await publish(cast, opportunityId, -48, SCHOOL_MINIBUSES.platformNumber);
  const requests = await received(cast, opportunityId, MINIBUS_REQUESTS, -22);
  await cast.at(-19, 10);
  await openBids(cast, opportunityId);
  await evaluate(cast, opportunityId, ['panel1'], requests, -6);
}

/** Who stands in for whom: one contract manager is away now, and the officer will be. */
export async function awayScene(cast: Cast): Promise<void> {
  await cast.at(-4, 16);
  const lend = (who: string, to: string, role: string, from: number, until: number, reason: string) =>
    cast.act(lendRole, who, { bodyId: cast.bodyId, personId: cast.person(who), delegateId: cast.person(to), role, startsOn: cast.date(from), endsOn: cast.date(until), reason });
  await lend('manager2', 'panel2', 'contract-manager', -2, 12, 'Leave');
  await lend('officer', 'legal', 'procurement-officer', 20, 27, 'Leave');
}

/** Sends what came. @returns each bid with what the panel will think of it */
async function received(cast: Cast, opportunityId: string, entries: typeof INTERPRETERS_BIDS, day: number): Promise<ReadonlyMap<string, readonly Judgement[]>> {
  await cast.at(day, 15);
  const bids = new Map<string, readonly Judgement[]>();
  for (const { bid, judgements } of entries) bids.set(await sendBid(cast, opportunityId, bid), judgements);
  return bids;
}

async function evaluate(cast: Cast, opportunityId: string, evaluators: readonly string[], bids: ReadonlyMap<string, readonly Judgement[]>, day: number): Promise<void> {
  await namePanel(cast, opportunityId, evaluators, CHAIR);
  await cast.at(day, 13);
  await judge(cast, opportunityId, evaluators, CHAIR, bids);
}

import { offerInterim, publishAward, recommendAward, recordChallenge, releaseFeedback } from '#awards';
import { publishOpportunity } from '#opportunities';
import { answerPoint, askForFacts, giveFacts, putTermsForward, raisePoint, receivePack, releasePack, saveClause, stateTupe } from '#terms';
import type { Cast } from './cast.ts';
import { agree } from './exercise-story.ts';
import { BURDEN_REASONS, advertise, buildOpportunity, openBids, sendBid } from './opportunity-story.ts';
import { judge, namePanel, type Judgement } from './panel-story.ts';
import { CARERS_BIDS, CARERS_JUDGEMENTS, CARERS_TENDER, LODGINGS_CLAUSES, LODGINGS_POSTS, LODGINGS_TENDER } from './terms-and-challenge.data.ts';

/** A tender that shows what the winner would sign and whom it would take over, with a point on a clause answered and one waiting (DP-32, DP-33). */
export async function contractTermsScene(cast: Cast): Promise<void> {
  const opportunityId = await buildOpportunity(cast, LODGINGS_TENDER, { built: -9, published: -7, questionsUntil: 14, closes: 24, starts: 90 });
  for (const clause of LODGINGS_CLAUSES) await cast.act(saveClause, 'officer', { opportunityId, clauseId: 'new', ...clause });
  await cast.act(putTermsForward, 'officer', { opportunityId });
  await cast.at(-8, 11);
  await agree(cast, 'legal', { kind: 'opportunity', id: opportunityId }, 'one-sided-terms');
  await cast.act(stateTupe, 'officer', { opportunityId, says: 'may-apply', reason: 'Three people work only for the present service. Whether they transfer is for bidders to take advice on.' });
  const facts = { factsOfOn: cast.date(-20), posts: LODGINGS_POSTS, pensionWords: 'Local Government Pension Scheme, admitted body, employer’s rate 19.8%.', otherWords: '' };
  await cast.act(askForFacts, 'officer', { opportunityId, organisation: '99120041', words: 'Supported lodgings: the posts that work on it alone, as three weeks ago, with their pension schemes.', answerBy: cast.date(2) });
  const { id: requestId } = await cast.services.database.read((read) => read.selectFrom('tupe_request').select('id').where('opportunity_id', '=', opportunityId).executeTakeFirstOrThrow());
  await cast.act(giveFacts, 'brightway', { requestId, ...facts, confirmed: true });
  await cast.act(releasePack, 'officer', { opportunityId, fromProvider: 'Brightway Services plc', ...facts, checked: true, reason: '' });
  await cast.at(-7, 10);
  await cast.act(publishOpportunity, 'officer', { opportunityId, reasons: BURDEN_REASONS });
  const clauses = await cast.services.database.read((read) => read.selectFrom('draft_clause').select(['id', 'number']).where('opportunity_id', '=', opportunityId).orderBy('number').execute());
  await cast.at(-5, 20);
  const point = { opportunityId, organisationId: cast.organisation('harbour') };
  const { pointId } = await cast.act(raisePoint, 'harbour', { ...point, clauseId: clauses[0]!.id, point: 'Could you pay within 14 days? We pay host families each fortnight.' });
  await cast.act(receivePack, 'harbour', { ...point, undertake: true });
  await cast.at(-4, 10);
  await cast.act(answerPoint, 'officer', { pointId, publicText: 'Could the authority pay within 14 days?', answer: 'Yes, for providers with fewer than 50 staff: say so on the invoice.' });
  await cast.at(-3, 20);
  await cast.act(raisePoint, 'harbour', { ...point, clauseId: clauses[2]!.id, point: 'May we end the contract with the same notice as you?' });
}

/** An award that is challenged and waits, with an interim position for the present provider (DP-29). */
export async function challengedAwardScene(cast: Cast): Promise<void> {
  const opportunityId = await advertise(cast, CARERS_TENDER, { built: -96, published: -94, questionsUntil: -80, closes: -72, starts: 40 });
  const bids = new Map<string, readonly Judgement[]>();
  await cast.at(-74, 19);
  for (const story of CARERS_BIDS) bids.set(await sendBid(cast, opportunityId, story), CARERS_JUDGEMENTS[story.supplier]!);
  await cast.at(-71, 10);
  await openBids(cast, opportunityId);
  await namePanel(cast, opportunityId, ['panel1', 'panel2'], 'panel3');
  await cast.at(-60, 13);
  await judge(cast, opportunityId, ['panel1', 'panel2'], 'panel3', bids);
  await cast.at(-50, 10);
  const [winner = ''] = bids.keys();
  const { awardId } = await cast.act(recommendAward, 'officer', { opportunityId, lot: 'whole', bidId: winner, valueNet: '', vatPercent: '20', managerId: cast.person('manager'), directorId: cast.person('director'), reasons: 'The most points, on both questions and on social value.' });
  await cast.at(-48, 10);
  await agree(cast, 'finance', { kind: 'award', id: awardId }, 'award');
  await cast.at(-46, 10);
  await cast.act(releaseFeedback, 'officer', { awardId });
  await cast.at(-45, 10);
  await cast.act(publishAward, 'officer', { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'yes' });
  await cast.at(-40, 12);
  const { challengeId } = await cast.act(recordChallenge, 'officer', {
    opportunityId, kind: 'letter', grounds: 'Brightway Services plc asks how its answer on respite at short notice was scored, and says that a criterion was used that was not published.',
    publicWords: 'A bidder has asked how points were given. The award waits while it is looked into.', raisedOn: cast.date(-40), expectedNextOn: cast.date(12),
  });
  await cast.at(-38, 15);
  await cast.act(offerInterim, 'officer', { challengeId, organisationId: cast.organisation('lantern'), words: 'Your present agreement is renewed for three months on its present terms, so that weekends go on and nobody is given notice.', untilOn: cast.date(60) });
}


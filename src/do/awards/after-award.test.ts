import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDrawing } from '#evaluation';
import type { PersonId } from '#kernel/ids';
import { followOpportunity } from '#opportunities';
import { bookSlot } from '#parts/sessions';
import { confirmAward, declineLot, drawBidResult, publishAward, readAward, recommendAward, releaseFeedback, setAsideAward } from './index.ts';
import { approve, openAwardHouse, recommendation, type AwardHouse } from './awards.fixture.ts';

const mails = (house: AwardHouse, subject: string) => house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text as text']).where('subject', 'like', `${subject}%`).execute());
const mailsOf = (house: AwardHouse, person: PersonId, subject: string) => house.database.read((read) => read.selectFrom('outbox_mail').select('body_text as text').where('recipient_person_id', '=', person).where('subject', 'like', `${subject}%`).execute());
/** Somebody who did not bid and asked to be told. */
async function follow(house: AwardHouse): Promise<PersonId> {
  const follower = await house.addPerson('Flora Follower');
  await house.mustRun(followOpportunity, follower, { opportunityId: house.opportunityId, follow: true });
  return follower;
}
/** Recommended, approved and told to everyone; announced too where asked. */
async function told(house: AwardHouse, given: Readonly<Record<string, string>> = {}, announced = false): Promise<string> {
  const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house, given));
  await approve(house, awardId);
  await house.mustRun(releaseFeedback, house.officer, { awardId });
  if (announced) await house.mustRun(publishAward, house.officer, { awardId, platformReference: '', platformPublishedOn: '', voluntary: 'no' });
  return awardId;
}

describe('an award set aside after bidders were told', () => {
  let house: AwardHouse;
  let awardId: string;
  beforeAll(async () => {
    house = await openAwardHouse();
    awardId = await told(house, {}, true);
  });
  afterAll(() => house.close());

  test('it needs a reason and words for everyone, and somebody above the officer; a confirmed one is past it', async () => {
    const url = `/awards/${awardId}/set-aside`;
    const director = house.visitor(house.director);
    const refused = await director.post(url, { reason: '', publicWords: 'The award is withdrawn.' });
    expect(refused.text).toContain('Give the reason, for the record');
    expect(refused.html).toContain('The award is withdrawn.');
    expect((await house.run(setAsideAward, house.officer, { awardId, reason: 'x', publicWords: 'y', platformReference: '', platformPublishedOn: '' })).kind).toBe('forbidden');
    expect((await house.visitor(house.officer).post(`/awards/${awardId}/withdraw`, { reason: 'Changed' })).text).toContain('cannot be withdrawn quietly');
  });

  test('everyone who bid is told once, the notice says so, letters stay, and the lot is awarded anew', async () => {
    const follower = await follow(house);
    const give = () => house.run(setAsideAward, house.director, { awardId, reason: 'A score was carried over wrongly from the notes of 3 March.', publicWords: 'We found a mistake in our scoring and will decide again.', platformReference: '', platformPublishedOn: '' });
    const [one, two] = await Promise.all([give(), give()]);
    expect([one.kind, two.kind].sort()).toEqual(['done', 'refused']);
    // An announced award is public: whoever follows the tender reads of it without the words meant for bidders.
    const followed = await mailsOf(house, follower, 'The award is withdrawn');
    expect(followed).toEqual([expect.objectContaining({ text: expect.stringContaining('We found a mistake in our scoring') })]);
    expect(followed[0]!.text).not.toContain('your feedback');
    const letters = (await mails(house, 'The award is withdrawn')).filter(({ text }) => text !== followed[0]!.text);
    expect(letters).toHaveLength(2);
    for (const { text } of letters) {
      expect(text).toContain('We found a mistake in our scoring');
      expect(text).not.toContain('3 March');
    }
    const anyone = await house.visitor().get(`/awards/${awardId}`);
    expect(anyone.text).toContain('was withdrawn on 2 November 2026. We found a mistake in our scoring');
    expect(anyone.text).not.toContain('3 March');
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('We found a mistake');
    const versions = await house.database.read((read) => read.selectFrom('notice').select(['version', 'reason_for_change']).where('about_id', '=', awardId).where('code', '=', 'award-decision').orderBy('version').execute());
    expect(versions).toEqual([{ version: 1, reason_for_change: null }, { version: 2, reason_for_change: 'We found a mistake in our scoring and will decide again.' }]);
    const loser = house.visitor(house.bids[0]!.writer);
    expect((await loser.get(`/bids/${house.bids[0]!.id}/feedback`)).text).toContain('The authority withdrew this decision on');
    expect(await house.run(confirmAward, house.officer, { awardId, startsOn: '', endsOn: '', risk: 'low', platformReference: '', platformPublishedOn: '' })).toMatchObject({ code: 'wrong-state' });
    const again = await told(house, { reasons: 'Scored again.' });
    expect(again).not.toBe(awardId);
    const kept = await house.database.read((read) => read.selectFrom('feedback').select('set_aside_at').execute());
    expect([kept.length, kept.filter(({ set_aside_at }) => set_aside_at !== null).length]).toEqual([4, 2]);
    expect((await house.database.read((read) => readAward(read, awardId)))!.state).toBe('withdrawn');
  });
});

describe('talks', () => {
  test('DP-30: a losing social enterprise books its talk from the letter; a large bidder is offered none; feedback in the set time is counted', async () => {
    const house = await openAwardHouse();
    await house.database.write((tx) => tx.updateTable('organisation').set({ size: 'large', sector: 'private', social_enterprise: false }).where('id', '=', house.bids[1]!.organisationId).execute());
    const [alpha, beta] = house.bids;
    expect((await house.database.read((read) => drawBidResult(read, alpha!.id))).toString()).not.toContain('/feedback');
    const awardId = await told(house);
    const loser = house.visitor(alpha!.writer);
    // On the bid's own page, as soon as the letters are released.
    const onBid = (await house.database.read((read) => drawBidResult(read, alpha!.id))).toString();
    expect(onBid).toContain(`/bids/${alpha!.id}/feedback"`);
    expect(onBid).toContain(`/bids/${alpha!.id}/award-path"`);
    const letter = await loser.get(`/bids/${alpha!.id}/feedback.txt`);
    expect(letter.text).toContain(`/bids/${alpha!.id}/feedback/talk`);
    expect(letter.text.match(/Strength: /g)).toHaveLength(2);
    expect(letter.text.match(/To improve: /g)).toHaveLength(2);
    expect((await loser.post(`/bids/${alpha!.id}/feedback/talk`)).text).toContain('You asked for a talk on');
    const officer = house.visitor(house.officer);
    const times = { 'on-day': '9', 'on-month': '11', 'on-year': '2026', firstAt: '10am', count: '2', minutesEach: '30', minutesBetween: '0', places: '1', place: '', remoteLink: '' };
    const wrong = await officer.post(`/awards/${awardId}/talks`, times);
    expect(wrong.text).toContain('Say where it is, or give a link');
    const offered = await officer.post(`/awards/${awardId}/talks`, { ...times, place: 'Sessions House' });
    expect(offered.url).toContain('/sessions/');
    expect((await officer.post(`/awards/${awardId}/talks`, { ...times, place: 'Sessions House' })).text).toContain('Times are offered already');
    expect(await mails(house, 'Times for the talk')).toHaveLength(1);
    const session = await loser.get(`/bids/${alpha!.id}/feedback/talk`);
    expect(session.url).toBe(offered.url.replace(/^https?:\/\/[^/]+/, ''));
    expect((await house.visitor(beta!.writer).get(offered.url)).status).toBe(404);
    const slots = await house.database.read((read) => read.selectFrom('session_slot').select('id').orderBy('starts_at').execute());
    const { id: sessionId } = await house.database.read((read) => read.selectFrom('session').select('id').executeTakeFirstOrThrow());
    expect((await house.run(bookSlot, beta!.writer, { sessionId, slotId: slots[0]!.id, organisationId: beta!.organisationId, accessNeeds: '' })).kind).not.toBe('done');
    await house.mustRun(bookSlot, alpha!.writer, { sessionId, slotId: slots[0]!.id, organisationId: alpha!.organisationId, accessNeeds: '' });
    expect((await officer.get('/reports/feedback-times')).text.replaceAll(/\s+/g, ' ')).toContain('kent Council 1 1 0 0 100% 1 1');
    await house.close();
  });
});

describe('lots', () => {
  test('one bidder may win one lot: ranked first in both, it gets the one the mechanism says, and the other goes to the next, on the record', async () => {
    const house = await openAwardHouse(72_000_00n, { lots_per_bidder: 1, lots_limit_mechanism: 'The lot it leads by most; where equal, the lower number.' }, 2);
    const [first, second] = house.lots as [string, string];
    const visitor = house.visitor(house.officer);
    expect((await visitor.get(`/opportunities/${house.opportunityId}/award/${first}`)).text).toContain('One bidder may win 1 lot. The lot it leads by most');
    const refused = await visitor.post(`/opportunities/${house.opportunityId}/award/${first}`, recommendation(house, { lot: first }));
    expect(refused.text).toContain('Say how the tender’s mechanism led to this bid for this lot');
    await house.mustRun(recommendAward, house.officer, recommendation(house, { lot: first, limitApplied: 'Its lead is the same in both, so the lower number.' }));
    expect(await house.run(recommendAward, house.officer, recommendation(house, { lot: second, limitApplied: 'Again' }))).toMatchObject({ code: 'lot-limit' });
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house, { lot: second, bidId: house.bids[0]!.id, limitApplied: 'Beta Ltd has lot 1, all that it may win.' }));
    expect((await visitor.get(`/awards/${awardId}`)).text).toContain('Beta Ltd has lot 1, all that it may win.');
    await house.close();
  });

  test('a lot that nobody bid for can be ended, and nobody is offered to be recommended for it', async () => {
    const house = await openAwardHouse(72_000_00n, {}, 2);
    const [first, second] = house.lots as [string, string];
    await house.database.write((tx) => tx.deleteFrom('bid_lot').where('lot_id', '=', second).execute());
    const visitor = house.visitor(house.officer);
    const page = await visitor.get(`/opportunities/${house.opportunityId}/award`);
    expect(page.html).toContain(`/award/${first}"`);
    expect(page.html).not.toContain(`/award/${second}"`);
    expect(page.text).toContain('No bids Do not award');
    expect(page.html).toContain(`/award/${second}/decline"`);
    expect((await visitor.get(`/opportunities/${house.opportunityId}/award/${second}`)).url).toContain(`/opportunities/${house.opportunityId}/award`);
    expect((await visitor.get(`/opportunities/${house.opportunityId}/award/${second}`)).html).not.toContain('name="bidId"');
    await house.close();
  });

  test('DM-16: a lot awarded to nobody: everyone who bid for it, and who follows it, is told the reason, and the public reads it', async () => {
    const house = await openAwardHouse(72_000_00n, {}, 2);
    const [first, second] = house.lots as [string, string];
    await house.database.write((tx) => tx.deleteFrom('bid_lot').where('bid_id', '=', house.bids[0]!.id).where('lot_id', '=', second).execute());
    const follower = await follow(house);
    await house.mustRun(declineLot, house.officer, { opportunityId: house.opportunityId, lot: second, reason: 'The hall there was sold.' });
    expect(await mails(house, 'No award')).toHaveLength(2);
    expect(await mailsOf(house, follower, 'No award')).toEqual([expect.objectContaining({ text: expect.stringContaining('The hall there was sold.') })]);
    await house.mustRun(declineLot, house.officer, { opportunityId: house.opportunityId, lot: first, reason: 'No bid met the need.' });
    expect(await mails(house, 'No award')).toHaveLength(5);
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('was not awarded to anyone. The hall there was sold.');
    await house.close();
  });
});

describe('ties', () => {
  const price = (house: AwardHouse, pence: readonly [bigint, bigint]) => house.database.write(async (tx) => {
    for (const [index, bid] of house.bids.entries()) await tx.updateTable('opened_price').set({ price_net_pence: pence[index]! }).where('bid_id', '=', bid.id).execute();
  });
  const equal = [['4', '4'], ['4', '4']] as const;

  test('what looks equal and differs in the third decimal is no tie: the better by 0.004 of a point is first', async () => {
    const house = await openAwardHouse(72_000_00n, {}, 0, equal);
    await price(house, [71_992_80n, 72_000_00n]);
    expect(await house.run(recommendAward, house.officer, recommendation(house))).toMatchObject({ code: 'not-first' });
    const { awardId } = await house.mustRun(recommendAward, house.officer, recommendation(house, { bidId: house.bids[0]!.id }));
    const shown = await house.database.read((read) => read.selectFrom('feedback').select(['total_points', 'rank']).orderBy('rank').execute());
    expect(shown.map(({ rank }) => rank)).toEqual([1, 2]);
    const apart = Number(shown[0]!.total_points) - Number(shown[1]!.total_points);
    expect(apart).toBeGreaterThan(0);
    expect(apart).toBeLessThan(0.005);
    expect((await house.database.read((read) => readAward(read, awardId)))!.organisationName).toBe('Alpha Trust');
    await house.close();
  });

  test('an exact tie goes by the rule of the tender: where that is a drawing, nobody picks before it, and then the one drawn is first', async () => {
    const house = await openAwardHouse(72_000_00n, {}, 0, equal);
    await price(house, [72_000_00n, 72_000_00n]);
    await house.database.write((tx) => tx.insertInto('evaluation_plan').values({ opportunity_id: house.opportunityId, tie_rules: ['drawing'] }).execute());
    expect(await house.run(recommendAward, house.officer, recommendation(house))).toMatchObject({ code: 'tie', sentence: expect.stringContaining('Record the drawing first') });
    await house.mustRun(recordDrawing, house.officer, { opportunityId: house.opportunityId, lot: 'whole', order: [house.bids[1]!.id, house.bids[0]!.id], witnesses: ['Wim Witness', 'Una Usher'] });
    expect(await house.run(recommendAward, house.officer, recommendation(house, { bidId: house.bids[0]!.id }))).toMatchObject({ code: 'not-first' });
    expect((await house.run(recommendAward, house.officer, recommendation(house))).kind).toBe('done');
    await house.close();
  });
});

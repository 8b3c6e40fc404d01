import { recommendAward } from '#awards';
import { nameOpeners, submitBid, withdrawBid } from '#bids';
import { announceOpportunity, cancelOpportunity, lotsOf } from '#opportunities';
import type { Cast } from './cast.ts';
import { advertise, buildOpportunity, openBids, sendBid, writeBid, type BidStory } from './opportunity-story.ts';
import { declare, judge, namePanel, scoreAlone, type Judgement } from './panel-story.ts';
import { CARERS_CAFES, CONTACT_SUPPORT, HOLIDAY_ACTIVITIES, MINIBUS_CANCELLED, SWIMMING, VILLAGE_MINIBUS } from './small-tenders.data.ts';

/** @param price of the whole, or of each lot */
const bid = (supplier: string, price: string | readonly string[], approach: string, gain: string): BidStory => ({ supplier, prices: typeof price === 'string' ? [price] : price, answers: [approach, gain] });
const judged = (score: string, reason: string, strength: string, improvement: string): Judgement => ({ score, reason, strength, improvement });

/** Cancelled with a reason, while a bidder had already sent its bid. */
export async function cancelledScene(cast: Cast): Promise<void> {
  const opportunityId = await advertise(cast, VILLAGE_MINIBUS, { built: -110, published: -105, questionsUntil: -90, closes: -80, starts: -40 });
  await cast.at(-92, 19);
  await sendBid(cast, opportunityId, bid('brightway', '21,450', 'Drivers are checked every year and know every child by name. A child who is not at the stop is telephoned, then the parent, before the bus goes on.', 'One driver’s job for somebody from the villages.'));
  await cast.at(-86, 12);
  await cast.act(cancelOpportunity, 'director', { opportunityId, reason: MINIBUS_CANCELLED });
}

/** Scored, and one lot recommended: the award waits for the finance officer's agreement. The other lot is undecided. */
export async function awardWaitingScene(cast: Cast): Promise<void> {
  const opportunityId = await advertise(cast, CONTACT_SUPPORT, { built: -75, published: -70, questionsUntil: -56, closes: -48, starts: 40 });
  await cast.at(-55, 21);
  const stepping = await sendBid(cast, opportunityId, bid('stepping', ['13,700', '9,900'], 'We meet each child a week before and ask what they want to happen, and what they do not. Supervisors are mediators with five years’ practice. A meeting stops when the child asks, and we say why to both parents.', 'Two trainee supervisors from the county each year, who stay with us or with you.'));
  const lantern = await sendBid(cast, opportunityId, bid('lantern', ['13,300', '9,600'], 'Our supervisors are youth workers whom many of the children know already. They write up each meeting before they go home.', 'Our rooms are open to families on Sundays without charge.'));
  await cast.at(-47, 10);
  await openBids(cast, opportunityId);
  await namePanel(cast, opportunityId, ['panel1', 'panel3'], 'commissioner');
  await cast.at(-30, 14);
  await judge(cast, opportunityId, ['panel1', 'panel3'], 'commissioner', new Map([
    [stepping, [judged('4.5', 'Everything that was asked is met, with examples of both.', 'The child’s own wishes come first, and it is shown how.', 'Say how many meetings were stopped in the past year.'), judged('4', 'A promise with a number, and one that lasts.', 'Two trainees a year, by name of course.', 'Say when the first begins.')]],
    [lantern, [judged('3', 'Met in the main; little is said of children who do not know the workers.', 'Write-ups on the same day.', 'Say how a child who knows nobody is prepared.'), judged('3', 'Useful, without a number.', 'Rooms on Sundays are what parents ask for.', 'Say how many hours, and until when.')]],
  ]));
  await cast.at(-4, 11);
  const [first] = await cast.services.database.read((read) => lotsOf(read, opportunityId));
  await cast.act(recommendAward, 'officer', {
    opportunityId, lot: first!.id, bidId: stepping, valueNet: '', vatPercent: '20', managerId: cast.person('manager'), directorId: cast.person('director'),
    reasons: 'Stepping Stones has the most points. Its price is within three in a hundred of the other bid, and its answers on the child’s own wishes were the strongest the panel read.',
  });
}

/** Open before its panel: one has scored, one is about to, and one declared an interest and is locked out. */
export async function beingScoredScene(cast: Cast): Promise<void> {
  const opportunityId = await advertise(cast, HOLIDAY_ACTIVITIES, { built: -48, published: -45, questionsUntil: -25, closes: -16, starts: 35 });
  await namePanel(cast, opportunityId, ['panel1', 'panel2', 'panel3'], 'commissioner');
  await cast.at(-19, 22);
  const lantern = await sendBid(cast, opportunityId, {
    ...bid('lantern', '44,100', 'A child arrives to a game that needs no words, eats at one table with the workers, and chooses the afternoon. Each group has a worker who is trained for children with disabilities, and a quiet room is always free.', 'Six paid summer jobs for young people who came as children; vegetables from two growers within ten miles.'),
    files: [{ name: 'menu.txt', words: 'Monday: lentil stew and flat bread. Tuesday: fish pie. Wednesday: the children cook.\n' }],
  });
  await sendBid(cast, opportunityId, bid('brightway', '39,900', 'A timetable of eight activities with a ratio of one adult to eight children. Additional support is arranged on request.', 'Brightway has a national apprenticeship scheme.'));
  await sendBid(cast, opportunityId, bid('meadow', '45,200', 'Our care workers know many of the families. Children choose from three activities each morning, and nobody sits out: we change the game, not the group.', 'Holiday work for eight students in health and social care.'));
  await cast.at(-15, 10);
  await openBids(cast, opportunityId);
  await cast.at(-14, 13);
  await declare(cast, opportunityId, 'panel1');
  await declare(cast, opportunityId, 'panel3');
  await declare(cast, opportunityId, 'panel2', 'My sister is a trustee of Lantern Young People.');
  await cast.at(-5, 16);
  await scoreAlone(cast, opportunityId, 'panel1', lantern, [
    judged('4.5', 'A day that any child could join, told as a child would tell it, with the help named.', 'The quiet room and the trained worker in each group.', 'Say what happens when that worker is ill.'),
    judged('4', 'Promises with numbers; no date for the jobs.', 'Jobs for those who came as children.', 'Give the date by which each promise is kept.'),
  ]);
}

/** Closed: two bids wait sealed for the two who were named to open them, one was withdrawn in time and one came late and is recorded unread. */
export async function closedScene(cast: Cast): Promise<void> {
  const opportunityId = await advertise(cast, CARERS_CAFES, { built: -32, published: -28, questionsUntil: -8, closes: -1, starts: 60 });
  await cast.act(nameOpeners, 'officer', { opportunityId, openers: [cast.person('officer'), cast.person('opener')] });
  await cast.at(-6, 20);
  await sendBid(cast, opportunityId, bid('meadow', '36,800', 'Through pharmacists, who see who collects for whom. We have asked eleven; nine would hand over a card.', 'Three part-time posts for carers who want to work again.'));
  const withdrawn = await sendBid(cast, opportunityId, bid('stepping', '37,500', 'By a telephone call to each family we have worked with.', 'A free mediation clinic each month.'));
  await cast.at(-4, 9);
  await cast.act(withdrawBid, 'stepping', { bidId: withdrawn });
  await cast.at(-2, 18);
  await sendBid(cast, opportunityId, bid('brightway', '33,950', 'A campaign on social media and in surgeries.', 'Volunteering days for our staff.'));
  const late = await writeBid(cast, opportunityId, bid('lantern', '37,990', 'Young carers tell us where their families are; we would begin with theirs.', 'A cooking course for young carers.'));
  await cast.at(-1, 15);
  await cast.act(submitBid, 'lantern', { bidId: late, checked: '' });
}

/** What is coming: announced while it is still a draft. */
export async function comingScene(cast: Cast): Promise<void> {
  const opportunityId = await buildOpportunity(cast, SWIMMING, { built: -7, published: 25, questionsUntil: 45, closes: 55, starts: 150 });
  await cast.act(announceOpportunity, 'officer', { opportunityId, expectedOn: cast.date(25) });
}

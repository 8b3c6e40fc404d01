import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPaper, addSlotSet, answerAtSession, bookingsOf, bookSlot, recordQuestion, sayWhoComes, slotsOf } from '#parts/sessions';
import { publishOpportunity } from '#opportunities';
import { setPolicy } from '#policy';
import { addSupportItem, answerClash, arrangeForBidders, choosePacks, createPack, followCommand, publishEarlyNotice, recordSlip, saveTimetable, startEarlyNotice } from '#timetable';
import type { Cast } from './cast.ts';
import { BURDEN_REASONS, buildOpportunity } from './opportunity-story.ts';
import { CONCERTS, FESTIVAL } from './timetable.data.ts';

const POLICIES: readonly (readonly [key: string, fields: Readonly<Record<string, string>>, reason: string])[] = [
  ['diary.share', { choice: 'share' }, 'Districts and county ask the same charities.'],
  ['diary.clashDays', { count: '3' }, 'Three tenders in one week are three nights without sleep.'],
  ['mobilisation.minimumWeeks', { count: '4' }, 'Nobody recruits in a fortnight.'],
  ['mobilisation.extraWeeksTupe', { count: '8' }, 'Staff are consulted before they move.'],
  ['tender.breaks', { breaks: 'Christmas: 20 December to 4 January' }, 'Volunteers are at home with their families.'],
];

const PLAIN = { complexity: 'low', consortiaAllowed: true, visitsNoneReason: '', earlyNoticeId: '', advert: '', visits: '', evaluation: '', 'standstill-end': '' };

/** Early notice in the spring; then a festival with visits, a surgery and a pack for the arts, whose award slipped; and one that clashes, still planned. */
export async function timetableScene(cast: Cast): Promise<void> {
  await cast.at(-90, 10);
  for (const [key, fields, reason] of POLICIES) await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key, fields, from: cast.date(-90), source: 'Commissioning committee, minute 31 (example)', owner: 'Procurement', reason });
  const { earlyNoticeId } = await cast.act(startEarlyNotice, 'commissioner', {
    bodyId: cast.bodyId, code: 'UK3', title: 'Arts and wellbeing in the coastal towns', scope: 'A festival for people who seldom leave home, and small grants for groups that will carry it on. Partners who do transport, food or signing are as welcome as those who perform.',
    category: 'services', cpvCodes: '79952100', valueLowNetPence: '20000', valueHighNetPence: '60000', lotsWords: 'One for the festival, one for each town.', expectedOn: cast.date(-8),
  });
  await cast.act(publishEarlyNotice, 'commissioner', { earlyNoticeId });
  await cast.act(startEarlyNotice, 'commissioner', { bodyId: cast.bodyId, code: 'UK2', title: 'Young carers: what should we buy next?', scope: 'We want to talk before we write anything.', category: 'services', cpvCodes: '85312310', valueLowNetPence: '', valueHighNetPence: '', lotsWords: '', expectedOn: '' });
  await cast.act(followCommand, 'lantern', { divisions: ['79000000'], codes: '85312310' });
  const packId = await artsPack(cast);
  await festival(cast, earlyNoticeId, packId);
  await clashing(cast);
}

async function artsPack(cast: Cast): Promise<string> {
  await cast.at(-20, 15);
  const { packId } = await cast.act(createPack, 'officer', { bodyId: cast.bodyId, title: 'Arts and culture', sector: 'Small arts groups' });
  for (const item of [
    { kind: 'walk-through', title: 'From reading a tender to sending a bid', words: 'Read the summary first. If it is not for you, stop: nobody minds.\n\nThen read the questions. Write a line for each before you write any in full.\n\nSend a day early. You can withdraw and send again until it closes.' },
    { kind: 'question-guide', title: 'How to answer each question', words: 'Say who comes, how they hear of it and what changes for them.\n\nOne true story counts for more than a page of promises. Give a number where you have one, and say so where you have none.' },
    { kind: 'toolkit', title: 'What councils mean: words for artists', words: 'Outcome: what is different for somebody afterwards.\n\nSafeguarding: how you keep people safe, and whom you would ring.\n\nSocial value: what else the town gains.' },
  ]) await cast.act(addSupportItem, 'officer', { packId, ...item, link: '' });
  return packId;
}

async function festival(cast: Cast, earlyNoticeId: string, packId: string): Promise<void> {
  const opportunityId = await buildOpportunity(cast, FESTIVAL, { built: -12, published: -8, questionsUntil: 8, closes: 16, starts: 130 });
  await cast.act(saveTimetable, 'officer', { opportunityId, ...PLAIN, earlyNoticeId, opening: cast.date(17), evaluation: cast.date(30), award: cast.date(38) });
  await cast.act(choosePacks, 'officer', { opportunityId, packIds: [packId] });
  await cast.at(-8, 10);
  // Given for whatever the calendar says on the day of loading: only a warning that stands needs, and keeps, its reason.
  await cast.act(publishOpportunity, 'officer', { opportunityId, reasons: { ...BURDEN_REASONS, 'holiday-break-christmas': 'The halls are booked for the spring, and questions are answered through the break.', 'diary-clash': 'The halls are free only then.' } });
  const visit = await cast.act(arrangeForBidders, 'officer', {
    opportunityId, kind: 'visit', title: 'Walk the festival sites', words: 'Meet two of the older people who asked for it, and the caretaker of the pavilion.', on: cast.date(4), firstAt: '10am', minutesEach: '60', minutesBetween: '15', count: '2',
    places: '1', place: 'The Pavilion, Marine Parade', remoteLink: '', peopleEach: '3', accessibility: 'Level paths, and a lift at the pavilion.', alternative: 'A film of the walk, and a call with the same two people.',
  });
  await cast.act(arrangeForBidders, 'officer', {
    opportunityId, kind: 'surgery', title: 'Surgery for small groups', words: 'Twenty minutes with an officer: bring what you do not understand.', on: cast.date(6), firstAt: '5pm', minutesEach: '20', minutesBetween: '5', count: '4', places: '1',
    place: '', remoteLink: 'https://meet.example/wantshire-surgery', peopleEach: '', accessibility: 'Captions are on.', alternative: '',
  });
  await cast.at(-6, 20);
  const slots = await cast.services.database.read((read) => slotsOf(read, [visit.sessionId]));
  for (const [index, supplier] of ['lantern', 'harbour', 'stepping'].entries()) {
    await cast.act(bookSlot, supplier, { sessionId: visit.sessionId, slotId: slots[index]?.id ?? '', organisationId: cast.organisation(supplier) });
  }
  const [first] = await cast.services.database.read((read) => bookingsOf(read, visit.sessionId));
  await cast.act(sayWhoComes, 'lantern', { sessionId: visit.sessionId, bookingId: first!.id, accessNeeds: 'One of us uses a wheelchair.', people: [{ name: 'Leah Stone', role: 'Chief executive', willDeliver: false }, { name: 'Ade Bello', role: 'Festival manager', willDeliver: true }] });
  await cast.at(-5, 9);
  await cast.act(addSlotSet, 'officer', { sessionId: visit.sessionId, on: cast.date(5), firstAt: '2pm', minutesEach: '60', minutesBetween: '15', count: '1', places: '1', place: 'The Pavilion, Marine Parade', remoteLink: '' });
  const { number } = await cast.act(recordQuestion, 'officer', { sessionId: visit.sessionId, question: 'May the pavilion be used in the evening, and who locks up?', bookingId: '' });
  await cast.act(answerAtSession, 'officer', { sessionId: visit.sessionId, number, publicText: 'May the pavilion be used in the evening?', answer: 'Yes, until 10pm. The caretaker locks up.' });
  await cast.act(recordQuestion, 'officer', { sessionId: visit.sessionId, question: 'Is there power at the bandstand?', bookingId: '' });
  await paper(cast, visit.sessionId);
  await cast.at(-3, 11);
  await cast.act(recordSlip, 'officer', { opportunityId, stage: 'award', toOn: cast.date(45), reason: 'Two of the panel are needed at an inspection in that week.', startChoice: 'moves' });
}

async function paper(cast: Cast, sessionId: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-demonstration-'));
  try {
    const path = join(folder, 'sites.txt');
    await writeFile(path, 'The pavilion: 120 seats, a kitchen, one step at the side door. The bandstand: covered, no water.\n');
    await cast.act(addPaper, 'officer', { sessionId, title: 'The sites, with their doors and steps', file: { name: 'sites.txt', path } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Still a draft: it closes near the festival, for the same kind of work, and somebody said why. */
async function clashing(cast: Cast): Promise<void> {
  const opportunityId = await buildOpportunity(cast, CONCERTS, { built: -2, published: 2, questionsUntil: 12, closes: 18, starts: 200 });
  await cast.act(saveTimetable, 'officer', { opportunityId, ...PLAIN, consortiaAllowed: false, opening: cast.date(19), award: cast.date(40), visitsNoneReason: 'The libraries are open to everyone: go when you like.' });
  await cast.act(answerClash, 'officer', { opportunityId, reason: 'The pianos are tuned in that month only.' });
}

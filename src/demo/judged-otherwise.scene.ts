import { confirmReading, opportunityReference, saveCriterion, saveShares } from '#opportunities';
import {
  addItem, answerSheet, arrangeInterviews, askPrice, declareLay, explainPrice, finishLay, finishScoring, inviteLay, issueSheet, layQuestions, makeShortlist, moderate, panelBids, panelQuestions, savePlan, saveScore,
  saveVisit, scoreLay, trainLay,
} from '#evaluation';
import { criteriaOf } from '#parts/assessments';
import type { Cast } from './cast.ts';
import { assessConflicts, buildOpportunity, openBids, publish, sendBid, type OpportunityStory } from './opportunity-story.ts';
import { declare, namePanel } from './panel-story.ts';

/** A tender that judges more than answers: the people who use the service, a visit, an interview and past work. */
const YOUNG_CARERS: OpportunityStory = {
  title: 'Evenings off for young carers', summary: 'Two evenings a week on which children who look after somebody at home are simply children.',
  description: 'Transport, a meal, things to do and somebody to talk to, on two evenings a week for two years.', areas: 'Canterbury\nSwale', cpvCodes: '85312110', lightTouch: true, valueNet: '96000', valueGross: '115200',
  years: 2, extensionMonths: '12', preset: '60-40-nested', platformNumber: '051777', lots: [], documents: [],
  questions: [
    { section: 'Your approach', text: 'How will you make an evening that a tired child wants to come to?', purpose: 'They come once; whether they come again is up to you.', goodAnswer: 'What they would do, who is there, how they get home.', marks: '15', wordLimit: '400', criterion: 'Other quality' },
    { section: 'What the county gains', text: 'What will people here gain from your contract besides the service?', purpose: 'What you promise is put in the contract.', goodAnswer: 'Promises with a number and a date.', marks: '10', wordLimit: '200', criterion: 'Social value' },
  ],
};

/** Parts of quality, in percent of its 60 points. */
const PARTS = [['What young carers think', '10', 'service-users', 'Would you want to go there after a hard day?'], ['Visit', '20', 'visit', 'Are children at ease with the people who work there?'],
  ['Interview', '10', 'interview', 'Which children here go without an evening today, and who would you work with first?'], ['Past work', '10', 'past-performance', 'How well was work like this done before?']] as const;
const LEFT_FOR_ANSWERS = '30';

/** A draft with everything judged otherwise, its plan and its conflicts assessment. @returns its id */
async function buildJudged(cast: Cast, title: string, days: Parameters<typeof buildOpportunity>[2]): Promise<string> {
  const opportunityId = await buildOpportunity(cast, { ...YOUNG_CARERS, title }, days);
  const criteria = () => cast.services.database.read((read) => criteriaOf(read, opportunityReference(opportunityId)));
  const idOf = async (name: string) => (await criteria()).find((one) => one.name === name)!.id;
  await cast.act(saveShares, 'officer', { opportunityId, shares: { [await idOf('Other quality')]: LEFT_FOR_ANSWERS } });
  for (const [name, share, judgedBy, text] of PARTS) {
    await cast.act(saveCriterion, 'officer', { opportunityId, criterionId: null, parentId: await idOf('Quality'), name, guidance: '', kind: 'quality', share, pass: '', judgedBy });
    await cast.act(addItem, 'officer', { opportunityId, criterionId: await idOf(name), text, goodAnswer: '', marks: '', testsLocal: judgedBy === 'interview' });
  }
  await cast.act(confirmReading, 'officer', { opportunityId, confirmed: 'yes' });
  await cast.act(savePlan, 'officer', { opportunityId, anonymous: true, pricesOpenedLater: false, overallPassPoints: '50', neutralPercent: '60', shortlistCount: '2', tieRules: ['quality', 'social-value', 'drawing'] });
  await assessConflicts(cast, opportunityId, 'UK4', { conflicts: 'A member of the children’s committee is a trustee of a charity that may bid.', mitigations: 'The member takes no part and has no access. The panel declares again once bids are open.' });
  return opportunityId;
}

const judgement = (score: string) => ({ score, reason: 'Good against the guide: what was asked is met, with evidence.', strength: 'It is told as a child would tell it.', improvement: 'Say what happens in the second year.' });

/** Scored on paper, shortlisted, one visit arranged, interviews offered; young carers are scoring; one price waits for its assessment. */
export async function judgedOtherwiseScene(cast: Cast): Promise<void> {
  const days = { built: -70, published: -65, questionsUntil: -50, closes: -40, starts: 90 };
  const opportunityId = await buildJudged(cast, YOUNG_CARERS.title, days);
  await publish(cast, opportunityId, days.published, YOUNG_CARERS.platformNumber);
  const bids = new Map<string, string>();
  await cast.at(-45, 11);
  for (const [supplier, price, approach] of [['harbour', '94,000', 'We would fetch them, eat with them and do what they choose. A worker each child knows sits by the door, for those who want to talk.'],
    ['lantern', '95,500', 'Our café is theirs on two evenings. Older young carers help to run it and are paid for it.'], ['brightway', '58,000', 'A programme of sixteen activities delivered to a national standard.']] as const) {
    bids.set(supplier, await sendBid(cast, opportunityId, { supplier, answers: [approach, 'Two apprentices a year, and training open to volunteers.'], prices: [price] }));
  }
  await cast.at(-39, 10);
  await openBids(cast, opportunityId);
  await namePanel(cast, opportunityId, ['panel1', 'panel3'], 'director');
  for (const who of ['panel1', 'panel3', 'director']) await declare(cast, opportunityId, who);
  await pastWorkAndPrice(cast, bids);
  await youngCarers(cast, opportunityId);
  await onPaper(cast, opportunityId, bids);
  await faceToFace(cast, opportunityId, bids);
}

async function pastWorkAndPrice(cast: Cast, bids: ReadonlyMap<string, string>): Promise<void> {
  const [harbour, lantern, brightway] = [bids.get('harbour')!, bids.get('lantern')!, bids.get('brightway')!];
  await cast.at(-38, 9);
  for (const bidId of [harbour, lantern, brightway]) await cast.act(issueSheet, 'officer', { bidId, replyOn: cast.date(-31), references: bidId === lantern ? [{ source: 'Estuary council, head of early help', fact: 'Ran a café for young carers from 2022 to 2024. Attendance doubled; one quarterly report was late.' }] : [] });
  await cast.act(askPrice, 'officer', { bidId: brightway, lot: 'whole', why: 'The price is far below the mean of all bids and below the budget.', answerOn: cast.date(-30) });
  await cast.at(-34, 15);
  await cast.act(answerSheet, 'lantern', { bidId: lantern, reply: 'The report was late by four days because its writer was ill. Since then two people can write it.' });
  await cast.act(explainPrice, 'brightway', { bidId: brightway, lot: 'whole', wage: 'Two session workers, part time, 17,900', staffing: 'Pension and cover, 3,100', cost: 'Rooms and travel, 8,000', explanation: 'Sessions are planned centrally, so that few paid hours are needed here.' });
}

async function youngCarers(cast: Cast, opportunityId: string): Promise<void> {
  const read = cast.services.database;
  for (const [pseudonym, score] of [['Robin', '5'], ['Kit', '4'], ['Sky', null]] as const) {
    await cast.at(-37, 16);
    const { code } = await cast.act(inviteLay, 'officer', { opportunityId, pseudonym, supportedBy: 'Young carers’ worker, Canterbury', support: 'A lift home; somebody to read aloud' });
    const one = await read.read((r) => r.selectFrom('lay_assessor').select('id').where('opportunity_id', '=', opportunityId).where('pseudonym', '=', pseudonym).executeTakeFirstOrThrow());
    await cast.act(trainLay, 'officer', { opportunityId, layId: one.id, trainedOn: cast.date(-36), training: 'An evening at the youth centre: what the faces mean, being fair, keeping it to oneself', support: 'A lift home; somebody to read aloud' });
    if (score === null) continue;
    await cast.at(-35, 18);
    await cast.act(declareLay, null, { code, declaration: 'none' });
    const [bids, questions] = await read.read(async (r) => [await panelBids(r, opportunityId), await layQuestions(r, opportunityId)] as const);
    for (const bid of bids) for (const question of questions) await cast.act(scoreLay, null, { code, bidId: bid.id, questionId: question.id, score: bid.organisationName.startsWith('Brightway') ? '2' : score, words: '' });
    await cast.act(finishLay, null, { code });
  }
}

async function onPaper(cast: Cast, opportunityId: string, bids: ReadonlyMap<string, string>): Promise<void> {
  await cast.at(-29, 10);
  const every = await cast.services.database.read((read) => panelBids(read, opportunityId));
  const owed = (await cast.services.database.read((read) => panelQuestions(read, opportunityId))).flatMap((question) =>
    every.filter(({ newcomer }) => question.judgedBy === 'answers' || (question.judgedBy === 'past-performance' && newcomer === false)).map((bid) => ({ bidId: bid.id, questionId: question.id })));
  const scoreOf = (bidId: string) => (bidId === bids.get('harbour') ? '4.5' : bidId === bids.get('lantern') ? '4' : '2.5');
  for (const who of ['panel1', 'panel3']) {
    for (const one of owed) await cast.act(saveScore, who, { ...one, ...judgement(who === 'panel3' && one.bidId === bids.get('brightway') ? '4.5' : scoreOf(one.bidId)), version: 0 });
    await cast.act(finishScoring, who, { opportunityId });
  }
  await cast.at(-25, 14);
  for (const one of owed) await cast.act(moderate, 'director', { ...one, ...judgement(scoreOf(one.bidId)), standing: '' });
}

async function faceToFace(cast: Cast, opportunityId: string, bids: ReadonlyMap<string, string>): Promise<void> {
  await cast.at(-24, 9);
  await cast.act(makeShortlist, 'officer', { opportunityId, newcomers: [bids.get('harbour')!] });
  await cast.act(saveVisit, 'officer', { bidId: bids.get('lantern')!, place: 'Lantern café, Faversham', visitOn: cast.date(-10), visitors: 'Priya Shah and Rosa Lind', notes: 'Eleven children, two workers. Everyone was greeted by name. A child showed us the rota they had made.' });
  await cast.act(arrangeInterviews, 'officer', { opportunityId, on: cast.date(9), firstAt: '10am', minutesEach: '45', minutesBetween: '15', count: '3', places: '1', place: 'County Hall', remoteLink: 'https://meet.example/young-carers', words: 'Bring nothing; there is no presentation.' });
}

/** A draft of the same kind, still to be published: its plan and checklist can be changed. */
export async function judgedOtherwiseDraftScene(cast: Cast): Promise<void> {
  await buildJudged(cast, 'Weekends away for young carers', { built: -3, published: 20, questionsUntil: 40, closes: 50, starts: 150 });
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import {
  addArrangementCriterion, addArrangementLot, addArrangementQuestion, addTerms, askApplicant, callOffDirectly, createArrangement, decideApplication, declareOnApplication, finishAssessment, followIntakes, nameApplicationAssessor, planIntake, proposeCeiling, proposeChange,
  publishArrangement, readArrangement, saveApplication, saveArrangementDetails, saveRules, saveTermDates, scoreAnswer, startApplication, startMiniCompetition, submitApplication,
} from '#arrangements';
import { publishedOutcomes } from '#outcomes';
import { holdReview, reviewsOf } from '#performance';
import { criteriaOf } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import type { Cast } from './cast.ts';
import { SUPPLIERS } from './county.data.ts';
import { REVIEW_NOTES } from './contracts-register.data.ts';

interface Plan {
  readonly kind: 'framework' | 'dynamic-purchasing-system';
  readonly title: string;
  readonly summary: string;
  readonly commencedOn: string;
  readonly term: readonly [startsOn: string, endsOn: string];
  readonly expected: readonly [value: string, callOffs: string];
  readonly outcomeCode: string;
  readonly cpv: string;
  readonly lots: readonly (readonly [title: string, condition: string])[];
  readonly rules: Readonly<Record<string, string>>;
  readonly standIn: string | null;
}

/** What every applicant is judged on in the demonstration. */
const CRITERIA = [
  { name: 'Safe with young people', share: '50', pass: '60', question: 'How do you keep young people and your workers safe?' },
  { name: 'Reach', share: '30', pass: '', question: 'Whom do you reach whom others do not, and how?' },
  { name: 'Experience', share: '20', pass: '50', question: 'What have you done like this before?' },
] as const;

/** A youth dynamic purchasing system with standing intake, and a framework that brought less than was hoped. */
export async function arrangementsScene(cast: Cast): Promise<void> {
  await trainingFramework(cast);
  await youthSystem(cast);
  await digitalMarketDraft(cast);
}

async function youthSystem(cast: Cast): Promise<void> {
  await cast.at(-300);
  const id = await setUp(cast, {
    kind: 'dynamic-purchasing-system', title: 'Activities for young people in the districts', summary: 'Clubs, trips, sport, music and advice for people aged 8 to 19, close to where they live. Any group that works safely can join on any day.',
    commencedOn: '2024-09-02', term: ['2025-01-06', cast.date(700)], expected: ['500,000', '60'], outcomeCode: 'A1', cpv: '85312400', lots: [['Coast', ''], ['Inland towns', 'A vehicle and a driver of your own: few buses run there after school.']],
    rules: { intake: 'standing', callOffRule: 'mini-competition', provisionalCeiling: '10,000', provisionalReviewMonths: '6' }, standIn: 'Experience',
  });
  await publish(cast, id);
  await cast.at(-290);
  await joinAs(cast, id, 'harbour', ['90', '80', '85'], 'admit');
  await cast.at(-270);
  await joinAs(cast, id, 'lantern', ['45', '70', '80'], 'refuse');
  await cast.at(-262);
  await joinAs(cast, id, 'lantern', ['75', '70', '80'], 'admit', { 'Inland towns': 'You have no vehicle of your own, and this lot needs one.' });
  await cast.at(-195);
  await joinAs(cast, id, 'stepping', ['80', '75', '20'], 'provisional');
  await cast.at(-44);
  await joinAs(cast, id, 'meadow', null, null);
  await cast.at(-9);
  const brightway = await joinAs(cast, id, 'brightway', null, null);
  await cast.at(-6);
  await cast.act(askApplicant, 'officer', { applicationId: brightway, words: 'Your safeguarding policy is mentioned but not described. Tell us who answers for it and how young people can complain.' });
  await cast.at(-3);
  await cast.act(startMiniCompetition, 'officer', { arrangementId: id, lotId: await lotId(cast, id, 1), title: 'Half-term days out on the coast', summary: 'Two days out for 40 young people each in the half-term.' });
  await cast.at(-2);
  await cast.act(proposeChange, 'officer', {
    arrangementId: id, confirmed: 'yes', kind: 'criterion-pass-mark', pass: '70', criterionId: await criterionId(cast, id, 'Safe with young people'), shares: {}, endsOn: '', windowId: '', closesOn: '',
    reason: 'The safeguarding board asks for more after its review.', reviseUntil: cast.date(28),
  });
}

async function trainingFramework(cast: Cast): Promise<void> {
  await cast.at(-379);
  const id = await setUp(cast, {
    kind: 'framework', title: 'Training for those who work with young people', summary: 'Short courses in safeguarding, youth work and mediation for staff and volunteers.', commencedOn: cast.date(-379), term: [cast.date(-372), cast.date(1000)],
    expected: ['240,000', '30'], outcomeCode: 'A1', cpv: '80500000', lots: [], rules: { intake: 'fixed', callOffRule: 'rotation', provisionalCeiling: '', provisionalReviewMonths: '' }, standIn: null,
  });
  await cast.act(planIntake, 'officer', { arrangementId: id, opensOn: cast.date(-379), closesOn: cast.date(-374), words: '' });
  await publish(cast, id, { ceiling: '300,000', managerId: cast.person('manager'), directorId: cast.person('director') });
  await cast.at(-377);
  for (const [key, scores] of [['harbour', ['85', '80', '80']], ['stepping', ['80', '70', '75']], ['lantern', ['75', '75', '70']], ['meadow', ['70', '65', '60']]] as const) await joinAs(cast, id, key, scores, 'admit');
  const { agreementId } = (await cast.services.database.read((read) => readArrangement(read, id)))!;
  const contracts: SignedContract[] = [{ id: agreementId!, signatory: 'Hannah Lowe' }];
  for (const [days, key, title, value, passedOver] of [
    [-300, 'harbour', 'Safeguarding for club volunteers', '6,400', ''], [-220, 'stepping', 'Mediation skills for youth workers', '5,200', ''],
    [-120, 'harbour', 'Detached youth work, an introduction', '4,900', 'Lantern Young People and Meadow Care Partners were asked on the same day and have no trainer free this term.'],
  ] as const) {
    await cast.at(days);
    const work = await cast.act(callOffDirectly, 'officer', {
      arrangementId: id, lotId: '', organisationId: cast.organisation(key), passedOver, title, value, vatPercent: '20', startsOn: cast.date(days + 14), endsOn: cast.date(days + 379), managerId: cast.person('manager'), directorId: cast.person('director'),
    });
    contracts.push({ id: work.agreementId, signatory: SUPPLIERS.find((supplier) => supplier.key === key)!.person.name });
  }
  await review(cast, contracts);
  await cast.at(-5);
  await cast.act(followIntakes, 'brightway', { arrangementId: id });
  await cast.act(proposeCeiling, 'officer', { arrangementId: id, confirmed: 'yes', ceiling: '360,000', ground: '', groundWords: '', vatPercent: '20', reason: 'Schools have asked to send their own staff, and each course fills within a week.' });
}

const DAY = 86_400_000;

/** A contract, and who signs its reviews for its provider. */
interface SignedContract {
  readonly id: string;
  readonly signatory: string;
}

/** The reviews of the framework and of what was called off from it, held as they came due; its yearly one, of last week, is still to be. */
async function review(cast: Cast, contracts: readonly SignedContract[]): Promise<void> {
  const planned = await cast.services.database.read((read) => Promise.all(contracts.map(async ({ id, signatory }) => (await reviewsOf(read, id)).map((one) => ({ ...one, signatory })))));
  const due = planned.flat().filter(({ dueOn, kind }) => dueOn <= cast.date(-5) && kind !== 'annual').sort((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  for (const [index, { id, dueOn, signatory }] of due.entries()) {
    const days = Math.round((Date.parse(dueOn) - Date.parse(cast.date(0))) / DAY) + 3;
    await cast.at(days, 14);
    await cast.act(holdReview, 'manager', { reviewId: id, heldOn: cast.date(days), supplierSignatory: signatory, authoritySigns: 'yes', ...REVIEW_NOTES[index % REVIEW_NOTES.length]! });
  }
}

async function digitalMarketDraft(cast: Cast): Promise<void> {
  await cast.at(-4);
  const { arrangementId } = await cast.act(createArrangement, 'officer', { bodyId: cast.bodyId, kind: 'dynamic-market', title: 'Help to get online', commencedOn: cast.date(-4) });
  await cast.act(addArrangementLot, 'officer', { arrangementId, title: 'Libraries and community rooms', description: '' });
}

async function setUp(cast: Cast, plan: Plan): Promise<string> {
  const { arrangementId } = await cast.act(createArrangement, 'officer', { bodyId: cast.bodyId, kind: plan.kind, title: plan.title, commencedOn: plan.commencedOn });
  const outcomes = await cast.services.database.read((read) => publishedOutcomes(read, cast.bodyId));
  await cast.act(saveArrangementDetails, 'officer', {
    arrangementId, title: plan.title, summary: plan.summary, category: 'services', lightTouch: true, cpvCodes: plan.cpv, areas: '', expectedValue: plan.expected[0], expectedCallOffs: plan.expected[1],
    outcomeIds: outcomes.filter(({ code }) => code === plan.outcomeCode).map(({ id }) => id),
  });
  await cast.act(saveTermDates, 'officer', { arrangementId, startsOn: plan.term[0], endsOn: plan.term[1], termReason: '' });
  for (const [title, condition] of plan.lots) await cast.act(addArrangementLot, 'officer', { arrangementId, title, description: '', condition });
  for (const { name, share, pass, question } of CRITERIA) {
    const { criterionId: id } = await cast.act(addArrangementCriterion, 'officer', { arrangementId, name, guidance: '', kind: 'quality', share, pass });
    await cast.act(addArrangementQuestion, 'officer', { arrangementId, text: question, purpose: '', goodAnswer: 'Who, what, how often, and what came of it.', type: 'long-text', wordLimit: '200', criterionId: id });
  }
  const standIn = plan.standIn ? [await criterionId(cast, arrangementId, plan.standIn)] : [];
  await cast.act(saveRules, 'officer', { arrangementId, entry: 'application', scaleId: '0-100', assessorsNeeded: '1', passPercent: '50', provisionalCriteria: standIn, ...plan.rules });
  await addTermsFile(cast, arrangementId, plan.title);
  await cast.act(nameApplicationAssessor, 'officer', { arrangementId, personId: cast.person('commissioner') });
  return arrangementId;
}

/** @param framework what the contract of a framework is worth at most, and whose it is */
const publish = (cast: Cast, arrangementId: string, framework: Readonly<Record<string, string>> = {}) => cast.act(publishArrangement, 'officer', { arrangementId, platformReference: '', platformPublishedOn: '', ...framework });

async function addTermsFile(cast: Cast, arrangementId: string, title: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-demo-'));
  try {
    const path = join(folder, 'terms.pdf');
    await writeFile(path, await termsPdf(title));
    await cast.act(addTerms, 'officer', { arrangementId, file: { name: 'terms.pdf', path } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const termsPdf = (title: string): Promise<Buffer> => new Promise((resolve) => {
  const document = new PDFDocument({ autoFirstPage: false, info: { Title: `Terms: ${title}` } });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  document.on('end', () => resolve(Buffer.concat(parts)));
  for (const page of ['1. What you do for us and what we do for you.', '2. Keeping people safe.', '3. Paying you within 14 days.', '4. When it does not work out.']) document.addPage().fontSize(12).text(title).moveDown().text(`${page} Invented terms of the demonstration.`);
  document.end();
});

/** Applies, and where scores are given is assessed by the commissioner and decided by the officer, but for lots that it is refused with why. @returns the application */
async function joinAs(cast: Cast, arrangementId: string, who: string, scores: readonly string[] | null, decision: 'admit' | 'provisional' | 'refuse' | null, notInLots: Readonly<Record<string, string>> = {}): Promise<string> {
  const { applicationId } = await cast.act(startApplication, who, { arrangementId, organisationId: cast.organisation(who) });
  const questions = await cast.services.database.read(async (read) => (await questionsOf(read, { kind: 'arrangement', id: arrangementId }, 'application'))?.questions ?? []);
  const lots = await cast.services.database.read((read) => read.selectFrom('arrangement_lot').select(['id', 'title']).where('arrangement_id', '=', arrangementId).orderBy('number').execute());
  await cast.act(saveApplication, who, {
    applicationId, version: 1, lotIds: lots.map(({ id }) => id), alternativeKind: decision === 'provisional' ? 'sub-contract' : '', alternativeWords: decision === 'provisional' ? 'Two seasons as a sub-contractor of Harbour Youth Trust, 2023 and 2024; Hannah Lowe can confirm it.' : '',
    answers: Object.fromEntries(questions.map(({ id, text }) => [id, { texts: [`${text.includes('safe') ? 'A named lead, checks for every worker, two adults at each session and a card that tells young people whom to ring.' : 'Evenings on the sea wall and in the bus station, with young people who come to no club, each week since 2019.'}`], stamp: '' }])),
  });
  await cast.act(submitApplication, who, { applicationId });
  if (scores === null || decision === null) return applicationId;
  await cast.act(declareOnApplication, 'commissioner', { applicationId, declaration: 'none', declarationWords: '' });
  for (const [index, question] of questions.entries()) await cast.act(scoreAnswer, 'commissioner', { applicationId, questionId: question.id, score: scores[index]!, reason: 'Against the guide: what was said, and what was shown for it.', version: 0 });
  await cast.act(finishAssessment, 'commissioner', { applicationId });
  const reasons = decision === 'refuse' ? { [await criterionId(cast, arrangementId, 'Safe with young people')]: 'Checks are described for paid workers and not for volunteers.' } : {};
  await cast.act(decideApplication, 'officer', {
    applicationId, decision, ground: '', reasons, lateReason: '', lots: Object.fromEntries(lots.flatMap(({ id, title }) => (notInLots[title] ? [[id, { decision: 'refuse', reason: notInLots[title] }]] : []))), words: decision === 'refuse' ? 'A strong application with one gap: how volunteers are checked.' : '', tryAgain: decision === 'refuse' ? 'Describe how volunteers are checked, and apply again at once: what you wrote is filled in.' : Object.keys(notInLots).length > 0 ? 'Apply again for that lot as soon as you have what it needs.' : '',
  });
  return applicationId;
}

const criterionId = async (cast: Cast, arrangementId: string, name: string): Promise<string> =>
  (await cast.services.database.read((read) => criteriaOf(read, { kind: 'arrangement', id: arrangementId }))).find((criterion) => criterion.name === name)!.id;
const lotId = async (cast: Cast, arrangementId: string, number: number): Promise<string> =>
  (await cast.services.database.read((read) => read.selectFrom('arrangement_lot').select('id').where('arrangement_id', '=', arrangementId).where('number', '=', number).executeTakeFirstOrThrow())).id;

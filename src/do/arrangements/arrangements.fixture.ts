import { writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PDFDocument from 'pdfkit';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { criteriaOf } from '#parts/assessments';
import { questionsOf } from '#parts/questions';
import { openHouse, type House } from '../../../tests/house.ts';
import {
  addArrangementCriterion, addArrangementLot, addArrangementQuestion, addTerms, createArrangement, declareOnApplication, finishAssessment, nameApplicationAssessor, planIntake, publishArrangement, readArrangement, saveApplication, saveArrangementDetails,
  saveRules, saveTermDates, scoreAnswer, startApplication, submitApplication, type ArrangementKind,
} from './index.ts';
import { bringProvidersInStep } from './framework.store.ts';

export interface Supplier {
  readonly organisationId: OrganisationId;
  readonly writer: PersonId;
}

/** A county with the people who run a list, and as many suppliers as a test asks for. */
export interface ArrangementHouse extends House {
  readonly bodyId: BodyId;
  readonly officer: PersonId;
  readonly director: PersonId;
  readonly assessor: PersonId;
  readonly manager: PersonId;
  addSupplier(name: string): Promise<Supplier>;
  /** A list that is published and takes applications, judged on one criterion on a scale of 100 unless told. */
  setUp(change?: SetUp): Promise<string>;
  /** Writes and sends an application. */
  apply(arrangementId: string, supplier: Supplier, change?: { readonly lotIds?: readonly string[]; readonly alternative?: readonly [kind: string, words: string]; readonly answer?: string }): Promise<string>;
  /** Declares, scores every answer and finishes. */
  assess(applicationId: string, score: string | readonly string[], as?: PersonId): Promise<void>;
}

export interface SetUp {
  readonly kind?: ArrangementKind;
  readonly commencedOn?: string;
  readonly startsOn?: string;
  readonly endsOn?: string;
  readonly intake?: 'standing' | 'annual' | 'fixed';
  readonly window?: readonly [opensOn: string, closesOn: string];
  readonly pass?: string;
  readonly criteria?: readonly (readonly [name: string, share: string, pass: string])[];
  readonly provisional?: readonly [ceiling: string, months: string, criterion: string];
  readonly callOffRule?: 'mini-competition' | 'ranked' | 'rotation';
  readonly lots?: readonly string[];
  readonly expected?: string;
  readonly ceiling?: string;
  readonly entry?: 'application' | 'opportunity';
  readonly assessors?: '1' | '2';
  readonly cpv?: string;
  readonly publish?: false;
}

/** A PDF of so many pages, as a form's upload. */
export async function termsFile(pages: number): Promise<{ readonly name: string; readonly path: string }> {
  const content = await new Promise<Buffer>((resolve) => {
    const document = new PDFDocument({ autoFirstPage: false });
    const parts: Buffer[] = [];
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    for (let page = 0; page < pages; page += 1) document.addPage().text('Terms');
    document.end();
  });
  const path = join(await mkdtemp(join(tmpdir(), 'wantsum-terms-')), 'terms.pdf');
  await writeFile(path, content);
  return { name: 'terms.pdf', path };
}

export async function openArrangementHouse(at = '2015-05-01T09:00:00Z'): Promise<ArrangementHouse> {
  const house = await openHouse();
  await house.setClock(at);
  const bodyId = await house.addBody('kent');
  const people = {
    officer: await house.addPerson('Olive Officer', ['procurement-officer', bodyId]), director: await house.addPerson('Dina Director', ['lead-director', bodyId]),
    assessor: await house.addPerson('Ari Assessor', ['commissioner', bodyId]), manager: await house.addPerson('Mo Manager', ['contract-manager', bodyId]),
  };
  return {
    ...house, bodyId, ...people,
    addSupplier: async (name) => {
      const organisationId = await house.addOrganisation(name);
      return { organisationId, writer: await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]) };
    },
    setUp: (change = {}) => setUp(house, bodyId, people, change),
    apply: (arrangementId, supplier, change = {}) => apply(house, arrangementId, supplier, change),
    assess: (applicationId, score, as = people.assessor) => assess(house, applicationId, score, as),
  };
}

async function setUp(house: House, bodyId: BodyId, { officer, assessor, manager, director }: { readonly officer: PersonId; readonly assessor: PersonId; readonly manager: PersonId; readonly director: PersonId }, change: SetUp): Promise<string> {
  const kind = change.kind ?? 'dynamic-purchasing-system';
  const standing = kind === 'dynamic-purchasing-system' || kind === 'dynamic-market';
  const { arrangementId } = await house.mustRun(createArrangement, officer, { bodyId, kind, title: 'Youth activities', commencedOn: change.commencedOn ?? '2015-03-02' });
  await house.mustRun(saveArrangementDetails, officer, { arrangementId, title: 'Youth activities', summary: 'Clubs and trips for young people.', category: 'services', lightTouch: false, cpvCodes: change.cpv ?? '85312400', areas: '', expectedValue: change.expected ?? '500000', expectedCallOffs: '20' });
  await house.mustRun(saveTermDates, officer, { arrangementId, startsOn: change.startsOn ?? '2015-04-01', endsOn: change.endsOn ?? '2018-03-31', termReason: '' });
  await house.database.write(async (tx) => {
    const outcome = newId<'outcome'>();
    await tx.insertInto('outcome').values({ id: outcome, body_id: bodyId }).execute();
    await tx.insertInto('outcome_served').values({ about_kind: 'arrangement', about_id: arrangementId, outcome_id: outcome }).execute();
  });
  for (const lot of change.lots ?? []) await house.mustRun(addArrangementLot, officer, { arrangementId, title: lot, description: '' });
  const entry = change.entry ?? 'application';
  for (const [name, share, pass] of entry === 'application' ? (change.criteria ?? [['Quality', '100', '']] as const) : []) {
    const { criterionId } = await house.mustRun(addArrangementCriterion, officer, { arrangementId, name, guidance: '', kind: 'quality', share, pass });
    await house.mustRun(addArrangementQuestion, officer, { arrangementId, text: `Tell us about ${name.toLowerCase()}`, purpose: '', goodAnswer: '', type: 'long-text', wordLimit: '200', criterionId });
  }
  const criteria = await house.database.read((read) => criteriaOf(read, { kind: 'arrangement', id: arrangementId }));
  await house.mustRun(saveRules, officer, {
    arrangementId, entry, intake: change.intake ?? (standing ? 'standing' : 'annual'), callOffRule: change.callOffRule ?? 'mini-competition', scaleId: '0-100', assessorsNeeded: change.assessors ?? '1', passPercent: change.pass ?? '50',
    provisionalCeiling: change.provisional?.[0] ?? '', provisionalReviewMonths: change.provisional?.[1] ?? '', provisionalCriteria: criteria.filter(({ name }) => name === change.provisional?.[2]).map(({ id }) => id),
  });
  await house.mustRun(addTerms, officer, { arrangementId, file: await termsFile(10) });
  for (const person of change.assessors === '2' ? [assessor, manager] : [assessor]) await house.mustRun(nameApplicationAssessor, officer, { arrangementId, personId: person });
  if (change.window) await house.mustRun(planIntake, officer, { arrangementId, opensOn: change.window[0], closesOn: change.window[1], words: '' });
  if (change.publish !== false) await house.mustRun(publishArrangement, officer, { arrangementId, platformReference: '', platformPublishedOn: '', ...(kind === 'framework' || kind === 'open-framework' ? { ceiling: change.ceiling ?? '1,000,000', managerId: manager, directorId: director } : {}) });
  return arrangementId;
}

async function apply(house: House, arrangementId: string, { organisationId, writer }: Supplier, { lotIds = [], alternative = ['', ''], answer = 'We reach young people where they are.' }: NonNullable<Parameters<ArrangementHouse['apply']>[2]>): Promise<string> {
  const { applicationId } = await house.mustRun(startApplication, writer, { arrangementId, organisationId });
  const questions = (await house.database.read((read) => questionsOf(read, { kind: 'arrangement', id: arrangementId }, 'application')))!.questions;
  await house.mustRun(saveApplication, writer, { applicationId, version: 1, lotIds, alternativeKind: alternative[0], alternativeWords: alternative[1], answers: Object.fromEntries(questions.map(({ id }) => [id, { texts: [answer], stamp: '' }])) });
  await house.mustRun(submitApplication, writer, { applicationId });
  return applicationId;
}

async function assess(house: House, applicationId: string, score: string | readonly string[], as: PersonId): Promise<void> {
  const { arrangement_id: arrangementId } = await house.database.read((read) => read.selectFrom('arrangement_application').select('arrangement_id').where('id', '=', applicationId).executeTakeFirstOrThrow());
  const questions = (await house.database.read((read) => questionsOf(read, { kind: 'arrangement', id: arrangementId }, 'application')))!.questions;
  await house.mustRun(declareOnApplication, as, { applicationId, declaration: 'none', declarationWords: '' });
  for (const [index, question] of questions.entries()) await house.mustRun(scoreAnswer, as, { applicationId, questionId: question.id, score: typeof score === 'string' ? score : score[index]!, reason: 'Against the guide.', version: 0 });
  await house.mustRun(finishAssessment, as, { applicationId });
}

/** Members straight into the tables, for what a test is not about. */
export async function addMembers(house: House, arrangementId: string, count: number, lotId: string | null = null): Promise<OrganisationId[]> {
  const ids: OrganisationId[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await house.addOrganisation(`Provider ${String(index + 1).padStart(3, '0')}`));
  await house.database.write((tx) => tx.insertInto('arrangement_member').values(ids.map((organisationId) => ({ id: newId<'arrangement_member'>(), arrangement_id: arrangementId, lot_id: lotId, organisation_id: organisationId, status: 'full' }))).execute());
  await house.database.write(async (tx) => {
    const inStep = await bringProvidersInStep(tx, (await readArrangement(tx, arrangementId))!);
    if (inStep.kind === 'refused') throw new Error(inStep.sentence);
  });
  return ids;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmEmail, registerAsSupplier } from '#parties';
import { questionsOf } from '#parts/questions';
import { setPolicy } from '#policy';
import {
  addConnectedPerson, addExtra, addToBank, addVaultDocument, askEvidence, assessRisk, beginCore, giveFinancialView, raiseConcern, recordExclusionCheck, recordShareCode, saveCorePart, setRequirement, shareDocument,
} from '#selection';
import type { Cast } from './cast.ts';
import { DEMONSTRATION_PASSWORD } from './county.data.ts';
import { BANK, CORES, NEW_COMPANY, NEW_CORE, type CoreStory } from './selection.data.ts';

const DECIDED = 'Commissioning committee, minute 21 (example)';
const levels = (low: string, medium: string, high: string) => ({ low, medium, high });
const from = (amount: string) => ({ amount, op: '>=', basis: 'net' });

/** How much the county asks of bidders; examples, since the papers give no numbers. */
const POLICIES: readonly (readonly [key: string, fields: Readonly<Record<string, string>>])[] = [
  ['selection.selfCertifyBelow', from('25000')], ['selection.evidenceWithinDays', { count: '5', counted: 'working' }], ['selection.replyWithinDays', { count: '5', counted: 'working' }],
  ['risk.mediumValueFrom', from('50000')], ['risk.highValueFrom', from('500000')], ['risk.mediumFromPoints', { count: '5' }], ['risk.highFromPoints', { count: '7' }],
  ['requirements.publicLiability', levels('2000000', '5000000', '10000000')], ['requirements.employersLiability', levels('5000000', '5000000', '10000000')], ['requirements.professionalIndemnity', levels('0', '500000', '2000000')],
  ['requirements.guarantee', levels('0', '0', '100000')], ['requirements.evidence', levels('3', '6', '12')], ['requirements.termsPages', levels('10', '20', '40')], ['requirements.bondFrom', from('10000000')], ['requirements.approver', { choice: 'lead-director' }],
];

/** The county says how much it asks of bidders, and its suppliers answer the core questionnaire: once, for every tender of the year. */
export async function coreScene(cast: Cast): Promise<void> {
  await cast.at(-366, 10);
  for (const [key, fields] of POLICIES) await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key, fields, from: cast.date(-366), source: DECIDED, owner: 'Procurement', reason: 'Small organisations should not be put off by what they cannot buy.' });
  for (const question of BANK) await cast.act(addToBank, 'officer', { bodyId: cast.bodyId, goodAnswer: '', ...question });
  await cast.at(-364, 20);
  for (const core of CORES) await answerCore(cast, core);
}

async function answerCore(cast: Cast, { supplier, formedDaysAgo, people, answers }: CoreStory): Promise<void> {
  const organisationId = cast.organisation(supplier);
  await cast.act(beginCore, supplier, { organisationId });
  for (const { name, kind } of people) await cast.act(addConnectedPerson, supplier, { organisationId, name, kind, isMe: false });
  const set = await cast.services.database.read((read) => questionsOf(read, { kind: 'organisation', id: organisationId }, 'core'));
  const [year, month, day] = cast.date(-formedDaysAgo).split('-') as [string, string, string];
  const posted = Object.fromEntries((set?.questions ?? []).flatMap((question) => {
    if (question.key === 'formed-on') return [[question.id, { texts: [], date: { day, month, year }, stamp: '0.' }]];
    const texts = question.key === null ? undefined : answers[question.key];
    return texts ? [[question.id, { texts, stamp: '0.' }]] : [];
  }));
  for (const part of ['identity', 'people', 'exclusion', 'finance', 'insurance', 'safeguards']) await cast.act(saveCorePart, supplier, { organisationId, part, answers: posted });
}

/** A company of six months, vaults with one document that expires soon, and checks of those who may win. */
export async function selectionScene(cast: Cast): Promise<void> {
  await cast.at(-6, 21);
  await newCompany(cast);
  await vaults(cast);
  await checks(cast);
  await comingTender(cast);
}

async function newCompany(cast: Cast): Promise<void> {
  const { key, name, kind, size, companyNumber, charityNumber, summary, person } = NEW_COMPANY;
  await cast.act(registerAsSupplier, null, { name, kind, size, companyNumber, charityNumber, summary, areas: [], categories: [], postcode: '', website: '', personName: person.name, email: person.email, password: DEMONSTRATION_PASSWORD, address: '' });
  const made = await cast.services.database.read((read) => read.selectFrom('person').innerJoin('role_holding', 'role_holding.person_id', 'person.id').select(['person.id', 'role_holding.scope_id']).where('email', '=', person.email).executeTakeFirstOrThrow());
  cast.people.set(key, made.id as never);
  cast.organisations.set(key, made.scope_id as never);
  await cast.act(confirmEmail, null, { personId: made.id });
  await answerCore(cast, NEW_CORE);
}

async function vaults(cast: Cast): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-demonstration-'));
  const add = async (supplier: string, kind: string, title: string, issuer: string, expires: number | null, cover = '') => {
    const path = join(folder, `${kind}-${supplier}.txt`);
    await writeFile(path, `${title}\nIssued by ${issuer}.\nAn invented document of the demonstration.\n`);
    return (await cast.act(addVaultDocument, supplier, { organisationId: cast.organisation(supplier), kind, title, warnDays: '30', file: { name: `${kind}.txt`, path }, issuer, expiresOn: expires === null ? '' : cast.date(expires), cover })).documentId;
  };
  try {
    const insurance = await add('harbour', 'public-liability', 'Public liability insurance', 'Estuary Mutual', 14, '5,000,000');
    await add('harbour', 'policy', 'Safeguarding policy', 'Its trustees', 300);
    await add('harbour', 'accounts', 'Accounts of last year', 'Tide and Partners', null);
    await add('stepping', 'professional-indemnity', 'Professional indemnity insurance', 'Mediators’ Mutual', 220, '1,000,000');
    await add(NEW_COMPANY.key, 'forecast', 'Forecast of the first two years', 'Freya Tandy', null);
    await add(NEW_COMPANY.key, 'guarantor-letter', 'Letter from our guarantor', 'Sandlin Harbour Trust', null);
    await cast.act(shareDocument, 'harbour', { documentId: insurance, with: `body:${cast.bodyId}`, consent: 'yes' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await cast.act(recordShareCode, 'harbour', { organisationId: cast.organisation('harbour'), code: 'HY7K2M9Q', sharedOn: cast.date(-6), confirmed: 'yes' });
}

/** The tender in which an award waits, and the one that is being scored. */
async function checks(cast: Cast): Promise<void> {
  await cast.at(-3, 10);
  const waiting = await bidOf(cast, 'Support for supervised family contact', 'stepping');
  await cast.act(recordExclusionCheck, 'officer', { ...waiting, listSource: 'Debarment list as published on the day', checkedOn: cast.date(-3), result: 'clear', note: '' });
  await cast.act(giveFinancialView, 'finance', { ...waiting, reliedOn: ['unaudited-accounts', 'interview'], view: 'satisfied-with-conditions', conditions: 'Paid each month, so that wages are never waited for.', ground: '', reasons: 'Small and steady, with three months of costs in the bank.' });
  await cast.act(askEvidence, 'officer', { ...waiting, kinds: ['professional-indemnity', 'financial-standing'], words: '', dueOn: cast.date(12) });
  const scored = await bidOf(cast, 'Holiday activities', 'brightway');
  await cast.act(raiseConcern, 'officer', { ...scored, ground: 'poor-performance', debarred: false, facts: 'Your core questionnaire says that a contract elsewhere was ended. Please tell us which, and what has changed since.', replyOn: cast.date(9) });
}

async function bidOf(cast: Cast, title: string, supplier: string): Promise<{ opportunityId: string; bidId: string }> {
  const row = await cast.services.database.read((read) => read.selectFrom('bid').innerJoin('opportunity', 'opportunity.id', 'bid.opportunity_id').select(['bid.id', 'opportunity.id as opportunityId'])
    .where('opportunity.title', 'like', `${title}%`).where('bid.organisation_id', '=', cast.organisation(supplier)).where('bid.state', '=', 'opened').executeTakeFirstOrThrow());
  return { opportunityId: row.opportunityId, bidId: row.id };
}

/** The tender that is still being built says what it asks of bidders, and no more than its risk allows. */
async function comingTender(cast: Cast): Promise<void> {
  const { id: opportunityId } = await cast.services.database.read((read) => read.selectFrom('opportunity').select('id').where('title', 'like', 'Swimming lessons%').where('state', '=', 'draft').executeTakeFirstOrThrow());
  await cast.act(assessRisk, 'officer', { opportunityId, complexity: 'low', harm: 'medium', veryHighValueAndComplex: false, reasons: 'One service, done every summer; children and water.' });
  await cast.act(setRequirement, 'officer', { opportunityId, kind: 'public-liability', amount: '2,000,000', reason: '' });
  const checked = await cast.services.database.read((read) => read.selectFrom('bank_question').select('id').where('topic', '=', 'safeguarding').where('type', '=', 'yes-no').executeTakeFirstOrThrow());
  await cast.act(addExtra, 'officer', { opportunityId, bankQuestionId: checked.id, reason: 'Children are taught one by one.' });
}

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { questionsOf } from '#parts/questions';
import type { House } from '../../../tests/house.ts';
import { addConnectedPerson, addVaultDocument, beginCore, recordShareCode, saveCorePart } from './index.ts';

/** Answers by key, as the form would post them. */
export const GOOD_ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'legal-form': ['Community interest company'], 'registered-address': ['1 High Street, Sheerness'], 'people-complete': ['yes'], 'mandatory-grounds': ['None of these'], 'discretionary-grounds': ['None of these'],
  'finance-evidence': ['A forecast of income, costs and cash', 'A guarantor, such as a parent organisation'], 'accounts-years': ['None yet'], 'insurance-willing': ['yes'], 'modern-slavery': ['No'], 'health-and-safety': ['Yes'],
};
const FORMED = { day: '2', month: '9', year: '2025' };

/** Posts the questions of the parts that hold these keys. */
export async function saveAnswersByKey(house: House, writer: PersonId, organisationId: string, answers: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const set = await house.database.read((read) => questionsOf(read, { kind: 'organisation', id: organisationId }, 'core'));
  for (const part of ['identity', 'people', 'exclusion', 'finance', 'insurance', 'safeguards']) {
    const posted = Object.fromEntries((set?.questions ?? []).flatMap((question) => {
      if (question.key === 'formed-on') return [[question.id, { texts: [], date: FORMED, stamp: '0.' }]];
      const texts = question.key === null ? undefined : answers[question.key];
      return texts ? [[question.id, { texts, stamp: '0.' }]] : [];
    }));
    await house.mustRun(saveCorePart, writer, { organisationId, part, answers: posted });
  }
}

/** A whole core questionnaire: every part answered, one person named, a share code recorded. */
export async function completeCore(house: House, writer: PersonId, organisationId: OrganisationId, answers: Readonly<Record<string, readonly string[]>> = GOOD_ANSWERS): Promise<void> {
  await house.mustRun(beginCore, writer, { organisationId });
  await house.mustRun(addConnectedPerson, writer, { organisationId, name: 'Connie Controller', kind: 'director', isMe: false });
  await saveAnswersByKey(house, writer, organisationId, answers);
  await house.mustRun(recordShareCode, writer, { organisationId, code: 'AB12CD34', sharedOn: '2026-03-01', confirmed: 'yes' });
}

/** A small text file, as an upload leaves it. */
export async function uploadOf(name: string, words: string): Promise<{ readonly name: string; readonly path: string }> {
  const path = join(await mkdtemp(join(tmpdir(), 'wantsum-vault-')), name);
  await writeFile(path, words);
  return { name, path };
}

export async function addInsurance(house: House, writer: PersonId, organisationId: string, expiresOn: string, words = 'We insure them for £5,000,000.'): Promise<string> {
  const { documentId } = await house.mustRun(addVaultDocument, writer, {
    organisationId, kind: 'public-liability', title: 'Public liability insurance', warnDays: '30', file: await uploadOf('insurance.txt', words), issuer: 'Estuary Mutual', expiresOn, cover: '5,000,000',
  });
  return documentId;
}

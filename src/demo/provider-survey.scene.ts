import { confirmEmail, decideClaim, registerToClaim } from '#parties';
import { setPolicy } from '#policy';
import { answerSurvey, followWave, nameReaders, openWave } from '#survey';
import type { Cast } from './cast.ts';
import { DEMONSTRATION_PASSWORD } from './county.data.ts';
import { FIRST_YEAR, JOINED, SECOND_YEAR, type Said } from './provider-survey.data.ts';

/** Providers are asked yearly what it is like to work with the county, and once more after awards: that survey is open, and waits for the bidders. */
export async function providerSurveyScene(cast: Cast): Promise<void> {
  await cast.at(-369, 9);
  await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key: 'survey.publishing', fields: { choice: 'public' }, from: cast.date(-369), source: 'Commissioning committee, minute 15 (example)', owner: 'Policy and partnerships', reason: 'Whoever answers should see what came of it.' });
  await join(cast);
  await yearly(cast, [-367, -345], FIRST_YEAR);
  const waveId = await yearly(cast, [-50, -22], SECOND_YEAR);
  await cast.act(nameReaders, 'policy', { waveId, readers: [cast.person('policy'), cast.person('director')], reason: 'They bring it to the members’ board.' });
  await cast.at(-6, 9);
  await cast.act(openWave, 'policy', { bodyId: cast.bodyId, occasion: 'after-award', title: 'Autumn awards', awardsFrom: cast.date(-300), awardsTo: cast.date(10), closesOn: cast.date(20) });
}

/** People of suppliers in the imported register ask to act for them. */
async function join(cast: Cast): Promise<void> {
  const { database } = cast.services;
  for (const { key, organisation, person, email } of JOINED) {
    const { id } = await database.read((read) => read.selectFrom('organisation').select('id').where('name', '=', organisation).executeTakeFirstOrThrow());
    await cast.act(registerToClaim, null, { organisationId: id, personName: person, email, password: DEMONSTRATION_PASSWORD, evidence: 'We have a contract with the county.' });
    const claim = await database.read((read) => read.selectFrom('organisation_claim').select(['id', 'person_id']).where('organisation_id', '=', id).where('state', '=', 'asked').executeTakeFirstOrThrow());
    cast.people.set(key, claim.person_id as never);
    cast.organisations.set(key, id as never);
    await cast.act(confirmEmail, null, { personId: claim.person_id });
    await cast.act(decideClaim, 'administrator', { claimId: claim.id, decision: 'accept', reason: '' });
  }
}

/** A yearly survey from its opening to its end, and what comes after. */
async function yearly(cast: Cast, [opens, closes]: readonly [number, number], said: readonly Said[]): Promise<string> {
  const { database } = cast.services;
  await cast.at(opens, 9);
  const { waveId } = await cast.act(openWave, 'policy', { bodyId: cast.bodyId, occasion: 'yearly', title: `Providers in ${cast.date(opens).slice(0, 4)}`, awardsFrom: '', awardsTo: '', closesOn: cast.date(closes) });
  const asked = await database.read((read) => read.selectFrom('survey_asked').select('statement_id').where('wave_id', '=', waveId).orderBy('position').execute());
  for (const [index, { who, scores, words = '' }] of said.entries()) {
    await cast.at(opens + 2 + index, 20);
    const { id } = await database.read((read) => read.selectFrom('survey_invitation').select('id').where('wave_id', '=', waveId).where('organisation_id', '=', cast.organisation(who)).executeTakeFirstOrThrow());
    await cast.act(answerSurvey, who, { invitationId: id, scores: Object.fromEntries(asked.map(({ statement_id: statement }, at) => [statement, String(scores[at])])), words, isFinal: 'yes' });
  }
  await cast.at(closes + 1, 7);
  await cast.act(followWave, null, { waveId });
  return waveId;
}

/** The provider feedback survey (RV-21): what providers say of the commissioning, without their names. See README.md. */
import type { Module } from '#platform/module';
import { followWavesJob } from './follow-waves.command.ts';
import { setUpRoutes } from './set-up.routes.ts';
import { surveyActs } from './survey.acts.ts';
import { surveyRoutes } from './survey.routes.ts';

export { answerSurvey } from './answer.command.ts';
export { followWave } from './follow-waves.command.ts';
export { nameReaders } from './name-readers.command.ts';
export { openWave } from './open-wave.command.ts';
export { endAsking, saveStatement, setBaseline } from './statements.commands.ts';
export { surveyActs } from './survey.acts.ts';
export { MOST_WAVES } from './survey.data.ts';
export { surveysOf, type SurveyFigures } from './figures.reader.ts';
export { owedSurveys } from './owed-surveys.reader.ts';

export const surveyModule: Module = {
  name: 'survey',
  acts: surveyActs,
  kinds: [
    {
      kind: 'survey-wave', noun: 'survey of providers', table: 'survey_wave', scopes: { body: 'r.body_id' }, address: (id) => `/survey-waves/${id}`, viewAct: surveyActs.viewWave.name,
      public: "(r.is_public and r.closes_on < (wantsum_clock() at time zone 'Europe/London')::date)", title: 'r.title',
    },
    { kind: 'survey-invitation', noun: 'invitation to a survey', table: 'survey_invitation', scopes: { organisation: 'r.organisation_id' }, address: (id) => `/survey-invitations/${id}`, viewAct: surveyActs.answer.name, title: "'Survey of providers'" },
  ],
  routes: [surveyRoutes, setUpRoutes],
  jobs: [followWavesJob],
  navigation: [{ text: 'What providers say', href: '/provider-survey' }],
};

import { titleInStageSql } from '#opportunities';
import type { RecordKind } from '#platform/access/record-kind';

export const awardKind: RecordKind = {
  kind: 'award',
  noun: 'award',
  table: 'award',
  scopes: { body: '(select o.body_id from opportunity o where o.id = r.opportunity_id)', opportunity: 'r.opportunity_id' },
  // One given up after it was announced stays to be read, with why.
  public: 'r.notice_published_at is not null',
  title: "'Award of ' || (select o.title from opportunity o where o.id = r.opportunity_id) || coalesce((select ', lot ' || l.number from lot l where l.id = r.lot_id), '')",
  address: (id) => `/awards/${id}`,
  viewAct: 'awards.view',
};

/** Its grounds are for staff; what everyone is told stands on the opportunity's own page. */
export const challengeKind: RecordKind = {
  kind: 'award-challenge', noun: 'challenge', table: 'award_challenge',
  scopes: { body: '(select o.body_id from opportunity o where o.id = r.opportunity_id)', opportunity: 'r.opportunity_id' },
  title: `'Challenge to ' || (select ${titleInStageSql('o')} from opportunity o where o.id = r.opportunity_id)`, address: (id) => `/challenges/${id}`, viewAct: 'awards.viewChallenge',
};

export const interimKind: RecordKind = {
  kind: 'award-interim', noun: 'interim position', table: 'award_interim',
  scopes: { body: '(select o.body_id from award_challenge c join opportunity o on o.id = c.opportunity_id where c.id = r.challenge_id)', organisation: 'r.organisation_id' },
  title: "'Interim position'", address: (id) => `/interim-positions/${id}`, viewAct: 'awards.viewInterim',
};

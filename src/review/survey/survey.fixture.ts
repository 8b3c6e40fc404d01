import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { House } from '../../../tests/house.ts';
import { answerSurvey } from './answer.command.ts';
import { openWave } from './open-wave.command.ts';
import { askedIn } from './survey.store.ts';

export interface Supplier {
  readonly id: OrganisationId;
  readonly writer: PersonId;
}

/** An authority that asks, with suppliers that bid for what it awards. */
export class SurveyTown {
  readonly house: House;
  readonly bodyId: BodyId;
  readonly policy: PersonId;
  readonly director: PersonId;

  constructor(house: House, bodyId: BodyId, policy: PersonId, director: PersonId) {
    this.house = house;
    this.bodyId = bodyId;
    this.policy = policy;
    this.director = director;
  }

  static async in(house: House, slug: string): Promise<SurveyTown> {
    const bodyId = await house.addBody(slug);
    return new SurveyTown(house, bodyId, await house.addPerson('Pia Policy', ['policy-officer', bodyId]), await house.addPerson('Dora Director', ['lead-director', bodyId]));
  }

  async supplier(name: string, facts: { readonly size?: string; readonly sector?: string } = {}): Promise<Supplier> {
    const id = await this.house.addOrganisation(name);
    await this.house.database.pool.query('update organisation set size = $2, sector = $3 where id = $1', [id, facts.size ?? null, facts.sector ?? null]);
    return { id, writer: await this.house.addPerson(`Writer of ${name}`, ['bid-writer', id]) };
  }

  /** A tender that the first of the suppliers won, on the clock's day. */
  async award(suppliers: readonly Supplier[]): Promise<void> {
    const { pool } = this.house.database;
    const opportunityId = newId<'opportunity'>();
    await pool.query("insert into opportunity (id, reference, body_id, route, title, state, published_at, closes_at, opened_at) values ($1, $2, $3, 'open', 'Decided', 'awarded', wantsum_clock() - interval '60 days', wantsum_clock() - interval '30 days', wantsum_clock() - interval '29 days')", [opportunityId, `OP-${opportunityId.slice(-8)}`, this.bodyId]);
    for (const [index, { id }] of suppliers.entries()) {
      const bidId = newId<'bid'>();
      await pool.query('insert into bid (id, reference, opportunity_id, organisation_id, state) values ($1, $2, $3, $4, $5)', [bidId, `BID-${bidId.slice(-12)}`, opportunityId, id, index === 0 ? 'successful' : 'not-successful']);
      if (index === 0) await pool.query("insert into award (id, opportunity_id, bid_id, ocds_award_id, state, value_net_pence, value_gross_pence, total_points, reasons, confirmed_at) values ($1, $2, $3, $4, 'confirmed', 100, 100, 80, 'Best', wantsum_clock())", [newId<'award'>(), opportunityId, bidId, bidId]);
    }
  }

  /** Opens a wave after awards of a span of days. */
  async open(title: string, [awardsFrom, awardsTo]: readonly [string, string], closesOn: string): Promise<string> {
    return (await this.house.mustRun(openWave, this.policy, { bodyId: this.bodyId, occasion: 'after-award', title, awardsFrom, awardsTo, closesOn })).waveId;
  }

  async invitation(waveId: string, { id }: Pick<Supplier, 'id'>): Promise<string> {
    const { rows } = await this.house.database.pool.query<{ id: string }>('select id from survey_invitation where wave_id = $1 and organisation_id = $2', [waveId, id]);
    if (!rows[0]) throw new Error('this organisation is not invited');
    return rows[0].id;
  }

  /** The statements of a wave by their short names. */
  async asked(waveId: string): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.house.database.read((read) => askedIn(read, [waveId]))).map(({ subject, id }) => [subject, id]));
  }

  /** What is posted: one score for all statements, but for those that are named. */
  async form(waveId: string, score: number, named: Readonly<Record<string, number>> = {}): Promise<Record<string, string>> {
    return Object.fromEntries([...(await this.asked(waveId))].map(([subject, id]) => [`statement-${id}`, String(named[subject] ?? score)]));
  }

  async answer(waveId: string, supplier: Supplier, score: number, { words = '', named = {} }: { readonly words?: string; readonly named?: Readonly<Record<string, number>> } = {}): Promise<void> {
    const scores = Object.fromEntries(Object.entries(await this.form(waveId, score, named)).map(([name, value]) => [name.slice('statement-'.length), value]));
    await this.house.mustRun(answerSurvey, supplier.writer, { invitationId: await this.invitation(waveId, supplier), scores, words, isFinal: 'yes' });
  }
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { addFile, clearBids, clearBidsJob, peopleKeptMonths, saveAnswer, startBid } from '#bids';
import { resultsOf } from '#evaluation';
import { eraseLeaversJob } from '#parties';
import { questionsOf } from '#parts/questions';
import { clearVaultJob } from '#selection';
import { SYSTEM } from '#platform/access/access';
import { openJudgedHouse, type JudgedHouse } from '../evaluation/judged.fixture.ts';

const JUDGING = {
  criteria: [{ name: 'Quality', kind: 'quality', share: '60' }, { name: 'Price', kind: 'price', share: '40' }],
  questions: [{ text: 'How?', type: 'long-text', criterion: 'Quality' }],
  bidders: [{ name: 'Alpha', price: '100', answers: ['We do it so.'], file: 'alpha.pdf' }, { name: 'Beta', price: '120', answers: ['We do it otherwise.'], file: 'beta.pdf' }],
} as const;

describe('bids whose time is over', () => {
  let house: JudgedHouse;
  let gamma: { readonly id: string; readonly writer: PersonId; readonly organisationId: OrganisationId };
  const query = async <Row>(text: string, values: readonly unknown[] = []) => (await house.database.pool.query(text, values as unknown[])).rows as Row[];
  const deleted = async () => (await query<{ name: string }>(`select o.name from bid b join organisation o on o.id = b.organisation_id where b.contents_deleted_at is not null order by o.name`)).map(({ name }) => name);
  const entries = () => query<{ detail: { after: Record<string, unknown> }; rule: string }>(`select detail, rule from audit_entry where act = 'bids.clearContents' and result = 'done' order by id`);
  const night = async (at: string) => {
    await house.setClock(at);
    await clearBidsJob.run(house.services, {});
    return deleted();
  };
  const totals = async () => (await house.database.read((read) => resultsOf(read, house.opportunityId)))!.lots[0]!.result.bids.map(({ name, total, rank }) => [name, total.toString(), rank]);
  const bytesOf = async (bidId: string) => (await query<{ file_id: string }>('select file_id from bid_file where bid_id = $1', [bidId]))[0]!.file_id;
  const setTime = (bodyId: string, key: string, value: number) => query(`insert into local_policy (id, body_id, key, valid, value, source) values ($1, $2, $3, '[2020-01-01,)', $4, 'Minute 3')`, [newId<'local_policy'>(), bodyId, key, JSON.stringify(value)]);

  beforeAll(async () => {
    house = await openJudgedHouse(JUDGING);
    await house.publish();
    await house.bid();
    const organisationId = await house.addOrganisation('Gamma');
    const writer = await house.addPerson('Gary Gamma', ['bid-writer', organisationId]);
    const { bidId } = await house.mustRun(startBid, writer, { opportunityId: house.opportunityId, organisationId });
    const [question] = (await house.database.read((read) => questionsOf(read, { kind: 'opportunity', id: house.opportunityId }, 'tender')))!.questions;
    await house.mustRun(saveAnswer, writer, { bidId, questionId: question!.id, version: 0, texts: ['Half an answer.'] });
    await house.mustRun(addFile, writer, { bidId, questionId: question!.id, file: { name: 'gamma.pdf', content: Buffer.from('%PDF-1.7 plan'), tooLarge: false } });
    gamma = { id: bidId, writer, organisationId };
    await house.open();
    await house.seat();
    await house.score({ Alpha: '4', Beta: '3' });
    await query(`update bid set state = case id when $1 then 'successful' else 'not-successful' end where state = 'opened'`, [house.bids[0]!.id]);
  });
  afterAll(() => house.close());

  test('XC-04: nothing is deleted while the procurement has not ended, or is challenged, however long ago', async () => {
    await setTime(await house.addBody('medway'), 'retention.draftBidMonths', 1);
    expect(await house.run(clearBids, SYSTEM, { bodyId: house.bodyId, what: 'drafts' })).toMatchObject({ code: 'not-set' });
    await setTime(house.bodyId, 'retention.draftBidMonths', 6);
    expect(await house.run(clearBids, house.officer, { bodyId: house.bodyId, what: 'drafts' })).toEqual({ kind: 'forbidden' });
    expect(await night('2036-01-01T04:00:00Z')).toEqual([]);
    await query(`update opportunity set state = 'awarded' where id = $1`, [house.opportunityId]);
    await query(`insert into award (id, opportunity_id, bid_id, ocds_award_id, state, value_net_pence, value_gross_pence, total_points, reasons) values ($1, $2, $3, 'a-1', 'standstill', 10000, 12000, 88, 'Most points.')`, [newId<'award'>(), house.opportunityId, house.bids[0]!.id]);
    expect(await night('2036-01-02T04:00:00Z')).toEqual([]);
    await query(`update award set state = 'confirmed', confirmed_at = '2026-05-01T10:00:00Z'`);
    await query(`insert into award_challenge (id, opportunity_id, kind, grounds, public_words, raised_on) values ($1, $2, 'claim', 'Why', 'It is paused.', '2026-05-10')`, [newId<'award_challenge'>(), house.opportunityId]);
    expect(await night('2036-01-03T04:00:00Z')).toEqual([]);
    await query(`update award_challenge set outcome = 'not-upheld', outcome_words = 'No', resolved_on = '2026-06-01'`);
    expect(await entries()).toEqual([]);
  });

  test('XC-04: a draft that was never sent goes once its months are over, an unsuccessful bid on the day after its years, and not on the last', async () => {
    const before = await totals();
    const files = { alpha: await bytesOf(house.bids[0]!.id), beta: await bytesOf(house.bids[1]!.id), gamma: await bytesOf(gamma.id) };
    const closed = (await query<{ day: string }>(`select (((closes_at at time zone 'Europe/London')::date + interval '6 months')::date)::text as day from opportunity where id = $1`, [house.opportunityId]))[0]!.day;
    expect(await night(`${closed}T12:00:00Z`)).toEqual([]);
    expect(await night('2029-06-01T12:00:00Z')).toEqual(['Gamma']);
    expect(await night('2029-06-02T12:00:00Z')).toEqual(['Beta', 'Gamma']);
    expect(await night('2040-01-01T12:00:00Z')).toEqual(['Beta', 'Gamma']);
    expect((await entries()).map(({ detail }) => detail.after)).toEqual([
      { what: 'drafts', bids: 1, answers: 1, files: 1, judgements: 0 }, { what: 'unsuccessful', bids: 1, answers: expect.any(Number) as number, files: 1, judgements: 3 },
    ]);
    expect(JSON.stringify(await entries())).toContain('Unsuccessful bids: 3 years');
    expect(JSON.stringify(await entries())).not.toContain('Gamma');
    expect(await totals()).toEqual(before);
    const left = await query<{ name: string; parts: number; keys: number; answers: number; words: number }>(`select o.name, (select count(*)::int from bid_part p where p.bid_id = b.id) as parts, (select count(*)::int from bid_key k where k.bid_id = b.id) as keys,
      (select count(*)::int from opened_answer a where a.bid_id = b.id) as answers, (select count(*)::int from score s where s.bid_id = b.id and s.reason = 'Meets the guide.') as words from bid b join organisation o on o.id = b.organisation_id order by o.name`);
    expect(left[0]).toMatchObject({ name: 'Alpha', keys: 2, answers: 1, words: 2 });
    expect(left.slice(1)).toEqual(['Beta', 'Gamma'].map((name) => ({ name, parts: 0, keys: 0, answers: 0, words: 0 })));
    await clearVaultJob.run(house.services, {});
    await expect(house.services.files.readAll(files.beta)).rejects.toThrow();
    await expect(house.services.files.readAll(files.gamma)).rejects.toThrow();
    expect((await house.services.files.readAll(files.alpha)).length).toBeGreaterThan(0);
  });

  test('the bidder reads that it was deleted and keeps the receipt; the officer reads it on the opened bid; what was in it is nowhere', async () => {
    const [beta, writer] = [house.bids[1]!, house.visitor(house.bids[1]!.writer)];
    const own = await writer.get(`/bids/${beta.id}`);
    expect(own.text).toContain('What was written in this bid was deleted on');
    expect((await writer.get(`/bids/${beta.id}/receipt`)).status).toBe(200);
    for (const page of ['submissions/1', 'check', 'files', 'prices', 'whole']) expect((await writer.get(`/bids/${beta.id}/${page}`)).status).toBe(404);
    const opened = await house.visitor(house.officer).get(`/bids/${beta.id}/opened`);
    expect(opened.status).toBe(200);
    expect(opened.text).toContain('What was written in this bid was deleted on');
    expect(opened.text).not.toContain('We do it otherwise.');
    expect((await house.visitor(house.officer).get(`/opportunities/${house.opportunityId}/results`)).status).toBe(200);
    expect((await house.visitor(gamma.writer).get(`/bids/${gamma.id}`)).text).toContain('was deleted on');
  });

  test('people: the longest time of the authorities concerned holds, six years for one that set none, and the nightly job obeys it', async () => {
    const [short, long, unset] = [await house.addBody('short'), await house.addBody('long'), await house.addBody('unset')];
    await setTime(short, 'retention.peopleYears', 1);
    await setTime(long, 'retention.peopleYears', 8);
    await setTime(house.bodyId, 'retention.peopleYears', 2);
    const [one, both, usual] = [await house.addPerson('O Ne', ['commissioner', short]), await house.addPerson('Bo Th', ['commissioner', short], ['commissioner', long]), await house.addPerson('U Sual', ['commissioner', short], ['commissioner', unset])];
    const kept = await house.database.read((read) => peopleKeptMonths(read, [one, both, usual, gamma.writer]));
    expect([one, both, usual, gamma.writer].map((id) => kept.get(id))).toEqual([12, 96, 72, 24]);
    await query(`update person set state = 'left', left_at = wantsum_clock() - interval '13 months' where id = any($1)`, [[one, both, usual]]);
    await eraseLeaversJob({ retentionMonths: peopleKeptMonths }).run(house.services, {});
    expect((await query<{ state: string }>('select state from person where id = any($1) order by array_position($1, id)', [[one, both, usual]])).map(({ state }) => state)).toEqual(['erased', 'left', 'left']);
  });
});

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { connectBids, setBidOutcome, signOpening, submitBid } from '#bids';
import { CLOSING, openBiddingHouse, type BiddingHouse } from '../../../do/bids/bids.fixture.ts';
import { acceptConfidentiality, answerInvitation, editConsortium, formConsortium, inviteToConsortium, leaveConsortium, shareBid } from './consortium.commands.ts';
import { connectPartners } from '../ports.ts';
import { decideTwoBids } from './decide-two-bids.command.ts';
import { twoBidsObstacles } from './group-bid.reader.ts';
import { declareTwoBids } from './two-bids.command.ts';
import { inTwoBids, ownBidWanting } from './two-bids.store.ts';
import { overlaps, ruleFor, strictest, wanting, type Part } from './two-bids.ts';

const part = (given: Partial<Part> = {}): Part => ({ role: 'alone', group: null, lotIds: ['a'], ...given });

describe('the rule of two bids', () => {
  test('two parts overlap where they share a lot, or one is for all of them', () => {
    expect(overlaps([part(), part({ lotIds: ['b'] })])).toEqual([]);
    expect(overlaps([part(), part({ lotIds: ['b', 'a'] })])).toHaveLength(1);
    expect(overlaps([part(), part({ lotIds: [] }), part({ lotIds: ['c'] })])).toHaveLength(2);
    expect(overlaps([])).toEqual([]);
  });

  test('a prime’s named partner has a rule of its own; the strictest of several pairs is told', () => {
    const rules = { member: 'refuse', partner: 'flag' } as const;
    const [alone, partner, member] = [part(), part({ role: 'named-partner', group: 'Prime' }), part({ role: 'member', group: 'Coast' })];
    expect(ruleFor([alone, partner], rules)).toBe('flag');
    expect(ruleFor([alone, member], rules)).toBe('refuse');
    expect(strictest(overlaps([alone, partner, member]), rules)).toBe('refuse');
    expect(strictest([], rules)).toBeNull();
    expect(strictest([[alone, member]], { member: null, partner: null })).toBeNull();
  });

  test('refused whatever is declared; declared where that is asked; otherwise free. No sentence names a group', () => {
    const pair = [[part(), part({ role: 'member', group: 'Coast together' })]] as const;
    const outcome = (member: 'refuse' | 'declare' | 'flag' | null, declared: boolean) => wanting(pair, { member, partner: null }, declared)?.code ?? null;
    expect([outcome('refuse', true), outcome('declare', false), outcome('declare', true), outcome('flag', false), outcome(null, false)]).toEqual(['two-bids', 'not-declared', null, null, null]);
    expect(wanting(pair, { member: 'refuse', partner: null }, false)!.sentence).not.toContain('Coast');
  });
});

describe('a member that bids alone too, over HTTP', () => {
  let house: BiddingHouse;
  let partner: { readonly id: OrganisationId; readonly writer: PersonId };
  let consortiumId: string;
  let groupBid: string;
  let ownBid: string;

  const policy = async (key: string, value: string | null) => {
    await house.database.pool.query('delete from local_policy where body_id = $1 and key = $2', [house.bodyId, key]);
    if (value) await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key, valid: '[2020-01-01,)', value: JSON.stringify(value), source: 'Test' }).execute());
  };
  const set = async (choice: string | null) => policy('consortia.memberOfTwo', choice);
  const send = (bidId: string, writer: PersonId) => house.run(submitBid, writer, { bidId, checked: '' });
  const lots = (chosen: readonly string[], form = 'lead-body') => house.run(editConsortium, house.writer, { consortiumId, name: 'Coast together', form, legalForm: 'Partnership', decisionRules: 'Both agree', confidentiality: 'Secret', daysNeeded: '', lots: [...chosen] });

  beforeAll(async () => {
    house = await openBiddingHouse();
    // The house wires only some rooms by itself in tests of bids; this is the wire of wiring.ts.
    const putBack = connectBids({ ownBidWanting });
    const id = await house.addOrganisation('Gamma Arts');
    await house.database.write((tx) => tx.updateTable('organisation').set({ match_name: 'gamma arts' }).where('id', '=', id).execute());
    partner = { id, writer: await house.addPerson('Gail', ['bid-writer', id]) };
    groupBid = await house.writeBid();
    consortiumId = await house.mustRun(formConsortium, house.writer, { opportunityId: house.opportunityId, organisationId: house.organisationId, name: 'Coast together', form: 'lead-body' });
    await lots([house.lots[0]!]);
    await house.mustRun(inviteToConsortium, house.writer, { consortiumId, organisation: 'Gamma Arts', part: 'Clubs', specialNeed: '' });
    ownBid = await house.writeBid({ organisationId: partner.id, writer: partner.writer, lots: [house.lots[0]!] });
    return putBack;
  }, 120_000);
  afterAll(() => house.close());

  test('an invitation that is not answered counts for nothing', async () => {
    await set('refuse');
    expect((await send(ownBid, partner.writer)).kind).toBe('done');
    expect((await house.visitor(partner.writer).get(`/opportunities/${house.opportunityId}/two-bids`)).status).toBe(404);
  });

  test('DM-15: refused: with its own bid sent it cannot join for the same lot; the lead is told nothing, the trail names nobody', async () => {
    expect((await house.visitor(partner.writer).get(`/consortia/${consortiumId}/answer`)).text).toContain('The authority refuses this');
    const refused = await house.visitor(partner.writer).post(`/consortia/${consortiumId}/answer`, { answer: 'accept' });
    expect(refused.text).toContain('takes part in another bid for the same lot, which this authority refuses');
    expect((await house.visitor(house.writer).get(`/consortia/${consortiumId}`)).text).not.toMatch(/another bid|two bids/i);
    const { rows } = await house.database.pool.query("select reason, rule, detail from audit_entry where result = 'refused' and act = 'consortia.answer'");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/Coast|Gamma/);
  });

  test('where a declaration is asked, it joins with one; the declaration is in no trail and on nobody else’s page', async () => {
    await set('declare');
    expect(await house.run(answerInvitation, partner.writer, { consortiumId, answer: 'accept' })).toMatchObject({ code: 'not-declared', field: 'declaration' });
    await house.visitor(partner.writer).post(`/consortia/${consortiumId}/answer`, { answer: 'accept', declaration: 'Two teams that do not talk.' });
    await house.mustRun(shareBid, house.writer, { consortiumId });
    await house.mustRun(acceptConfidentiality, partner.writer, { consortiumId, agreed: 'yes' });
    expect((await house.visitor(partner.writer).get(`/consortia/${consortiumId}`)).text).toContain('Gamma Arts takes part in two bids for the same lot');
    for (const url of [`/consortia/${consortiumId}`, `/bids/${groupBid}`, `/bids/${groupBid}/check`]) expect((await house.visitor(house.writer).get(url)).text).not.toMatch(/two bids|another bid|Two teams/i);
    const { rows } = await house.database.pool.query("select count(*)::int as found from audit_entry where concat(reason, detail::text) like '%Two teams%'");
    expect(rows).toEqual([{ found: 0 }]);
  });

  test('DM-15: refused at the sending: its own people read why before they send; another lot is free; the partner in a shared bid reads nothing of the lead’s', async () => {
    await set('refuse');
    const again = await house.visitor(partner.writer).get(`/bids/${ownBid}/check`);
    expect(again.text).toContain('which this authority refuses');
    await house.database.pool.query("update bid set state = 'withdrawn', current_submission_id = null, withdrawn_at = now() where id = $1", [ownBid]);
    expect(await send(ownBid, partner.writer)).toMatchObject({ code: 'incomplete', more: [{ field: 'two-bids' }] });
    expect((await house.visitor(partner.writer).get(`/bids/${ownBid}/two-bids`)).text).toContain('Takes part in Coast together');
    // The lead sends the group's bid, and is not held up by what its partner does alone.
    expect((await send(groupBid, house.writer)).kind).toBe('done');
    await house.database.pool.query("update bid set state = 'draft', current_submission_id = null where id = $1", [groupBid]);
    await lots([house.lots[1]!]);
    expect((await send(ownBid, partner.writer)).kind).toBe('done');
    // The lead turns its group to the lot of its partner's own bid: it is not told, and may.
    expect((await lots([house.lots[0]!])).kind).toBe('done');
  });

  test('a prime’s partner goes by the rule for partners', async () => {
    expect((await lots([house.lots[0]!], 'prime')).kind).toBe('done');
    const free = await house.database.read((read) => ownBidWanting(read, { opportunityId: house.opportunityId, organisationId: partner.id }, [house.lots[0]!]));
    expect(free).toEqual([]);
    await policy('consortia.partnerOfTwo', 'refuse');
    expect(await house.database.read((read) => ownBidWanting(read, { opportunityId: house.opportunityId, organisationId: partner.id }, [house.lots[0]!]))).toHaveLength(1);
    await policy('consortia.partnerOfTwo', null);
    await lots([house.lots[0]!]);
  });

  test('forged: nobody declares for another organisation, nor an officer at all; nothing is found for whoever bids once', async () => {
    await set('declare');
    const given = { opportunityId: house.opportunityId, organisationId: partner.id, words: 'x' };
    expect(await house.run(declareTwoBids, house.writer, given)).toMatchObject({ code: 'not-yours' });
    expect((await house.run(declareTwoBids, house.officers[0], given)).kind).toBe('forbidden');
    expect(await house.run(declareTwoBids, house.writer, { ...given, organisationId: house.organisationId })).toMatchObject({ code: 'once' });
    for (const person of [house.writer, house.officers[0]]) expect((await house.visitor(person).get(`/opportunities/${house.opportunityId}/two-bids`)).status).toBe(404);
    expect((await house.visitor(partner.writer).get('/opportunities/nonsense/two-bids')).status).toBe(404);
    await house.visitor(partner.writer).post(`/opportunities/${house.opportunityId}/two-bids`, { organisationId: partner.id, words: 'Two teams, two rooms.' });
  });

  test('before the opening the officer finds nothing; after it, who takes part in both, its declaration and the rule', async () => {
    await house.submit(groupBid);
    expect(await house.database.read((read) => inTwoBids(read, house.opportunityId))).toEqual([]);
    expect((await house.visitor(house.officers[0]).get(`/opportunities/${house.opportunityId}/lineage`)).text).not.toContain('Gamma Arts');
    await house.setClock(CLOSING.replace('12:00', '12:01'));
    for (const officer of house.officers.slice(0, 2)) await house.run(signOpening, officer, { opportunityId: house.opportunityId });
    const page = await house.visitor(house.officers[0]).get(`/opportunities/${house.opportunityId}/lineage`);
    for (const words of ['Gamma Arts Allowed when declared', 'Bids alone', 'Takes part in Coast together', 'Two teams, two rooms.']) expect(page.text).toContain(words);
    expect(await house.run(declareTwoBids, partner.writer, { opportunityId: house.opportunityId, organisationId: partner.id, words: 'Later' })).toMatchObject({ code: 'opened' });
    // The lead reads the record of its group as before.
    expect((await house.visitor(house.writer).get(`/consortia/${consortiumId}`)).text).not.toMatch(/Two teams|Bids alone/);
  });

  test('DM-15: an overlap that came later, which the rule refuses, holds the award of either bid, with who has to decide what; the other lot is free', async () => {
    await set('refuse');
    const obstacles = (bidId: string, lotId: string | null = house.lots[0]!) => house.database.read((read) => twoBidsObstacles(read, { opportunityId: house.opportunityId, lotId, bidId, step: 'recommend' }));
    for (const bidId of [ownBid, groupBid]) expect(await obstacles(bidId)).toMatchObject([{ sentence: expect.stringMatching(/^Gamma Arts takes part in this bid and in .*which the authority’s rule refuses\. A legal officer or lead director must hear both bidders and decide: exclude one of the two bids, or allow both/), rule: {}, href: `/opportunities/${house.opportunityId}/lineage` }]);
    expect(await obstacles(ownBid, house.lots[1]!)).toEqual([]);
    await set('flag');
    expect(await obstacles(ownBid)).toEqual([]);
    await set('refuse');
  });

  test('the decision: not by the officer, nor by bidders, nor before both were heard; nothing typed is lost; two at once decide once; it is audited and both are told', async () => {
    onTestFinished(connectPartners({ passOver: async ({ tx }, bidId, reason) => { const outcome = await setBidOutcome(tx, bidId, 'rejected', reason); return typeof outcome === 'string' ? null : outcome; }, isLockedOut: async () => false }));
    const legal = await house.addPerson('Leo Legal', ['legal-officer', house.bodyId]);
    const elsewhere = await house.addPerson('Else Where', ['legal-officer', await house.addBody('medway')]);
    const url = `/opportunities/${house.opportunityId}/two-bids/${partner.id}`;
    const given = { opportunityId: house.opportunityId, organisationId: partner.id, decision: 'allow', heard: { [ownBid]: 'We did not know.', [groupBid]: 'We chose the lot late.' }, reason: 'Neither saw a price of the other.' };
    for (const person of [house.officers[0], house.writer, partner.writer, elsewhere]) {
      expect((await house.run(decideTwoBids, person, given)).kind).toBe('forbidden');
      expect([403, 404]).toContain((await house.visitor(person).get(url)).status);
    }
    expect((await house.visitor(house.officers[0]).get(`/opportunities/${house.opportunityId}/lineage`)).text).toContain('No award of either bid goes on until a legal officer or lead director has heard both bidders and decided.');
    const visitor = house.visitor(legal);
    expect((await visitor.get(`/opportunities/${house.opportunityId}/lineage`)).html).toContain(`href="${url}"`);
    const half = await visitor.post(url, { decision: 'allow', reason: 'Kept <typed>', [`heard-${ownBid}`]: 'We did not know.' });
    expect(half.text).toContain('Say what Swale Youth Trust said when it was heard');
    expect(half.html).toContain('Kept &lt;typed&gt;');
    expect(await house.run(decideTwoBids, legal, { ...given, decision: newId<'bid'>() })).toMatchObject({ code: 'no-decision' });
    expect(await house.run(decideTwoBids, legal, { ...given, reason: 'x'.repeat(5000) })).toMatchObject({ kind: 'invalid' });
    expect(await house.run(decideTwoBids, legal, { ...given, organisationId: house.organisationId })).toMatchObject({ code: 'nothing-open' });
    const both = await Promise.all([house.run(decideTwoBids, legal, given), house.run(decideTwoBids, legal, { ...given, decision: ownBid })]);
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'refused']);
    const { rows } = await house.database.pool.query("select body_id, reason, detail from audit_entry where act = 'consortia.decideTwoBids' and result = 'done'");
    expect(rows).toMatchObject([{ body_id: house.bodyId, reason: given.reason }]);
    const mail = await house.database.read((read) => read.selectFrom('outbox_mail').select('subject').where('subject', 'like', 'Decided: two bids%').execute());
    expect(mail.length).toBeGreaterThanOrEqual(2);
    await house.database.pool.query('delete from two_bids_decision');
    await house.database.pool.query("update bid set state = 'opened' where id = any($1)", [[ownBid, groupBid]]);
  });

  test('allowed: the award goes on, and the reason is read beside it; a third bid that comes to it later is not covered. Excluded: the bid is out and the other goes on', async () => {
    const legal = await house.addPerson('Lea Legal', ['legal-officer', house.bodyId]);
    const heard = { [ownBid]: 'We did not know.', [groupBid]: 'We chose the lot late.' };
    const obstacles = () => house.database.read((read) => twoBidsObstacles(read, { opportunityId: house.opportunityId, lotId: house.lots[0]!, bidId: groupBid, step: 'confirm' }));
    await house.mustRun(decideTwoBids, legal, { opportunityId: house.opportunityId, organisationId: partner.id, decision: 'allow', heard, reason: 'Two teams.' });
    expect(await obstacles()).toEqual([]);
    expect((await house.visitor(house.officers[0]).get(`/opportunities/${house.opportunityId}/lineage`)).text).toContain('Both bids were allowed');
    // Decided of other bids than these two: it does not reach them.
    await house.database.pool.query('update two_bids_decision set bid_ids = array[$1::uuid, $2::uuid]', [ownBid, newId<'bid'>()]);
    expect(await obstacles()).toHaveLength(1);
    await house.mustRun(decideTwoBids, legal, { opportunityId: house.opportunityId, organisationId: partner.id, decision: ownBid, heard, reason: 'It knew both prices.' });
    expect(await obstacles()).toEqual([]);
    const { rows } = await house.database.pool.query('select state from bid where id = $1', [ownBid]);
    expect(rows).toEqual([{ state: 'rejected' }]);
    expect((await house.visitor(house.officers[0]).get(`/opportunities/${house.opportunityId}/lineage`)).text).toContain('The bid of Gamma Arts was excluded');
    expect((await house.run(leaveConsortium, partner.writer, { consortiumId, reason: 'Done' })).kind).toBe('done');
  });
});

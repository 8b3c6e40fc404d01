import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import { newId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { signOpening, submitBid } from '#bids';
import { CLOSING, openBiddingHouse, type BiddingHouse } from '../../../do/bids/bids.fixture.ts';
import { acceptConfidentiality, answerInvitation, editConsortium, endConsortium, formConsortium, inviteToConsortium, leaveConsortium, registerInterest, saveConsortiumShares, shareBid, signMembersAgreement } from './consortium.commands.ts';
import { consortiumById } from './consortium.store.ts';
import { awardGaps, decideChange, decideShares, readiness, sameLot, timeNeeded, type Consortium, type Member } from './consortium.ts';
import { sendCopies } from './send-copies.job.ts';

const member = (given: Partial<Member> = {}): Member => ({ id: newId<'consortium_member'>(), organisationId: newId<'organisation'>(), name: 'One', state: 'member', part: '', specialNeed: '', workSharePercent: decimal('50'), moneySharePercent: decimal('50'), acceptedAt: new Date(0), signedAt: new Date(0), ...given });
const consortiumOf = (members: readonly Member[], given: Partial<Consortium> = {}): Consortium => ({
  id: 'c' as Id<'consortium'>, opportunityId: 'o', opportunityTitle: 'T', closesAt: null, name: 'Coast', form: 'lead-body', legalForm: 'Partnership', leadId: members[0]!.organisationId, decisionRules: 'Votes', confidentiality: 'Secret', daysNeeded: null, interestAt: null,
  bidId: null, bidState: null, endedAt: null, lotIds: [], members, checks: [], ...given,
});

describe('the rules of a group', () => {
  const share = (work: string, money: string) => ({ work: decimal(work), money: decimal(money) });
  test('DM-15: shares of work total 100%, and of money too', () => {
    expect(decideShares([share('60', '50'), share('35', '50')])).toMatchObject({ kind: 'refused', sentence: 'Work shares total 95%: they must total 100%.' });
    expect(decideShares([share('60', '50'), share('40', '50.0001')])).toMatchObject({ field: 'money' });
    expect(decideShares([share('33.3333', '0'), share('33.3333', '0'), share('33.3334', '100')]).kind).toBe('allowed');
    expect(decideShares([]).kind).toBe('refused');
  });

  test('DP-34: an award waits for legal form, every signature, whole shares and, of a prime, a named partner for each need', () => {
    expect(awardGaps(consortiumOf([member(), member()]))).toEqual([]);
    expect(awardGaps(consortiumOf([member(), member({ name: 'Two', signedAt: null })]))).toEqual(['The members’ agreement of Coast is not signed by Two.']);
    expect(awardGaps(consortiumOf([member(), member()], { legalForm: ' ' }))).toHaveLength(1);
    expect(awardGaps(consortiumOf([member(), member({ workSharePercent: decimal('40') })]))).toEqual(['The shares of the members of Coast do not total 100%.']);
    expect(awardGaps(consortiumOf([member(), member()], { form: 'prime' }))).toEqual(['Coast does not name a partner for each special need.']);
    expect(awardGaps(consortiumOf([member(), member({ specialNeed: 'Hearing loss' })], { form: 'prime' }))).toEqual([]);
    expect(awardGaps(consortiumOf([member(), member(), member({ state: 'left', signedAt: null, workSharePercent: null })]))).toEqual([]);
  });

  test.each([[null, null, 'allowed'], ['draft', null, 'allowed'], ['withdrawn', null, 'allowed'], ['submitted', null, 'refused'], ['late', null, 'refused'], ['opened', null, 'refused'], ['successful', null, 'refused'], [null, new Date(0), 'refused']] as const)('with its bid %s and its end %s a change is %s', (bidState, endedAt, expected) => {
    expect(decideChange({ bidState, endedAt }).kind).toBe(expected);
  });

  test('what is missing is told item by item; the time still needed is set against the closing', () => {
    expect(readiness(consortiumOf([member(), member({ acceptedAt: null })])).filter(({ ready }) => !ready).map(({ key }) => key)).toEqual(['confidentiality', 'insurance', 'safeguarding', 'money', 'exit']);
    expect(timeNeeded(35, 20)).toBe('Bids close in 20 days and its members still need 35: 15 days short.');
    expect(timeNeeded(35, -3)).toContain('35 days short');
    expect(timeNeeded(null, 20)).toBeNull();
    expect([sameLot(['a'], ['a', 'b']), sameLot(['a'], ['b']), sameLot([], ['b'])]).toEqual([true, false, true]);
  });
});

describe('twelve members, over HTTP', () => {
  let house: BiddingHouse;
  let consortiumId: string;
  let bidId: string;
  const others: { organisationId: OrganisationId; writer: PersonId; name: string }[] = [];
  const see = async (person: PersonId, url: string) => (await house.visitor(person).get(url)).status;

  beforeAll(async () => {
    house = await openBiddingHouse();
    for (let index = 2; index <= 12; index += 1) {
      const name = `Partner ${index}`;
      const organisationId = await house.addOrganisation(name);
      await house.database.write((tx) => tx.updateTable('organisation').set({ match_name: name.toLowerCase() }).where('id', '=', organisationId).execute());
      others.push({ name, organisationId, writer: await house.addPerson(`Writer ${index}`, ['bid-writer', organisationId]) });
    }
    bidId = await house.writeBid();
    consortiumId = await house.mustRun(formConsortium, house.writer, { opportunityId: house.opportunityId, organisationId: house.organisationId, name: 'Coast together', form: 'lead-body' });
    await house.mustRun(editConsortium, house.writer, { consortiumId, name: 'Coast together', form: 'lead-body', legalForm: 'Partnership agreement', decisionRules: 'Nine of twelve agree', confidentiality: 'We keep what we read here to ourselves.', daysNeeded: '35', lots: [house.lots[0]!] });
    for (const { name, writer } of others) {
      await house.mustRun(inviteToConsortium, house.writer, { consortiumId, organisation: name, part: `Part of ${name}`, specialNeed: '' });
      await house.mustRun(answerInvitation, writer, { consortiumId, answer: 'accept' });
    }
    await house.mustRun(shareBid, house.writer, { consortiumId });
  }, 120_000);
  afterAll(() => house.close());

  test('DM-15: with 11 of 12 accepted the shared bid is locked for the twelfth, and opens at once when it accepts', async () => {
    await house.mustRun(acceptConfidentiality, house.writer, { consortiumId, agreed: 'yes' });
    for (const { writer } of others.slice(0, -1)) await house.mustRun(acceptConfidentiality, writer, { consortiumId, agreed: 'yes' });
    const twelfth = others.at(-1)!;
    const pages = ['', '/check', '/files', '/prices', '/lots', `/questions/${house.questions[0]}`].map((path) => `/bids/${bidId}${path}`);
    for (const url of pages) expect([url, await see(others[0]!.writer, url), await see(twelfth.writer, url)]).toEqual([url, 200, 404]);
    const locked = await house.visitor(twelfth.writer).get(`/consortia/${consortiumId}`);
    expect(locked.text).toContain('11 of 12');
    expect(locked.text).toContain('The shared bid is locked until Partner 12 accepts');
    expect((await house.visitor(twelfth.writer).post(`/consortia/${consortiumId}/confidentiality`, {})).text).toContain('Tick the box');
    await house.visitor(twelfth.writer).post(`/consortia/${consortiumId}/confidentiality`, { agreed: 'yes' });
    for (const url of pages) expect([url, await see(twelfth.writer, url)]).toEqual([url, 200]);
    expect((await house.visitor(twelfth.writer).get('/my-bids')).html).toContain(bidId);
  });

  test('a member writes in the shared draft, and can neither send it nor take it back', async () => {
    const partner = house.visitor(others[0]!.writer);
    const url = `/bids/${bidId}/questions/${house.questions[0]}`;
    const page = await partner.get(url);
    const version = /name="version" value="(\d+)"/.exec(page.html)![1]!;
    expect((await partner.post(url, { version, answer: 'Written by a partner.' })).text).toContain('Your answer is saved');
    expect(await see(others[0]!.writer, `/bids/${bidId}/submit`)).toBe(404);
    expect((await house.run(submitBid, others[0]!.writer, { bidId, checked: '' })).kind).toBe('forbidden');
  });

  test('DM-15: shares that do not total 100% are refused with nothing typed lost; whole ones are saved', async () => {
    const members = (await house.database.read((read) => consortiumById(read, consortiumId)))!.members;
    const typed = (last: string) => Object.fromEntries(members.flatMap(({ id }, index) => [[`work-${id}`, index === 11 ? last : '8'], [`money-${id}`, index === 11 ? '12' : '8'], [`part-${id}`, `Part ${index}`]]));
    const refused = await house.visitor(house.writer).post(`/consortia/${consortiumId}/shares`, typed('7'));
    expect(refused.text).toContain('Work shares total 95%: they must total 100%.');
    expect(refused.html).toContain('value="7"');
    expect((await house.visitor(house.writer).post(`/consortia/${consortiumId}/shares`, typed('12'))).text).toContain('each totals 100%');
    expect((await house.run(saveConsortiumShares, others[0]!.writer, { consortiumId, shares: [] })).kind).toBe('forbidden');
  });

  test('DM-15: unfinished, it registers interest; everyone sees the time still needed, and nobody who they are', async () => {
    await house.mustRun(registerInterest, house.writer, { consortiumId });
    const seen = await house.visitor().get(`/opportunities/${house.opportunityId}`);
    expect(seen.text).toContain('One consortium is forming; one has registered interest, and the slowest says it still needs 35 days.');
    expect(seen.html).not.toContain('Coast together');
    const officer = house.visitor(house.officers[0]);
    expect((await officer.get(`/opportunities/${house.opportunityId}/partners`)).html).not.toContain('Partner 2');
    expect((await officer.get(`/consortia/${consortiumId}`)).status).toBe(404);
    expect((await house.visitor(house.writer).get(`/consortia/${consortiumId}`)).text).toContain('10 days short');
  });

  test('one organisation in two consortia for one lot is flagged, or refused where the authority says so; another lot is free', async () => {
    const second = async (lots: readonly string[]) => {
      const id = await house.mustRun(formConsortium, others[1]!.writer, { opportunityId: house.opportunityId, organisationId: others[1]!.organisationId, name: 'Another', form: 'joint-venture' });
      // Its lead takes part in the first already: whatever the setting says, it says at once.
      return { id, result: await house.run(editConsortium, others[1]!.writer, { consortiumId: id, name: 'Another', form: 'joint-venture', legalForm: '', decisionRules: '', confidentiality: '', daysNeeded: '', lots: [...lots] }) };
    };
    const flagged = await second([house.lots[0]!]);
    expect(flagged.result.kind).toBe('done');
    expect((await house.visitor(others[1]!.writer).get(`/consortia/${flagged.id}`)).text).toContain('Partner 3 takes part in two bids for the same lot');
    // Those it bids with learn nothing of the other group.
    expect((await house.visitor(house.writer).get(`/consortia/${consortiumId}`)).text).not.toMatch(/two bids|Another/);
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key: 'consortia.memberOfTwo', valid: '[2020-01-01,)', value: JSON.stringify('refuse'), source: 'Test' }).execute());
    const refused = await second([house.lots[0]!]);
    expect(refused.result).toMatchObject({ code: 'two-bids' });
    // Ended, it holds nobody any more.
    for (const id of [refused.id, flagged.id]) await house.mustRun(endConsortium, others[1]!.writer, { consortiumId: id, reason: 'We chose the first' });
    expect((await second([house.lots[1]!])).result.kind).toBe('done');
  });

  test('a member that leaves loses the bid at once, and the others must sign again', async () => {
    const leaver = others.at(-1)!;
    for (const { writer } of [{ writer: house.writer }, ...others]) await house.mustRun(signMembersAgreement, writer, { consortiumId, agreed: 'yes' });
    expect(await see(leaver.writer, `/bids/${bidId}`)).toBe(200);
    await house.mustRun(leaveConsortium, leaver.writer, { consortiumId, reason: 'Our trustees changed their mind' });
    expect(await see(leaver.writer, `/bids/${bidId}`)).toBe(404);
    expect(await see(leaver.writer, `/consortia/${consortiumId}`)).toBe(404);
    const now = (await house.database.read((read) => consortiumById(read, consortiumId)))!;
    expect(now.members.every(({ signedAt }) => signedAt === null)).toBe(true);
    expect(awardGaps(now)).toHaveLength(2);
  });

  test('no mail and no entry of the authority’s trail says who means to bid with whom', async () => {
    const { rows: mails } = await house.database.pool.query("select subject, body_text from outbox_mail where about_kind = 'consortium'");
    expect(mails.length).toBeGreaterThan(5);
    expect(JSON.stringify(mails)).not.toMatch(/Coast together|Swale Youth Trust|Partner \d/);
    const { rows: entries } = await house.database.pool.query("select body_id from audit_entry where record_kind = 'consortium'");
    expect(entries.every((entry: { body_id: string | null }) => entry.body_id === null)).toBe(true);
  });

  test('DP-34: once the bid is sent the record is fixed, and each partner gets a copy of what was submitted about it', async () => {
    await house.mustRun(saveConsortiumShares, house.writer, { consortiumId, shares: (await house.database.read((read) => consortiumById(read, consortiumId)))!.members.filter(({ state }) => state === 'member').map(({ id }, index) => ({ memberId: id, work: index === 0 ? '20' : '8', money: index === 0 ? '20' : '8', part: `Clubs in place ${index}`, specialNeed: '' })) });
    await house.submit(bidId);
    expect(await house.run(editConsortium, house.writer, { consortiumId, name: 'X', form: 'prime', legalForm: '', decisionRules: '', confidentiality: '', daysNeeded: '', lots: [] })).toMatchObject({ code: 'sent' });
    expect(await house.mustRun(sendCopies, SYSTEM, {})).toBe(1);
    expect(await house.mustRun(sendCopies, SYSTEM, {})).toBe(0);
    const copy = await house.visitor(others[0]!.writer).get(`/consortia/${consortiumId}/copy`);
    expect(copy.text).toContain('As it was sent on');
    expect(copy.text).toMatch(/Your share of the work 8%/);
    expect(copy.text).not.toContain('Partner 3');
  });

  test('after the opening the officer reads who bid together, and members still read their bid', async () => {
    await house.setClock(CLOSING.replace('12:00', '12:01'));
    for (const officer of house.officers.slice(0, 2)) await house.run(signOpening, officer, { opportunityId: house.opportunityId });
    expect((await house.visitor(house.officers[0]).get(`/consortia/${consortiumId}`)).text).toContain('Coast together');
    expect(await see(others[0]!.writer, `/bids/${bidId}`)).toBe(200);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { saveLots, savePrices, signOpening, submitBid } from '#bids';
import { CLOSING, openBiddingHouse, type BiddingHouse } from '../../../do/bids/bids.fixture.ts';
import { acceptConfidentiality, answerInvitation, editConsortium, formConsortium, inviteToConsortium, saveConsortiumShares, shareBid, signMembersAgreement } from './consortium.commands.ts';
import { consortiumById } from './consortium.store.ts';
import { remindMember, takeOutMember } from './see-to-member.command.ts';

/** What nobody of the authority may read anywhere before the opening. */
const GROUP = 'Kittiwake Coast Group';

describe('DM-15: the bid of a group says before “Submit” who it is for and what is not done', () => {
  let house: BiddingHouse;
  let consortiumId: string;
  let bidId: string;
  const partners: { name: string; organisationId: OrganisationId; writer: PersonId }[] = [];
  const lead = () => house.visitor(house.writer);
  const consortium = async () => (await house.database.read((read) => consortiumById(read, consortiumId)))!;
  const idOf = async (name: string): Promise<string> => (await consortium()).members.find((member) => member.name === name)!.id;
  const edit = (given: Record<string, unknown> = {}) => house.mustRun(editConsortium, house.writer, { consortiumId, name: GROUP, form: 'lead-body', legalForm: '', decisionRules: '', confidentiality: 'We keep it to ourselves.', daysNeeded: '', lots: [house.lots[0]!], ...given });
  const WRITTEN = { legalForm: 'Partnership agreement', decisionRules: 'Two of three agree' };
  const shares = async (each: readonly string[]) => house.mustRun(saveConsortiumShares, house.writer, { consortiumId, shares: (await consortium()).members.filter(({ state }) => state === 'member' || state === 'invited').map(({ id }, index) => ({ memberId: id, work: each[index]!, money: each[index]!, part: 'Clubs', specialNeed: '' })) });

  beforeAll(async () => {
    house = await openBiddingHouse();
    for (const name of ['Avocet Arts', 'Bittern Boats']) {
      const organisationId = await house.addOrganisation(name);
      await house.database.write((tx) => tx.updateTable('organisation').set({ match_name: name.toLowerCase() }).where('id', '=', organisationId).execute());
      partners.push({ name, organisationId, writer: await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]) });
    }
    bidId = await house.writeBid();
    consortiumId = await house.mustRun(formConsortium, house.writer, { opportunityId: house.opportunityId, organisationId: house.organisationId, name: GROUP, form: 'lead-body' });
  }, 120_000);
  afterAll(() => house.close());

  test('formed and not shared: the bid says that it would go out for its lead alone, and may', async () => {
    await edit();
    for (const page of ['', '/check', '/submit', '/one-page']) {
      const { text } = await lead().get(`/bids/${bidId}${page}`);
      expect([page, text.includes(`This bid is not joined to ${GROUP}`), text.includes(`Nobody but its lead takes part in ${GROUP} yet`)]).toEqual([page, true, true]);
      expect(text).not.toMatch(/Before you can submit|Who bids together/);
    }
    expect((await lead().get(`/bids/${bidId}`)).text).not.toContain('For the group');
  });

  test('shared: each member is named with what it has to do, the lead can remind it once a day, and the lots that were not agreed are named', async () => {
    for (const { name } of partners) await house.mustRun(inviteToConsortium, house.writer, { consortiumId, organisation: name, part: 'Clubs', specialNeed: '' });
    await house.mustRun(answerInvitation, partners[0]!.writer, { consortiumId, answer: 'accept' });
    await edit();
    await house.mustRun(shareBid, house.writer, { consortiumId });
    for (const page of ['', '/check', '/submit', '/one-page']) {
      const { text } = await lead().get(`/bids/${bidId}${page}`);
      const said = [
        `Who bids together: ${GROUP}`, 'Avocet Arts has not accepted confidentiality', 'Bittern Boats has not answered your invitation', 'The legal form is not named', 'How decisions are made is not written down', 'do not each total 100%',
        `${GROUP} was formed for lot 1, Isle of Sheppey. This bid is also for lot 2, Sittingbourne`, 'Before you can submit', 'Remind Bittern Boats',
      ];
      expect([page, said.filter((words) => !text.includes(words))]).toEqual([page, []]);
    }
    const url = `/consortia/${consortiumId}/members/${await idOf('Bittern Boats')}/remind`;
    expect((await lead().get(url)).text).toContain('You can do this once a day');
    expect((await lead().post(url, {})).text).toContain('Bittern Boats is reminded');
    expect((await lead().post(url, {})).text).toContain('was reminded less than a day ago');
    const { rows: mails } = await house.database.pool.query(`select subject, body_text, recipient_person_id from outbox_mail where subject = 'Your consortium waits for you'`);
    expect(mails.map(({ recipient_person_id: id }: { recipient_person_id: string }) => id)).toEqual([partners[1]!.writer]);
    expect(JSON.stringify(mails)).not.toMatch(/Kittiwake|Avocet|Swale Youth Trust|Youth work/);
  });

  test('nobody else reminds or takes out: not a member, another supplier or an officer; the lead is nobody’s to take out', async () => {
    const memberId = await idOf('Bittern Boats');
    for (const person of [partners[0]!.writer, partners[1]!.writer, house.officers[0], await house.addPerson('Nobody')]) {
      for (const act of ['remind', 'take-out']) expect((await house.visitor(person).get(`/consortia/${consortiumId}/members/${memberId}/${act}`)).status).toBe(404);
      expect((await house.run(remindMember, person, { consortiumId, memberId })).kind).toBe('forbidden');
      expect((await house.run(takeOutMember, person, { consortiumId, memberId, reason: 'x' })).kind).toBe('forbidden');
    }
    const own = await idOf('Swale Youth Trust');
    expect((await lead().get(`/consortia/${consortiumId}/members/${own}/take-out`)).status).toBe(404);
    expect(await house.run(takeOutMember, house.writer, { consortiumId, memberId: own, reason: 'x' })).toMatchObject({ code: 'not-found' });
    expect((await lead().post(`/consortia/${consortiumId}/members/${memberId}/take-out`, { reason: ' ' })).text).toContain('Give a reason');
  });

  test('a shared bid is not sent while a member cannot read it, by either way; the refusal keeps no name', async () => {
    expect(await house.run(submitBid, house.writer, { bidId, checked: '' })).toMatchObject({ code: 'incomplete', more: [{ field: 'group' }] });
    const whole = await lead().get(`/bids/${bidId}/one-page`);
    const hidden = Object.fromEntries([...whole.html.matchAll(/name="([^"]*(?:stamp|files))" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    const answers = Object.fromEntries(house.questions.map((id) => [`answer-${id}`, 'At the youth club in Sheerness.']));
    const posted = await lead().post(`/bids/${bidId}/one-page/submit`, { ...hidden, ...answers, lots: house.lots as string[], ...Object.fromEntries(house.lots.map((lot) => [`price-${lot}`, '1200.50'])), confirm: 'yes' });
    expect(posted.text).toContain('Every member of your group must accept confidentiality');
    expect(posted.html).toContain('href="#group"');
    const { rows } = await house.database.pool.query(`select row_to_json(a)::text as entry from audit_entry a where record_kind = 'bid'`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/Kittiwake|Avocet|Bittern/);
    expect((await lead().get(`/bids/${bidId}/check`)).html).toMatch(/href="#group">Every member[^]*id="group"/);
  });

  test('a member who reads the bid reads the same, and neither reminds nor sends', async () => {
    await house.mustRun(acceptConfidentiality, partners[0]!.writer, { consortiumId, agreed: 'yes' });
    const { text } = await house.visitor(partners[0]!.writer).get(`/bids/${bidId}/check`);
    expect(text).toContain('Bittern Boats has not answered your invitation');
    expect(text).not.toContain('Remind Bittern Boats');
  });

  test('what only holds an award up is a warning: unsigned, unanswered and for another lot it may be sent; all of it done says so', async () => {
    await edit(WRITTEN);
    await shares(['60', '30', '10']);
    const waiting = await lead().get(`/bids/${bidId}/check`);
    expect(waiting.text).toContain('Swale Youth Trust has not signed the members’ agreement itself');
    expect(waiting.text).toContain('Avocet Arts has not signed the members’ agreement');
    expect(waiting.text).not.toContain('Before you can submit');
    expect(waiting.text).not.toContain('do not each total 100%');
    expect((await house.run(submitBid, house.writer, { bidId, checked: '' })).kind).toBe('done');
    await lead().post(`/bids/${bidId}/withdraw`, {});
    await house.mustRun(takeOutMember, house.writer, { consortiumId, memberId: await idOf('Bittern Boats'), reason: 'No answer in three weeks' });
    expect((await house.visitor(partners[1]!.writer).get(`/consortia/${consortiumId}`)).status).toBe(404);
    await shares(['60', '40']);
    await edit({ ...WRITTEN, lots: [...house.lots] });
    for (const person of [house.writer, partners[0]!.writer]) await house.mustRun(signMembersAgreement, person, { consortiumId, agreed: 'yes' });
    expect((await lead().get(`/bids/${bidId}`)).text).toContain('Every member takes part, has accepted confidentiality and has signed');
  });

  test('receipt, its text and its JSON name the group; no mail does', async () => {
    await house.submit(bidId);
    const words = `${GROUP}: Swale Youth Trust (lead) and Avocet Arts`;
    expect((await lead().get(`/bids/${bidId}/receipt`)).text).toContain(words.replace(':', ' :'));
    expect((await lead().get(`/bids/${bidId}/receipt.txt`)).html).toContain(`For the group: ${words}`);
    expect(JSON.parse((await lead().get(`/bids/${bidId}/receipt.json`)).html)).toMatchObject({ group: { name: GROUP, members: [{ name: 'Swale Youth Trust', lead: true, workPercent: '60' }, { name: 'Avocet Arts', lead: false }] } });
    const { rows: mails } = await house.database.pool.query('select subject, body_text from outbox_mail');
    expect(JSON.stringify(mails)).not.toContain(GROUP);
    expect(await house.run(remindMember, house.writer, { consortiumId, memberId: await idOf('Avocet Arts') })).toMatchObject({ code: 'sent' });
  });

  test('DP-11: before the opening nobody of the authority reads of the group; after it the list and the opened bid name it with its shares', async () => {
    const office = [...house.officers.slice(0, 1), await house.addPerson('Ada Administrator', ['administrator', house.bodyId]), await house.addPerson('Otto Auditor', ['auditor', house.bodyId]), await house.addPerson('Lena Legal', ['legal-officer', house.bodyId])];
    const addresses = [`/opportunities/${house.opportunityId}`, `/opportunities/${house.opportunityId}/bids`, `/opportunities/${house.opportunityId}/opening`, `/opportunities/${house.opportunityId}/partners`, ...['', '/receipt', '/receipt.json', '/check', '/opened'].map((end) => `/bids/${bidId}${end}`), `/consortia/${consortiumId}`];
    const leaks: string[] = [];
    for (const person of office) for (const url of addresses) if (/Kittiwake|Avocet/.test((await house.visitor(person).get(url)).html)) leaks.push(url);
    expect(leaks).toEqual([]);
    await house.setClock(CLOSING.replace('12:00', '12:01'));
    for (const officer of house.officers.slice(0, 2)) await house.mustRun(signOpening, officer, { opportunityId: house.opportunityId });
    const officer = house.visitor(house.officers[0]);
    expect((await officer.get(`/opportunities/${house.opportunityId}/bids`)).text).toContain(`Swale Youth Trust , for ${GROUP}`);
    const opened = (await officer.get(`/bids/${bidId}/opened`)).text;
    expect(opened).toContain(`Who bids together: ${GROUP}`);
    expect(opened).toContain('Avocet Arts Clubs 40% 40%');
    expect((await house.visitor(partners[1]!.writer).get(`/bids/${bidId}/opened`)).status).toBe(404);
  });

  test('a bid without a group says nothing of one', async () => {
    const other = await house.addOpportunity({ closesAt: '2026-06-01T12:00:00Z' });
    const own = await house.writeBid({ opportunityId: other.id, lots: other.lots, questions: other.questions });
    await house.mustRun(saveLots, house.writer, { bidId: own, version: 1, lots: [other.lots[0]!] });
    await house.mustRun(savePrices, house.writer, { bidId: own, version: 1, price: { [other.lots[0]!]: '5' } });
    expect((await lead().get(`/bids/${own}/check`)).text).not.toMatch(/bids together|Kittiwake/);
  });
});

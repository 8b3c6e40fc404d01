import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { sendMail } from '#platform/mail/send-mail';
import { openBiddingHouse, type BiddingHouse } from './bids.fixture.ts';
import { extendClosing, recordContact, signOpening } from './index.ts';

let house: BiddingHouse;
let auditor: PersonId;
const rivals: { organisationId: OrganisationId; writer: PersonId }[] = [];
const url = () => `/opportunities/${house.opportunityId}/told`;

beforeAll(async () => {
  house = await openBiddingHouse();
  auditor = await house.addPerson('Ada Auditor', ['auditor', house.bodyId]);
  for (const name of ['Medway Clubs', 'Thanet Beginners']) {
    const organisationId = await house.addOrganisation(name);
    rivals.push({ organisationId, writer: await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]) });
  }
});
afterAll(() => house.close());

const talk = { 'happenedOn-day': '1', 'happenedOn-month': '3', 'happenedOn-year': '2026', way: 'call', withWhom: 'Medway Clubs', words: 'Asked whether <evening> work is wanted.', alike: 'Asked them to put it as a question; nothing more was said.' };

describe('the log of equal treatment', () => {
  test('DP-11: a talk outside the site goes on the record with how the others were treated alike; nothing typed is lost, and it is never changed', async () => {
    const officer = house.visitor(house.officers[0]);
    const half = await officer.post(`${url()}/talk`, { ...talk, alike: ' ' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('Say how the other bidders were treated alike');
    expect(half.html).toContain('Asked whether &lt;evening&gt; work is wanted.');
    const tomorrow = await officer.post(`${url()}/talk`, { ...talk, 'happenedOn-year': '2027' });
    expect(tomorrow.text).toContain('cannot be in the future');
    expect((await officer.post(`${url()}/talk`, { ...talk, 'happenedOn-day': '31', 'happenedOn-month': '2' })).text).toContain('Enter a real date');
    expect((await officer.post(`${url()}/talk`, talk)).text).toContain('The talk is on the record.');
    const seen = await house.visitor(auditor).get(url());
    expect(seen.text).toContain('A call: Medway Clubs');
    expect(seen.html).toContain('Asked whether &lt;evening&gt; work is wanted.');
    expect(seen.text).toContain('Recorded by Olive Opener');
    await expect(house.database.pool.query('update outside_contact set words = $1', ['Nothing'])).rejects.toThrow('never changed');
    const { rows } = await house.database.pool.query("select detail from audit_entry where act = 'bids.recordContact' and result = 'done'");
    expect(JSON.stringify(rows)).toContain('nothing more was said');
  });

  test('DP-11: before the opening no message and no name stands there; suppliers, strangers and officers elsewhere find no page, and auditors write nothing', async () => {
    await house.writeBid();
    for (const { organisationId, writer } of rivals) await house.writeBid({ organisationId, writer });
    const before = await house.visitor(house.officers[0]).get(url());
    expect(before.text).toContain('Messages are listed once the bids are open');
    expect(before.text).not.toContain('Swale Youth Trust');
    const elsewhere = await house.addPerson('Otto Other', ['procurement-officer', await house.addBody('essex')]);
    for (const visitor of [house.visitor(house.writer), house.visitor(elsewhere), house.visitor()]) {
      const page = await visitor.get(url());
      expect(page.url.includes('/sign-in') || page.status === 404 || page.status === 403, `${page.status}`).toBe(true);
      expect(page.text).not.toContain('Medway Clubs');
    }
    for (const person of [house.writer, elsewhere, auditor]) {
      expect((await house.run(recordContact, person, { opportunityId: house.opportunityId, happenedOn: '2026-03-01', way: 'call', withWhom: 'x', words: 'x', alike: 'x' })).kind).toBe('forbidden');
    }
  });

  test('DP-11: after it each message stands once with whom it went to, and who never sent a bid is not among them', async () => {
    const { rows: bids } = await house.database.pool.query<{ id: string; name: string; organisationId: string }>('select b.id, g.name, g.id as "organisationId" from bid b join organisation g on g.id = b.organisation_id');
    const bidOf = (name: string) => bids.find((bid) => bid.name === name)!.id;
    await house.mustRun(extendClosing, house.officers[0], { opportunityId: house.opportunityId, newDate: '2026-03-30', newTime: '12:00', reason: 'The site was down.', evidence: 'Status page' });
    await house.submit(bidOf('Swale Youth Trust'));
    await house.submit(bidOf('Medway Clubs'), rivals[0]!.writer);
    await house.setClock('2026-03-30T12:00:01Z');
    for (const officer of house.officers.slice(0, 2)) await house.mustRun(signOpening, officer, { opportunityId: house.opportunityId });
    // Written to one alone, by the authority; and to an officer about that bid, which is no message to a bidder.
    await house.database.write(async (tx) => {
      await sendMail(tx, { to: { personId: rivals[0]!.writer, email: 'medway@example.org' }, about: { kind: 'bid', id: bidOf('Medway Clubs') }, subject: 'A question of price', text: 'Explain the price.' });
      await sendMail(tx, { to: { personId: house.officers[2], email: 'officer@example.org' }, about: { kind: 'bid', id: bidOf('Medway Clubs') }, subject: 'For the officer', text: 'A talk is asked for.' });
    });
    await house.database.pool.query("update outbox_mail set state = 'failed' where subject = 'A question of price'");

    const page = await house.visitor(auditor).get(url());
    const rows = [...page.html.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) => row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' '));
    const more = rows.filter((row) => row.includes('More time: bidding now closes'));
    expect(more).toHaveLength(1);
    expect(more[0]).toContain('Every bidder (2)');
    expect(more[0]).toContain('The site was down.');
    const alone = rows.filter((row) => row.includes('Explain the price.'));
    expect(alone).toHaveLength(1);
    expect(alone[0]).toContain('Medway Clubs');
    expect(alone[0]).toContain('1 not delivered');
    expect(alone[0]).not.toContain('Swale');
    expect(page.text).not.toContain('For the officer');
    expect(page.text).not.toContain('Thanet Beginners');
    expect((await house.visitor(auditor).get(`${url()}?page=2`)).status).toBe(200);
    expect((await house.visitor(auditor).get(`${url()}?page=<b>`)).text).toContain('Explain the price.');
  });

  test('DP-11: an officer who declared an interest reads neither messages nor talks', async () => {
    await house.database.pool.query("insert into assessor (id, about_kind, about_id, person_id, declaration, declared_at, declaration_words) values (gen_random_uuid(), 'opportunity', $1, $2, 'interest', now(), 'My sister works there')", [house.opportunityId, house.officers[2]]);
    const page = await house.visitor(house.officers[2]).get(url());
    expect(page.text).not.toContain('Explain the price.');
    expect(page.text).not.toContain('Medway Clubs');
    expect(page.text).toContain('they are not shown to you');
  });
});

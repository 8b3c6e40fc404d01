import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { may } from '#platform/access/access';
import { stateCapacity, districtsOf } from '#parties';
import { ACTS, ROUTES } from '../../../app.ts';
import { openBiddingHouse, type BiddingHouse } from '../../../do/bids/bids.fixture.ts';
import { blockPartner, postForPartners, reportAbuse, sendPartnerMessage, writeToPoster } from './finder.commands.ts';
import { countsInWords, decideMessage, sideOf } from './finder.ts';

const CANARY = 'wombatcanary';
const conversation = { id: 'c', about: 'T', aboutAddress: '/', askerId: 'a', askerName: 'A', posterId: 'b', posterName: 'B', askerBlocked: true, posterBlocked: false, lastAt: new Date(0) };

describe('the rules of messages', () => {
  test.each([[false, false, false, 'allowed'], [true, false, false, 'blocked'], [false, true, false, 'not-taken'], [false, false, true, 'stopped'], [true, true, true, 'stopped']] as const)('own block %s, other’s block %s, stopped %s: %s', (blockedByOwn, blockedByOther, stopped, expected) => {
    const decision = decideMessage({ blockedByOwn, blockedByOther, stopped });
    expect(decision.kind === 'refused' ? decision.code : decision.kind).toBe(expected);
  });
  test('each side sees the other; a third sees neither', () => {
    expect(sideOf(conversation, ['a'])).toMatchObject({ otherName: 'B', blockedByOwn: true });
    expect(sideOf(conversation, ['b'])).toMatchObject({ otherName: 'A', blockedByOther: true });
    expect(sideOf(conversation, ['x'])).toBeNull();
    expect(countsInWords({ seeking: 2, offering: 1 })).toBe('2 seeking partners, 1 offering capacity');
  });
});

describe('two charities on one lot', () => {
  let house: BiddingHouse;
  let lantern: { organisationId: OrganisationId; writer: PersonId };
  let conversationId: string;
  let postId: string;
  const around = () => `/opportunities/${house.opportunityId}/partners`;

  beforeAll(async () => {
    house = await openBiddingHouse();
    const organisationId = await house.addOrganisation('Lantern Arts');
    lantern = { organisationId, writer: await house.addPerson('Leah', ['bid-writer', organisationId]) };
  });
  afterAll(() => house.close());

  test('DM-07: both post “seeking partner” on one lot; a message arrives, and the opportunity shows “2 seeking partners”', async () => {
    for (const [person, organisationId, words] of [[house.writer, house.organisationId, 'We bring clubs'], [lantern.writer, lantern.organisationId, 'We bring theatre']] as const) {
      expect((await house.visitor(person).post(`${around()}/post`, { kind: 'seeking', lotId: house.lots[0]!, words, organisationId })).text).toContain('Other suppliers can write to you');
    }
    expect(await house.run(postForPartners, house.writer, { opportunityId: house.opportunityId, organisationId: house.organisationId, kind: 'seeking', lotId: house.lots[0]!, words: 'Again' })).toMatchObject({ code: 'there-already' });
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('2 seeking partners');
    postId = (await house.database.read((read) => read.selectFrom('partner_post').select('id').where('organisation_id', '=', house.organisationId).executeTakeFirstOrThrow())).id;
    const sent = await house.visitor(lantern.writer).post(`/partner-posts/${postId}/message`, { words: `quokkacanary: shall we bid together? ${CANARY}`, organisationId: lantern.organisationId });
    conversationId = sent.url.split('/').at(-1)!;
    const seen = await house.visitor(house.writer).get(`/partner-conversations/${conversationId}`);
    expect(seen.text).toContain(CANARY);
    expect((await house.visitor(house.writer).post(`/partner-conversations/${conversationId}`, { words: 'Gladly' })).text).toContain('Gladly');
  });

  test('DM-07: every role of the authority, every administrator and every other supplier gets nothing of it on any address, by any act', async () => {
    const { bodyId, opportunityId } = house;
    const rival = await house.addOrganisation('Rival');
    const roles = ['administrator', 'commissioner', 'procurement-officer', 'contract-manager', 'lead-director', 'legal-officer', 'finance-officer', 'policy-officer', 'auditor'] as const;
    const readers = [
      ...(await Promise.all(roles.map((role) => house.addPerson(role, [role, bodyId])))), await house.addPerson('site', ['site-administrator', '', 'site']), await house.addPerson('panel', ['evaluator', opportunityId], ['panel-chair', opportunityId]),
      await house.addPerson('rival', ['bid-writer', rival], ['organisation-administrator', rival]),
      // Even a commissioner who also writes bids for one of the two.
      await house.addPerson('both sides', ['commissioner', bodyId], ['bid-writer', house.organisationId]),
    ];
    const targets = [conversationId, postId, opportunityId, house.organisationId, bodyId];
    const addresses = ROUTES.filter(({ method, url }) => method === 'GET' && /partner|home|audit|outbox|search|my-data|^.opportunities(\/:id)?$/.test(url)).flatMap(({ url }) => (url.includes(':') ? targets.map((id) => url.replaceAll(/:[a-zA-Z]+/g, id)) : [url, `${url}?q=quokkacanary&words=quokkacanary`]));
    const leaks: string[] = [];
    for (const reader of readers) {
      for (const url of addresses) {
        const response = await house.app.inject({ method: 'GET', url, headers: { 'x-test-person': reader } });
        if (response.body.includes(CANARY)) leaks.push(url);
      }
      expect((await house.visitor(reader).get(`/partner-conversations/${conversationId}`)).status).toBe(404);
    }
    expect(leaks).toEqual([]);
    for (const reader of readers.slice(0, -1)) {
      const actor = await house.actor(reader);
      for (const act of ACTS.filter(({ on }) => on === 'partner-conversation')) expect([act.name, await house.database.read((read) => may(read, house.services.kinds, actor, act, { kind: 'partner-conversation', id: conversationId }))]).toEqual([act.name, false]);
    }
    expect((await house.run(sendPartnerMessage, readers.at(-1)!, { conversationId, words: 'x' })).kind).toBe('refused');
  }, 120_000);

  test('the trail says only that a message was sent, and mail carries no word, no name and no subject of it', async () => {
    const { rows: entries } = await house.database.pool.query("select * from audit_entry where act like 'partner-finder%'");
    expect(entries.length).toBeGreaterThan(3);
    expect(JSON.stringify(entries)).not.toMatch(/wombatcanary|Gladly|We bring/);
    const { rows: mails } = await house.database.pool.query("select subject, body_text from outbox_mail where about_kind = 'partner-conversation'");
    expect(mails.length).toBeGreaterThan(1);
    expect(JSON.stringify(mails)).not.toMatch(/wombatcanary|Lantern|Swale|Youth work/);
  });

  test('staff see counts around it, suppliers see who', async () => {
    const commissioner = await house.addPerson('Casey', ['commissioner', house.bodyId]);
    const seen = await house.visitor(commissioner).get(around());
    expect(seen.text).toContain('2 seeking partners');
    expect(seen.html).not.toContain('Lantern Arts');
    expect((await house.visitor(house.writer).get(around())).html).toContain('Lantern Arts');
    expect((await house.run(postForPartners, commissioner, { opportunityId: house.opportunityId, organisationId: house.organisationId, kind: 'seeking', lotId: '', words: 'x' })).kind).toBe('refused');
  });

  test('blocking ends it for both; abuse goes to the site’s administrator as it was told, and an organisation can be stopped', async () => {
    await house.mustRun(blockPartner, house.writer, { conversationId });
    expect(await house.run(sendPartnerMessage, lantern.writer, { conversationId, words: 'Hello?' })).toMatchObject({ code: 'not-taken' });
    await house.mustRun(blockPartner, house.writer, { conversationId });
    await house.mustRun(reportAbuse, house.writer, { conversationId, words: 'They insulted a volunteer.' });
    const site = await house.addPerson('Sid', ['site-administrator', '', 'site']);
    const list = await house.visitor(site).get('/partner-reports');
    expect(list.text).toContain('Swale Youth Trust about Lantern Arts');
    const reportId = /partner-reports\/([0-9a-f-]{36})/.exec(list.html)![1]!;
    const page = await house.visitor(site).get(`/partner-reports/${reportId}`);
    expect(page.text).toContain('They insulted a volunteer.');
    expect(page.html).not.toContain(CANARY);
    await house.visitor(site).post(`/partner-reports/${reportId}`, { stops: 'yes', answer: 'Warned and stopped.' });
    const other = await house.addOrganisation('Third Trust');
    const third = await house.addPerson('Thea', ['bid-writer', other]);
    await house.mustRun(postForPartners, third, { opportunityId: house.opportunityId, organisationId: other, kind: 'offering', lotId: '', words: 'A hall' });
    const post = await house.database.read((read) => read.selectFrom('partner_post').select('id').where('organisation_id', '=', other).executeTakeFirstOrThrow());
    expect(await house.run(writeToPoster, lantern.writer, { postId: post.id, organisationId: lantern.organisationId, words: 'Hi' })).toMatchObject({ code: 'stopped' });
  });

  test('PL-13: of 47 lots a provider with capacity for one district sees, by the filter, only those she can bid for alone', async () => {
    const districts = districtsOf('E10000016');
    const { id } = await house.addOpportunity({ lots: 47 });
    await house.database.write(async (tx) => {
      await tx.updateTable('opportunity').set({ contract_starts_on: '2026-06-01', contract_ends_on: '2028-05-31' }).where('id', '=', id).execute();
      const lots = await tx.selectFrom('lot').select(['id', 'number']).where('opportunity_id', '=', id).orderBy('number').execute();
      for (const lot of lots) await tx.updateTable('lot').set({ title: `Lot in ${lot.number}`, area_codes: [districts[lot.number % districts.length]!], value_net_pence: lot.number === 12 ? 900_000_00n : 80_000_00n }).where('id', '=', lot.id).execute();
      await tx.insertInto('organisation_area').values({ organisation_id: lantern.organisationId, area_code: districts[0]! }).execute();
    });
    expect((await house.visitor(lantern.writer).get(`/opportunities/${id}/lots-alone`)).text).toContain('Say first what your organisation could carry alone');
    await house.mustRun(stateCapacity, lantern.writer, { organisationId: lantern.organisationId, yearlyNet: '50,000', mostDistricts: '1' });
    const seen = await house.visitor(lantern.writer).get(`/opportunities/${id}/lots-alone`);
    const own = Array.from({ length: 47 }, (_unused, index) => index + 1).filter((number) => number % districts.length === 0 && number !== 12);
    expect([...seen.text.matchAll(/(\d+)\. Lot in \1/g)].map((match) => Number(match[1]))).toEqual(own);
    expect([...(await house.visitor(lantern.writer).get(`/opportunities/${id}/lots-alone?show=all`)).text.matchAll(/Lot in/g)]).toHaveLength(47);
    const commissioner = await house.addPerson('Cora', ['commissioner', house.bodyId]);
    const reach = await house.visitor(commissioner).get(`/opportunities/${id}/who-could-bid`);
    expect([...reach.text.matchAll(/Coverage at risk/g)]).toHaveLength(47 - own.length);
  });

  test('posting on an intention counts for the opportunity that comes of it', async () => {
    const exerciseId = newId<'exercise'>();
    await house.database.write(async (tx) => {
      await tx.insertInto('exercise').values({ id: exerciseId, reference: 'E1', body_id: house.bodyId, title: 'Coming youth work', owner_id: house.officers[0] }).execute();
      await tx.insertInto('exercise_gate').values({ id: newId<'exercise_gate'>(), exercise_id: exerciseId, gate: 'analyse', passed: true, missing: '[]' }).execute();
      await tx.updateTable('opportunity').set({ exercise_id: exerciseId }).where('id', '=', house.opportunityId).execute();
    });
    expect((await house.visitor(lantern.writer).post(`/exercises/${exerciseId}/partners/post`, { kind: 'offering', words: 'A minibus', organisationId: lantern.organisationId })).text).toContain('1 offering capacity');
    expect((await house.visitor().get(`/opportunities/${house.opportunityId}`)).text).toContain('2 offering capacity');
  });
});

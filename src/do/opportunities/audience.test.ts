import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startBid } from '#bids';
import { connectOpportunities } from './ports.ts';
import { decideMayBid } from './audience.ts';
import { openBuyingHouse, completeDraft, type BuyingHouse } from './opportunities.fixture.ts';
import { askClarification, chooseRoute, createOpportunity, declineInvitation, draftOpportunity, inviteOrganisations, inviteSuppliers, mayBid, publishOpportunity, saveDetails, takeBackInvitation } from './index.ts';
import { suggest, type Candidate } from './suggestions.ts';

let house: BuyingHouse;
beforeAll(async () => { house = await openBuyingHouse(); });
afterAll(() => house.close());

/** A request for quotations to one supplier, published. */
async function invitedOnly(title: string): Promise<string> {
  const { opportunityId } = await house.mustRun(createOpportunity, house.officer, { bodyId: house.bodyId, exerciseId: '', title });
  await completeDraft(house, house.officer, opportunityId, { title, valueNet: '15000', valueGross: '18000' });
  await house.mustRun(chooseRoute, house.officer, { opportunityId, route: 'written-quotations' });
  await house.mustRun(inviteSuppliers, house.officer, { opportunityId, named: 'Swale Youth Trust', reason: 'It ran the pilot' });
  await house.mustRun(publishOpportunity, house.officer, { opportunityId });
  return opportunityId;
}

describe('an opportunity for the invited', () => {
  let id: string;
  beforeAll(async () => { id = await invitedOnly('Quiet quotations for minibuses'); });

  test('a rival supplier and anybody else find nothing of it: page, JSON, lists, search, notices, first page', async () => {
    for (const visitor of [house.visitor(), house.visitor(house.medway.writer)]) {
      for (const address of [`/opportunities/${id}`, `/opportunities/${id}.json`, `/opportunities/${id}/ask`, `/opportunities/${id}/bid`, `/opportunities/${id}/invitations`]) {
        const seen = await visitor.get(address);
        expect(seen.url.includes('/sign-in') || seen.status === 404 || seen.status === 403, `${address}: ${seen.status}`).toBe(true);
        expect(seen.text).not.toContain('Quiet quotations');
      }
      for (const address of ['/', '/opportunities', '/opportunities.json', '/opportunities.csv', '/notices', '/notices.json', '/search?q=minibuses', '/opportunities?q=minibuses']) {
        expect((await visitor.get(address)).html, address).not.toContain('Quiet quotations');
      }
    }
  });

  test('who is invited reads all of it, is told by mail, asks, and begins an answer; nobody learns who else is', async () => {
    const invited = house.visitor(house.swale.writer);
    const page = await invited.get(`/opportunities/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Quiet quotations');
    expect(page.html).not.toContain('Medway Clubs');
    expect((await invited.get(`/opportunities/${id}.json`)).status).toBe(200);
    expect((await invited.get(`/opportunities/${id}/invitations`)).status).toBe(404);
    await house.mustRun(askClarification, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId, question: 'How many seats?', askPrivate: false });
    await house.mustRun(startBid, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId });
    const mail = await house.database.read((read) => read.selectFrom('outbox_mail').select('subject').where('subject', 'like', 'You are invited%').execute());
    expect(mail).toEqual([{ subject: 'You are invited: Quiet quotations for minibuses' }]);
  });

  test('a rival who guesses its address cannot begin a bid or ask', async () => {
    expect((await house.run(startBid, house.medway.writer, { opportunityId: id, organisationId: house.medway.organisationId })).kind).toBe('forbidden');
    expect((await house.run(askClarification, house.medway.writer, { opportunityId: id, organisationId: house.medway.organisationId, question: 'What?', askPrivate: false })).kind).toBe('forbidden');
    expect(await house.database.read((read) => mayBid(read, id, house.medway.organisationId))).toMatchObject({ code: 'not-invited' });
  });

  test('a draft shows nothing to those who will be invited', async () => {
    const { opportunityId } = await house.mustRun(createOpportunity, house.officer, { bodyId: house.bodyId, exerciseId: '', title: 'Not yet told' });
    await house.mustRun(chooseRoute, house.officer, { opportunityId, route: 'written-quotations' });
    await house.mustRun(inviteSuppliers, house.officer, { opportunityId, named: 'Swale Youth Trust', reason: 'Known' });
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${opportunityId}`)).status).toBe(404);
    await house.mustRun(takeBackInvitation, house.officer, { opportunityId, organisationId: house.swale.organisationId });
  });

  test('one who says no is no bidder any more, and another can be asked before closing', async () => {
    const second = await invitedOnly('Quotations for chairs');
    await house.mustRun(declineInvitation, house.swale.writer, { opportunityId: second, organisationId: house.swale.organisationId, reason: 'Too far' });
    expect(await house.run(startBid, house.swale.writer, { opportunityId: second, organisationId: house.swale.organisationId })).toMatchObject({ code: 'declined' });
    expect((await house.run(declineInvitation, house.medway.writer, { opportunityId: second, organisationId: house.medway.organisationId })).kind).toBe('forbidden');
    const added = await house.visitor(house.officer).post(`/opportunities/${second}/invitations`, { named: 'Medway Clubs', reason: 'Swale declined' });
    expect(added.text).toContain('One supplier is invited.');
    expect(added.text).toContain('Too far');
    expect((await house.visitor(house.medway.writer).get(`/opportunities/${second}`)).text).toContain('Quotations for chairs');
  });

  test('a later stage of an advertised process is known to be there, and no more', async () => {
    const first = await house.addDraft({ title: 'Advertised first' });
    await house.publish(first);
    const { id: later } = await house.database.write(async (tx) => {
      const made = await draftOpportunity(tx, { bodyId: house.bodyId, title: 'Second stage of it', route: 'competitive-flexible', stage: 2, followsId: first, createdBy: house.officer });
      await inviteOrganisations(tx, made.id, [{ organisationId: house.swale.organisationId, source: 'shortlist', reason: 'First' }], house.officer);
      return made;
    });
    await completeDraft(house, house.officer, later, { title: 'Second stage of it' });
    await house.mustRun(publishOpportunity, house.officer, { opportunityId: later });
    const seen = await house.visitor(house.medway.writer).get(`/opportunities/${later}`);
    expect(seen.text).toContain('Only organisations that were invited');
    expect(seen.text).not.toContain('nowhere to go');
    expect((await house.visitor().get(`/opportunities/${later}.json`)).status).toBe(404);
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${later}`)).text).toContain('nowhere to go');
    expect(await house.run(startBid, house.medway.writer, { opportunityId: later, organisationId: house.medway.organisationId })).toMatchObject({ code: 'not-invited' });
    expect((await house.visitor(house.medway.writer).get(`/opportunities/${later}/bid`)).text).toContain('Only organisations that were invited');
    expect(await house.run(inviteSuppliers, house.officer, { opportunityId: later, named: 'Medway Clubs', reason: 'Please' })).toMatchObject({ code: 'shortlisted-only' });
    expect((await house.visitor().get('/opportunities.csv')).text).not.toContain('Second stage of it');
  });
});

describe('DP-03: whom to ask', () => {
  const candidate = (name: string, more: Partial<Candidate> = {}): Candidate => ({ organisationId: name, name, size: 'large', sector: 'private', socialEnterprise: false, doesThisWork: true, worksThere: true, invitedDaysAgo: 30, ...more });
  const options = { count: 3, months: 12, turn: (id: string) => id.charCodeAt(0) };

  test('DP-03: at least one suggested supplier is VCSE or SME and one has not been invited in the last year, even after many large ones', () => {
    const many = ['A', 'B', 'C', 'D'].map((name) => candidate(name, { invitedDaysAgo: 300 }));
    const chosen = suggest([...many, candidate('Small', { size: 'small', invitedDaysAgo: 5 }), candidate('New', { invitedDaysAgo: 366 })], options);
    expect(chosen.some(({ isSmallOrVcse }) => isSmallOrVcse)).toBe(true);
    expect(chosen.some(({ isNewcomer }) => isNewcomer)).toBe(true);
    expect(chosen).toHaveLength(3);
  });
  test('whoever waited longest comes first, and equals take turns by the opportunity', () => {
    expect(suggest([candidate('Old', { invitedDaysAgo: 400 }), candidate('Never', { invitedDaysAgo: null }), candidate('Fresh')], options).map(({ name }) => name)).toEqual(['Never', 'Old', 'Fresh']);
    const equals = ['A', 'B', 'C'].map((name) => candidate(name, { invitedDaysAgo: null }));
    expect(suggest(equals, { ...options, count: 1, turn: (id) => -id.charCodeAt(0) })[0]!.name).toBe('C');
  });
  test('nobody who does other work or works elsewhere is suggested; there may be nobody', () => {
    expect(suggest([candidate('Plumber', { doesThisWork: false }), candidate('Far', { worksThere: false })], options)).toEqual([]);
  });
});

describe('who may answer', () => {
  const answerer = { invited: false, declined: false };
  test.each([
    [{ audience: 'anyone' }, {}, 'allowed'],
    [{ audience: 'invited' }, {}, 'not-invited'],
    [{ audience: 'invited' }, { invited: true }, 'allowed'],
    [{ audience: 'invited' }, { invited: true, declined: true }, 'declined'],
  ] as const)('%j by %j: %s', (opportunity, who, expected) => {
    const decision = decideMayBid(opportunity, { ...answerer, ...who });
    expect(decision.kind === 'refused' ? decision.code : decision.kind).toBe(expected);
  });
});

describe('publishing in spite of a warning', () => {
  test('needs a reason, which stands on the advert, its notice and in the trail', async () => {
    onTestFinished(connectOpportunities({ furtherWarnings: [async (_read, { opportunity }) => (opportunity.title.includes('Warned') ? [{ code: 'too-many', sentence: 'It asks 90 questions.' }] : [])], furtherSections: [], furtherObstacles: [], furtherTasks: [] }));
    const id = await house.addDraft({ title: 'Warned of' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id })).toMatchObject({ code: 'reason-needed', field: 'reason-too-many' });
    const officer = house.visitor(house.officer);
    expect((await officer.post(`/opportunities/${id}/publish`, { 'reason-too-many': ' ' })).text).toContain('It asks 90 questions. Say why you publish in spite of it.');
    const published = await officer.post(`/opportunities/${id}/publish`, { 'reason-too-many': 'The law asks each of them' });
    expect(published.text).toContain('It is published.');
    const read = await house.visitor().get(`/opportunities/${id}`);
    expect(read.text).toContain('Published in spite of');
    expect(read.text).toContain('The law asks each of them');
    expect((await house.visitor().get(`/opportunities/${id}.json`)).text).toContain('The law asks each of them');
  });

  test('further obstacles refuse with their own address, and further tasks stand on the build page', async () => {
    onTestFinished(connectOpportunities({
      furtherWarnings: [], furtherObstacles: [async () => [{ sentence: 'No conflicts assessment.', href: '/somewhere' }]], furtherTasks: [async () => [{ text: 'Conflicts', hint: 'Who has one', href: '/somewhere', status: 'to-do', after: 'criteria' }]],
    }));
    const id = await house.addDraft({ title: 'Held up' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id })).toMatchObject({ code: 'not-ready', sentence: 'No conflicts assessment.' });
    const build = await house.visitor(house.officer).get(`/opportunities/${id}/build`);
    expect(build.html).toContain('href="/somewhere"');
  });
});

test('details keep what the way of buying set', async () => {
  const id = await house.addDraft({ title: 'Kept' });
  await house.mustRun(chooseRoute, house.officer, { opportunityId: id, route: 'open', reservation: 'vcse', reservationReason: 'The need is small' });
  await house.mustRun(saveDetails, house.officer, { opportunityId: id, title: 'Kept', summary: 's', description: 'd', category: 'services', lightTouch: false, areas: 'Swale', cpvCodes: '', valueNet: '6000', valueGross: '7200', startsOn: '2026-06-01', endsOn: '2027-05-31', extensionMonths: '0', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '' });
  expect((await house.visitor(house.officer).get(`/opportunities/${id}/preview`)).text).toContain('Reserved to voluntary, community and social enterprises');
});

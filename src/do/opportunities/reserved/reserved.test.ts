import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import { startBid } from '#bids';
import type { ReservationKind } from '#routes';
import { chooseRoute, declareReserved, publishOpportunity, saveDetails } from '../index.ts';
import { openBuyingHouse, type BuyingHouse } from '../opportunities.fixture.ts';
import { decidePlaces, decideReserved, NOTHING_DECLARED, type Reservable } from './reserved.ts';
import { reservedAwardObstacles, reservedStanding } from './reserved.store.ts';

const KENT = 'E10000016';
const [SWALE, CANTERBURY, MEDWAY, ESSEX] = ['E07000113', 'E07000106', 'E06000035', 'E10000012'] as const;

describe('may it bid for what is reserved?', () => {
  const nobody: Reservable = { size: null, sector: null, socialEnterprise: null, status: NOTHING_DECLARED, lastComparable: null };
  const mutual = { mutualPurpose: true, mutualProfit: true, mutualControl: true };
  const employing = (percent: string) => ({ supportsEmployment: true, workforcePercent: decimal(percent), workforceOf: 'organisation' as const });
  const status = (given: Partial<Reservable['status']>): Partial<Reservable> => ({ status: { ...NOTHING_DECLARED, ...given } });
  test.each<[string, ReservationKind, Partial<Reservable>, string | null]>([
    ['supported employment: nothing declared', 'supported-employment', {}, 'does not declare that it gives work'],
    ['29.99% is not 30%', 'supported-employment', status(employing('29.99')), 'declares that 29.99% of its workforce'],
    ['30% is enough', 'supported-employment', status(employing('30')), null],
    ['a share without the purpose', 'supported-employment', status({ ...employing('80'), supportsEmployment: false }), 'does not declare that it gives work'],
    ['a mutual: nothing declared', 'public-service-mutual', {}, 'does not declare that it exists to deliver public services, nor that it makes no profit'],
    ['two of three', 'public-service-mutual', status({ ...mutual, mutualControl: false }), 'does not declare that its employees manage and control it'],
    ['all three', 'public-service-mutual', status(mutual), null],
    ['a comparable contract a day within three years', 'public-service-mutual', { ...status(mutual), lastComparable: calendarDate('2023-03-28') }, 'entered into a comparable contract on 28 March 2023'],
    ['one of three years ago to the day', 'public-service-mutual', { ...status(mutual), lastComparable: calendarDate('2023-03-27') }, null],
    ['small: no size said', 'small-suppliers', {}, 'does not say how many staff it has'],
    ['small: large', 'small-suppliers', { size: 'large' }, 'says that it has 250 staff or more'],
    ['small: medium', 'small-suppliers', { size: 'medium' }, null],
    ['voluntary: private', 'vcse', { sector: 'private' }, 'does not say that it is a voluntary'],
    ['voluntary: a social enterprise', 'vcse', { socialEnterprise: true }, null],
    ['UK: nothing', 'uk-suppliers', {}, 'does not declare that it is based and at work in the United Kingdom'],
    ['UK: declared', 'uk-suppliers', status({ basedInUk: true }), null],
    ['local: nothing', 'local-suppliers', {}, 'does not declare that it is based and at work in Kent'],
    ['local: in a district of the county', 'local-suppliers', status({ bases: [SWALE] }), null],
    ['local: next door', 'local-suppliers', status({ bases: [MEDWAY] }), 'declares that it is based and at work in Medway, and not in Kent'],
    ['local: no more than in the UK', 'local-suppliers', status({ basedInUk: true }), 'does not declare'],
  ])('PL-23: %s', (_name, kind, who, expected) => {
    const decision = decideReserved([kind], { ...nobody, ...who }, { areaCodes: [KENT], on: calendarDate('2026-03-27') });
    if (expected === null) return expect(decision.kind).toBe('allowed');
    expect(decision).toMatchObject({ code: 'reserved', sentence: expect.stringContaining(expected) });
  });

  test.each<[string, readonly ReservationKind[], Partial<Reservable>, string | null]>([
    ['a large charity', ['small-suppliers', 'vcse'], { size: 'large', sector: 'vcse' }, null],
    ['a small company', ['small-suppliers', 'vcse'], { size: 'small', sector: 'private' }, null],
    ['neither: both are named', ['small-suppliers', 'vcse'], { size: 'large', sector: 'private' }, 'says that it has 250 staff or more, and does not say that it is a voluntary'],
    ['a charity of the place', ['vcse', 'local-suppliers'], { sector: 'vcse', ...status({ bases: [SWALE] }) }, null],
    ['a charity from elsewhere', ['vcse', 'local-suppliers'], { sector: 'vcse', ...status({ bases: [MEDWAY] }) }, 'declares that it is based and at work in Medway, and not in Kent'],
    ['a company of the place', ['vcse', 'local-suppliers'], { sector: 'private', ...status({ bases: [SWALE] }) }, 'does not say that it is a voluntary'],
    ['nothing of either', ['small-suppliers', 'local-suppliers'], {}, 'does not say how many staff it has, and does not declare that it is based'],
  ])('PL-23: combined: %s', (_name, kinds, who, expected) => {
    const decision = decideReserved(kinds, { ...nobody, ...who }, { areaCodes: [KENT], on: calendarDate('2026-03-27') });
    if (expected === null) return expect(decision.kind).toBe('allowed');
    expect(decision).toMatchObject({ code: 'reserved', sentence: expect.stringContaining(expected) });
  });

  test('a county declared as a base is not its district', () => {
    const who = { ...nobody, status: { ...NOTHING_DECLARED, bases: [KENT] } };
    expect(decideReserved(['local-suppliers'], who, { areaCodes: [SWALE], on: calendarDate('2026-03-27') })).toMatchObject({ code: 'reserved' });
  });
});

describe('to which places may an authority reserve?', () => {
  const kent = { kind: 'county-council', gssCode: KENT } as const;
  const swale = { kind: 'district-council', gssCode: SWALE } as const;
  test.each<[string, ReservationKind, Parameters<typeof decidePlaces>[1], readonly string[], string]>([
    ['its whole area', 'local-suppliers', kent, [KENT], 'allowed'],
    ['with a whole neighbour', 'local-suppliers', kent, [KENT, ESSEX, MEDWAY], 'allowed'],
    ['a part of its area', 'local-suppliers', kent, [SWALE], 'reservation-areas'],
    ['a neighbour alone', 'local-suppliers', kent, [ESSEX], 'reservation-areas'],
    ['a whole region', 'local-suppliers', kent, [KENT, 'E12000008'], 'reservation-areas'],
    ['a whole nation', 'local-suppliers', kent, ['E92000001'], 'reservation-areas'],
    ['nowhere', 'local-suppliers', kent, [], 'reservation-areas'],
    ['a district: itself', 'local-suppliers', swale, [SWALE], 'allowed'],
    ['a district: the county around it', 'local-suppliers', swale, [KENT], 'allowed'],
    ['a district: the district beside it', 'local-suppliers', swale, [SWALE, CANTERBURY], 'reservation-areas'],
    ['the United Kingdom', 'uk-suppliers', kent, [], 'allowed'],
    ['a health body', 'uk-suppliers', { kind: 'health', gssCode: null }, [], 'may-not-reserve'],
    ['a school', 'local-suppliers', { kind: 'school', gssCode: null }, [KENT], 'may-not-reserve'],
    ['no place at all', 'vcse', { kind: 'school', gssCode: null }, [], 'allowed'],
  ])('%s', (_name, kind, body, areas, expected) => {
    const decision = decidePlaces(kind, body, areas);
    expect(decision.kind === 'refused' ? decision.code : decision.kind).toBe(expected);
  });
});

describe('reserved contracts over HTTP', () => {
  let house: BuyingHouse;
  let administrator: PersonId;
  const reserve = (opportunityId: string, given: Readonly<Record<string, unknown>>) => house.run(chooseRoute, house.officer, { opportunityId, route: 'open', reservationReason: 'Work for those who find none', ...given });
  const own = (organisationId: OrganisationId) => `/organisations/${organisationId}/reserved`;
  const details = (opportunityId: string, given: Readonly<Record<string, unknown>>) => house.mustRun(saveDetails, house.officer, {
    opportunityId, title: 'Reserved', summary: 's', description: 'd', category: 'services', lightTouch: false, areas: 'Swale', cpvCodes: '85312000', valueNet: '6000', valueGross: '7200', startsOn: '2026-06-01', endsOn: '2027-05-31', extensionMonths: '0',
    suitableForSme: true, suitableForVcse: true, lotsPerBidder: '', ...given,
  });

  beforeAll(async () => {
    house = await openBuyingHouse();
    await house.database.pool.query("update body set gss_code = $2, kind = 'county-council' where id = $1", [house.bodyId, KENT]);
    await house.database.pool.query("insert into area (code, name, kind) values ($1, 'Kent', 'county'), ($2, 'Medway', 'unitary') on conflict do nothing", [KENT, MEDWAY]);
    administrator = await house.addPerson('Ada Administrator', ['administrator', house.bodyId]);
  });
  afterAll(() => house.close());

  test('PL-23: supported employment: told on the advert before an hour is spent, cannot begin a bid, declares, may', async () => {
    const id = await house.addDraft({ title: 'Grounds kept by supported teams' });
    expect((await reserve(id, { reservation: 'supported-employment' })).kind).toBe('done');
    await house.publish(id);
    const advert = await house.visitor().get(`/opportunities/${id}`);
    expect(advert.text).toContain('Reserved to supported employment providers');
    expect(advert.text).toContain('at least 30% of the workforce');
    expect(advert.text).toContain('PA23 s.32');
    expect(advert.text).not.toContain('may not bid');

    const writer = house.visitor(house.swale.writer);
    const seen = await writer.get(`/opportunities/${id}`);
    expect(seen.text).toContain('Swale Youth Trust may not bid.');
    expect(seen.html).toContain(`href="${own(house.swale.organisationId)}"`);
    expect((await writer.get(`/opportunities/${id}/bid`)).text).toContain('Your organisation does not declare that it gives work');
    expect(await house.run(startBid, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId })).toMatchObject({ code: 'reserved', rule: { source: 'PA23 s.32' } });

    const half = await writer.post(own(house.swale.organisationId), { supportsEmployment: 'yes', workforcePercent: '' });
    expect(half.text).toContain('Enter the share of the workforce who are disabled or disadvantaged');
    const odd = await writer.post(own(house.swale.organisationId), { supportsEmployment: 'yes', workforcePercent: 'a third <b>', workforceOf: 'part' });
    expect(odd.text).toContain('Enter a percentage from 0 to 100');
    expect(odd.html).toContain('value="a third &lt;b&gt;"');
    // Longer than any percentage, it is refused before anything is looked for in it: this would take minutes, and the site would stand still.
    expect((await writer.post(own(house.swale.organisationId), { supportsEmployment: 'yes', workforcePercent: `1${'\t'.repeat(300_000)}!`, workforceOf: 'together' })).status).toBe(422);
    expect((await writer.post(own(house.swale.organisationId), { supportsEmployment: 'yes', workforcePercent: '32.5 %', workforceOf: 'together' })).text).toContain('It is saved.');
    expect((await writer.get(`/opportunities/${id}`)).text).toContain('Swale Youth Trust may bid');
    expect((await house.run(startBid, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId })).kind).toBe('done');
  });

  test('another supplier, an officer and a stranger can neither read nor write a declaration', async () => {
    const address = own(house.swale.organisationId);
    for (const visitor of [house.visitor(house.medway.writer), house.visitor(house.officer), house.visitor(administrator), house.visitor()]) {
      const seen = await visitor.get(address);
      expect(seen.url.includes('/sign-in') || seen.status === 404 || seen.status === 403, `${seen.status}`).toBe(true);
      expect(seen.text).not.toContain('32.5');
    }
    await house.visitor(house.medway.writer).post(own(house.medway.organisationId), { supportsEmployment: 'no' });
    const forged = await house.visitor(house.medway.writer).post(address, { supportsEmployment: 'yes', workforcePercent: '99', workforceOf: 'organisation' });
    expect([403, 404]).toContain(forged.status);
    const { rows } = await house.database.pool.query('select workforce_percent::text as share from reserved_status where organisation_id = $1', [house.swale.organisationId]);
    expect(rows).toEqual([{ share: '32.50' }]);
  });

  test('a declaration by place and of contracts: each wrong line is named, nothing typed is lost, an enormous one is refused', async () => {
    const writer = house.visitor(house.medway.writer);
    const address = own(house.medway.organisationId);
    expect((await writer.post(address, { bases: 'Swale\nAtlantis' })).text).toContain('“Atlantis” is not an area we know');
    const wrong = await writer.post(address, { contracts: 'Nowhere Council, 1 March 2025', bases: 'Swale' });
    expect(wrong.text).toContain('no authority of that name buys here');
    expect(wrong.html).toContain('Nowhere Council, 1 March 2025');
    const name = (await house.database.read((read) => read.selectFrom('body').select('name').where('id', '=', house.bodyId).executeTakeFirstOrThrow())).name;
    expect((await writer.post(address, { contracts: `${name}, 1 March 2099` })).text).toContain('that day has not come yet');
    expect((await writer.post(address, { contracts: `${name} in spring` })).text).toContain('end the line with a comma and the day');
    expect((await writer.post(address, { contracts: 'x'.repeat(20_000) })).text).toContain('Use 10,000 characters or fewer');
    expect((await writer.post(address, { bases: 'Swale\n'.repeat(51) })).text).toContain('Enter 50 lines or fewer');
    expect((await writer.post(address, { mutual: ['purpose', 'profit', 'control'], contracts: `${name}, 1 May 2024`, bases: 'Medway' })).text).toContain('It is saved.');
    expect((await writer.get(address)).text).toContain(`${name}, 1 May 2024`);
  });

  test('PL-23: a mutual with a comparable contract of the last three years waits; the confirmation that services may be reserved is asked', async () => {
    const id = await house.addDraft({ title: 'Day care by a mutual' });
    await details(id, { lightTouch: true, title: 'Day care by a mutual' });
    await house.mustRun(chooseRoute, house.officer, { opportunityId: id, route: 'light-touch', healthCare: 'no' });
    const asked = { route: 'light-touch', healthCare: 'no', reservation: 'public-service-mutual' };
    expect(await reserve(id, asked)).toMatchObject({ code: 'not-reservable', field: 'reservable' });
    expect((await reserve(id, { ...asked, reservable: true })).kind).toBe('done');
    await details(id, { lightTouch: true, title: 'Day care by a mutual', endsOn: '2031-06-30' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id, reasons: {} })).toMatchObject({ code: 'not-ready', sentence: expect.stringContaining('at most 5 years') });
    await details(id, { lightTouch: true, title: 'Day care by a mutual' });
    await house.publish(id);
    expect(await house.run(startBid, house.medway.writer, { opportunityId: id, organisationId: house.medway.organisationId })).toMatchObject({ code: 'reserved', sentence: expect.stringContaining('comparable contract on 1 May 2024') });
    await house.database.pool.query("update reserved_contract set entered_on = '2023-03-01' where organisation_id = $1", [house.medway.organisationId]);
    expect((await house.run(startBid, house.medway.writer, { opportunityId: id, organisationId: house.medway.organisationId })).kind).toBe('done');
  });

  test('PL-23: local: only below the threshold, only whole areas; a supplier next door is told so; a value that grows past the threshold cannot be published', async () => {
    const id = await house.addDraft({ title: 'Lunches near home' });
    expect(await reserve(id, { reservation: 'local-suppliers', reservationAreas: 'Swale' })).toMatchObject({ code: 'reservation-areas' });
    expect((await reserve(id, { reservation: 'local-suppliers', reservationAreas: 'Kent' })).kind).toBe('done');
    await details(id, { title: 'Lunches near home', valueNet: '900000', valueGross: '1080000' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id, reasons: {} })).toMatchObject({ code: 'not-ready', sentence: expect.stringContaining('Only a contract below the threshold can be reserved this way') });
    expect(await reserve(id, { reservation: 'local-suppliers', reservationAreas: 'Kent' })).toMatchObject({ code: 'may-not-reserve' });
    await details(id, { title: 'Lunches near home' });
    await house.publish(id);
    expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('The area: Kent.');
    expect((await house.visitor(house.medway.writer).get(`/opportunities/${id}`)).text).toContain('Medway Clubs may not bid. This is reserved to suppliers in a named local area. Your organisation declares that it is based and at work in Medway, and not in Kent');
    await house.database.pool.query('insert into reserved_base values ($1, $2)', [house.swale.organisationId, SWALE]);
    expect((await house.run(startBid, house.swale.writer, { opportunityId: id, organisationId: house.swale.organisationId })).kind).toBe('done');
    expect((await house.run(startBid, house.medway.writer, { opportunityId: id, organisationId: house.medway.organisationId }))).toMatchObject({ code: 'reserved' });
  });

  test('PL-23: reserved to small suppliers or charities of a place: ticked on the page, either may bid, who is neither may not, and nothing else goes together', async () => {
    const id = await house.addDraft({ title: 'Holiday lunches' });
    const officer = house.visitor(house.officer);
    const url = `/opportunities/${id}/route`;
    const given = { route: 'open', reservationReason: 'Small kitchens of this county can do it', reservationAreas: 'Kent' };
    const both = await officer.post(url, { ...given, reservation: ['uk-suppliers', 'local-suppliers'] });
    expect(both.status).toBe(409);
    expect(both.text).toContain('Choose one of the two places');
    expect(both.html).toContain('Small kitchens of this county can do it');
    expect((await officer.post(url, { ...given, reservation: ['supported-employment', 'vcse'] })).text).toContain('What is reserved to supported employment providers is reserved to them alone');
    const unknown = await officer.post(url, { ...given, reservation: ['vcse', 'friends'] });
    expect(unknown.status).toBe(422);
    expect(unknown.html).toContain('Choose for whom it is reserved');
    await expect(house.database.pool.query("update opportunity set reservation = 'uk-suppliers', reservation_reason = 'x', reservation_with = '{local-suppliers}' where id = $1", [id])).rejects.toThrow('combinable');

    expect((await officer.post(url, { ...given, reservation: ['local-suppliers', 'vcse', 'small-suppliers'] })).text).toContain('The way of buying is saved.');
    expect((await officer.get(url)).html.match(/value="(small-suppliers|vcse|local-suppliers)" checked/g)).toHaveLength(3);
    await details(id, { title: 'Holiday lunches', valueNet: '900000', valueGross: '1080000' });
    expect(await house.run(publishOpportunity, house.officer, { opportunityId: id, reasons: {} })).toMatchObject({ code: 'not-ready', sentence: expect.stringContaining('Only a contract below the threshold can be reserved this way') });
    await details(id, { title: 'Holiday lunches' });
    await house.publish(id);

    const reserved = 'small and medium-sized enterprises or voluntary, community and social enterprises that are suppliers in a named local area';
    const advert = await house.visitor().get(`/opportunities/${id}`);
    expect(advert.text).toContain(`Reserved to ${reserved}`);
    expect(advert.text).toContain('One of these is enough. An organisation with fewer than 250 staff');
    expect(advert.text).toContain('The area: Kent.');
    expect(JSON.parse((await house.visitor().get(`/opportunities/${id}.json`)).html)).toMatchObject({ reserved: { to: 'small-suppliers', with: ['vcse', 'local-suppliers'] } });
    const notice = await house.database.read((read) => read.selectFrom('notice').select('id').where('about_id', '=', id).executeTakeFirstOrThrow());
    expect((await house.visitor().get(`/notices/${notice.id}`)).text).toContain(`S${reserved.slice(1)} (Kent).`);

    const begin = (who: { readonly writer: PersonId; readonly organisationId: OrganisationId }) => house.run(startBid, who.writer, { opportunityId: id, organisationId: who.organisationId });
    await house.database.pool.query("update organisation set size = 'large', sector = 'vcse' where id = any($1)", [[house.swale.organisationId, house.medway.organisationId]]);
    expect((await begin(house.swale)).kind).toBe('done');
    expect(await begin(house.medway)).toMatchObject({ code: 'reserved', sentence: expect.stringContaining('not in Kent') });
    await house.database.pool.query("update organisation set sector = 'private', social_enterprise = false where id = $1", [house.swale.organisationId]);
    const bid = await house.database.read((read) => read.selectFrom('bid').select('id').where('opportunity_id', '=', id).executeTakeFirstOrThrow());
    expect(await house.database.read((read) => reservedAwardObstacles(read, { opportunityId: id, bidId: bid.id }))).toMatchObject([{ sentence: expect.stringContaining('Swale Youth Trust says that it has 250 staff or more, and does not say that it is a voluntary') }]);
    const own = await house.visitor(house.swale.writer).get(`/bids/${bid.id}`);
    expect(own.text).toContain('A bid from anybody else cannot win.');
    expect(own.html).toContain(`/organisations/${house.swale.organisationId}/profile`);
    const { rows } = await house.database.pool.query("select detail from audit_entry where act = 'opportunities.chooseRoute' and record_id = $1 order by id desc limit 1", [id]);
    expect(JSON.stringify(rows)).toContain('"reservedTo": ["small-suppliers", "vcse", "local-suppliers"]'.replaceAll(': ', ':').replaceAll(', ', ','));
  });

  test('PL-23: above the threshold an open procedure cannot be reserved: the Act keeps that for the competitive flexible one', async () => {
    const id = await house.addDraft({ title: 'Large and open' });
    await details(id, { title: 'Large and open', valueNet: '900000', valueGross: '1080000' });
    expect(await reserve(id, { reservation: 'supported-employment' })).toMatchObject({ code: 'may-not-reserve', rule: { source: 'PA23 ss.32(1),33(2)' } });
    expect((await reserve(id, { route: 'competitive-flexible', reservation: 'supported-employment' })).kind).toBe('done');
  });

  test('PL-23: a bidder whose declaration no longer holds is shown to the officer, and its award waits', async () => {
    const opportunity = await house.database.read((read) => read.selectFrom('opportunity').select('id').where('title', '=', 'Grounds kept by supported teams').executeTakeFirstOrThrow());
    const bid = await house.database.read((read) => read.selectFrom('bid').select('id').where('opportunity_id', '=', opportunity.id).executeTakeFirstOrThrow());
    const question = { opportunityId: opportunity.id, bidId: bid.id };
    expect(await house.database.read((read) => reservedAwardObstacles(read, question))).toEqual([]);
    expect((await house.visitor(house.swale.writer).get(`/bids/${bid.id}`)).text).not.toContain('cannot win');
    await house.mustRun(declareReserved, house.swale.writer, { organisationId: house.swale.organisationId, supportsEmployment: true, workforcePercent: '12', workforceOf: 'organisation', mutual: [], contracts: '', basedInUk: false, bases: '' });
    expect(await house.database.read((read) => reservedAwardObstacles(read, question))).toMatchObject([{ sentence: expect.stringContaining('Swale Youth Trust declares that 12% of its workforce'), rule: { source: 'PA23 s.32' } }]);
    // On its own bid the bidder reads so before it sends it, and where to put it right.
    const own = await house.visitor(house.swale.writer).get(`/bids/${bid.id}`);
    expect(own.text).toContain('declares that 12% of its workforce are disabled or disadvantaged; the Act asks for at least 30%');
    expect(own.text).toContain('A bid from anybody else cannot win.');
    expect(own.html).toContain(`/organisations/${house.swale.organisationId}/reserved`);
    expect(await house.database.read((read) => reservedAwardObstacles(read, { opportunityId: opportunity.id, bidId: newId<'bid'>() }))).toEqual([]);
    expect([...(await house.database.read((read) => reservedStanding(read, opportunity.id, [house.swale.organisationId])))!.values()][0]).toContain('12%');
    const { rows } = await house.database.pool.query("select detail from audit_entry where act = 'opportunities.declareReserved'");
    expect(JSON.stringify(rows)).toContain('32.5');
  });
});

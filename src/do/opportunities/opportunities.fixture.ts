import { addDays, calendarDate } from '#kernel/calendar-date';
import type { BodyId, OrganisationId, PersonId } from '#kernel/ids';
import { criteriaOf } from '#parts/assessments';
import { openHouse, type House } from '../../../tests/house.ts';
import {
  choosePreset, confirmReading, createOpportunity, lotsOf, opportunityReference, publishOpportunity, saveDates, saveDetails, saveLot, saveQuestion, saveScoring,
} from './index.ts';

/** A county with an officer, two suppliers and the areas of one district, for the tests of this room. */
export interface BuyingHouse extends House {
  readonly bodyId: BodyId;
  readonly officer: PersonId;
  readonly commissioner: PersonId;
  readonly swale: { readonly organisationId: OrganisationId; readonly writer: PersonId };
  readonly medway: { readonly organisationId: OrganisationId; readonly writer: PersonId };
  /** A complete draft: two lots, nested weights confirmed, two questions, dates. */
  addDraft(change?: DraftChange): Promise<string>;
  publish(opportunityId: string): Promise<void>;
}

export const TODAY = '2026-03-02T09:00:00Z';

export async function openBuyingHouse(): Promise<BuyingHouse> {
  const house = await openHouse();
  await house.setClock(TODAY);
  const bodyId = await house.addBody('kent');
  await house.database.write((tx) => tx.insertInto('area').values([{ code: 'E07000113', name: 'Swale', kind: 'district' }, { code: 'E07000106', name: 'Canterbury', kind: 'district' }]).onConflict((conflict) => conflict.doNothing()).execute());
  const supplier = async (organisation: string, person: string) => {
    const organisationId = await house.addOrganisation(organisation);
    return { organisationId, writer: await house.addPerson(person, ['bid-writer', organisationId]) };
  };
  const officer = await house.addPerson('Olive Officer', ['procurement-officer', bodyId]);
  return {
    ...house, bodyId, officer,
    commissioner: await house.addPerson('Casey Commissioner', ['commissioner', bodyId]),
    swale: await supplier('Swale Youth Trust', 'Wendy Writer'),
    medway: await supplier('Medway Clubs', 'Max Manager'),
    addDraft: (change = {}) => addDraft(house, bodyId, officer, change),
    publish: (opportunityId) => house.mustRun(publishOpportunity, officer, { opportunityId, reasons: { 'burden-above-median': 'Each question is needed.' } }).then(() => undefined),
  };
}

interface DraftChange {
  readonly title?: string;
  readonly valueNet?: string;
  readonly valueGross?: string;
  readonly lots?: number;
  readonly closesOn?: string;
}

async function addDraft(house: House, bodyId: BodyId, officer: PersonId, change: DraftChange): Promise<string> {
  const { opportunityId } = await house.mustRun(createOpportunity, officer, { bodyId, exerciseId: '', title: change.title ?? 'Evening activities for young people' });
  return completeDraft(house, officer, opportunityId, change);
}

/** Fills a draft with all that publishing asks of it, but for what its exercise lacks and the central platform. */
export async function completeDraft(
  house: House, officer: PersonId, opportunityId: string,
  { title = 'Evening activities for young people', valueNet = '6000', valueGross = '7200', lots = 2, closesOn = '2026-03-27' }: DraftChange = {},
): Promise<string> {
  await house.mustRun(saveDetails, officer, {
    opportunityId, title, summary: 'Evening clubs for young people who have nowhere to go.', description: 'Two evenings a week.', category: 'services', lightTouch: false, areas: 'Swale',
    cpvCodes: '', valueNet, valueGross, startsOn: '2026-06-01', endsOn: '2027-05-31', extensionMonths: '12', suitableForSme: true, suitableForVcse: true, lotsPerBidder: '',
  });
  for (const lot of ['Isle of Sheppey', 'Sittingbourne', 'Faversham'].slice(0, lots)) await house.mustRun(saveLot, officer, { opportunityId, lotId: null, title: lot, description: '', areas: '', valueNet: '3000' });
  await house.mustRun(choosePreset, officer, { opportunityId, preset: '60-40-nested' });
  await house.mustRun(saveScoring, officer, { opportunityId, priceFormula: 'lowestOverBid', benchmark: '', scaleId: '0-5', openersNeeded: '2', lateBids: 'refuse' });
  const criteria = await house.database.read((read) => criteriaOf(read, opportunityReference(opportunityId)));
  for (const [name, text] of [['Other quality', 'How will you reach young people?'], ['Social value', 'What will the area gain?']] as const) {
    await house.mustRun(saveQuestion, officer, {
      opportunityId, questionId: null, section: 'Your approach', text, purpose: 'We want to know who would come.', goodAnswer: 'Places, times and partners.', type: 'long-text', choices: '', marks: '10', wordLimit: '250',
      minutes: '', required: true, criterionId: criteria.find((criterion) => criterion.name === name)!.id, lotId: '',
    });
  }
  await house.mustRun(confirmReading, officer, { opportunityId, confirmed: 'yes' });
  await house.mustRun(saveDates, officer, { opportunityId, clarificationsOn: addDays(calendarDate(closesOn), -7), clarificationsAt: '5pm', closesOn, closesAt: 'midday' });
  return opportunityId;
}

export const lotsIn = (house: House, opportunityId: string) => house.database.read((read) => lotsOf(read, opportunityId));

import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import { addCriterion } from '#parts/assessments';
import { createQuestionSet, fixQuestionSet, type QuestionDraft } from '#parts/questions';
import type { RecordKind } from '#platform/access/record-kind';
import { readClock } from '#platform/clock';
import { openHouse, type House } from '../../../tests/house.ts';
import { createEnvelopeKeys, saveAnswer, saveLots, savePrices, startBid, submitBid } from './index.ts';

/** A published opportunity with everybody who has to do with it, for the tests of this room. */
export interface BiddingHouse extends House {
  readonly bodyId: BodyId;
  readonly officers: readonly [PersonId, PersonId, PersonId];
  readonly organisationId: OrganisationId;
  readonly writer: PersonId;
  readonly colleague: PersonId;
  readonly opportunityId: string;
  readonly lots: readonly string[];
  readonly questions: readonly string[];
  addOpportunity(options?: OpportunityOptions): Promise<{ id: string; lots: string[]; questions: string[] }>;
  /** A complete draft of the organisation's bid. */
  writeBid(options?: { opportunityId?: string; organisationId?: OrganisationId; writer?: PersonId; lots?: readonly string[]; questions?: readonly string[]; answer?: string; price?: string }): Promise<Id<'bid'>>;
  submit(bidId: string, writer?: PersonId): Promise<void>;
}

interface OpportunityOptions {
  readonly closesAt?: string;
  readonly lateBids?: 'refuse' | 'record-unread';
  readonly openersNeeded?: number;
  readonly lots?: number;
  readonly questions?: readonly QuestionDraft[];
  readonly lotsPerBidder?: number;
}

export const CLOSING = '2026-03-27T12:00:00Z';

const QUESTIONS: readonly QuestionDraft[] = [
  { text: 'How will you reach young people in Swale?', type: 'long-text', wordLimit: 50, marks: decimal('10'), section: 'Your approach', purpose: 'We want to know who would come.', goodAnswer: 'Places, times and partners.' },
  { text: 'Who leads the work?', type: 'short-text', section: 'Your people' },
];

/** The kind is registered by the room `opportunities`; where that room is not in the house yet, this stands for it. */
const opportunityKind: RecordKind = {
  kind: 'opportunity', noun: 'opportunity', table: 'opportunity', scopes: { body: 'r.body_id', exercise: 'r.exercise_id', opportunity: 'r.id' }, public: "r.state <> 'draft'",
  title: 'r.title', address: (id) => `/opportunities/${id}`,
};

export async function openBiddingHouse(options: OpportunityOptions = {}): Promise<BiddingHouse> {
  const house = await openHouse();
  if (!house.services.kinds.has('opportunity')) (house.services.kinds as Map<string, RecordKind>).set('opportunity', opportunityKind);
  await house.setClock('2026-03-02T09:00:00Z');
  const bodyId = await house.addBody('kent');
  const officer = (name: string) => house.addPerson(name, ['procurement-officer', bodyId]);
  const officers = [await officer('Olive Opener'), await officer('Percy Second'), await officer('Thora Third')] as const;
  const organisationId = await house.addOrganisation('Swale Youth Trust');
  const writer = await house.addPerson('Wendy Writer', ['bid-writer', organisationId]);
  const colleague = await house.addPerson('Colin Colleague', ['bid-writer', organisationId]);
  const addOpportunity = (given: OpportunityOptions = {}) => insertOpportunity(house, bodyId, given);
  const opportunity = await addOpportunity(options);
  const submit = async (bidId: string, by: PersonId = writer) => void (await house.mustRun(submitBid, by, { bidId, checked: '' }));
  const bidding: BiddingHouse = {
    ...house, bodyId, officers, organisationId, writer, colleague, opportunityId: opportunity.id, lots: opportunity.lots, questions: opportunity.questions, addOpportunity, submit,
    writeBid: (given = {}) => writeBid(house, { opportunityId: opportunity.id, organisationId, writer, lots: opportunity.lots, questions: opportunity.questions, answer: 'At the youth club in Sheerness.', price: '1200.50', ...given }),
  };
  return bidding;
}

async function insertOpportunity(house: House, bodyId: BodyId, given: OpportunityOptions): Promise<{ id: string; lots: string[]; questions: string[] }> {
  return house.database.write(async (tx) => {
    const id = newId<'opportunity'>();
    await tx.insertInto('opportunity').values({
      id, reference: `KENT-OP-${id.slice(-6)}`, body_id: bodyId, route: 'open', title: 'Youth work in Swale', state: 'published', published_at: await readClock(tx),
      closes_at: new Date(given.closesAt ?? CLOSING), late_bids: given.lateBids ?? 'refuse', openers_needed: given.openersNeeded ?? 2, lots_tendered_per_bidder: given.lotsPerBidder ?? null,
    }).execute();
    const lots = Array.from({ length: given.lots ?? 2 }, () => newId<'lot'>());
    if (lots.length > 0) await tx.insertInto('lot').values(lots.map((lot, index) => ({ id: lot, opportunity_id: id, number: index + 1, title: index === 0 ? 'Isle of Sheppey' : 'Sittingbourne' }))).execute();
    const about = { kind: 'opportunity', id };
    const quality = await addCriterion(tx, about, { parentId: null, name: 'Quality', guidance: '', kind: 'quality', sharePercent: decimal('60'), passPercent: null });
    const reach = await addCriterion(tx, about, { parentId: quality, name: 'Reach', guidance: '', kind: 'quality', sharePercent: decimal('30'), passPercent: null });
    const drafts = (given.questions ?? QUESTIONS).map((draft, index) => (index === 0 ? { ...draft, criterionId: reach } : draft));
    const set = await createQuestionSet(tx, about, 'tender', 'Tender questions', drafts);
    await fixQuestionSet(tx, set.id);
    await createEnvelopeKeys(tx, id);
    return { id, lots, questions: set.questions.map((question) => question.id) };
  });
}

interface Written { readonly opportunityId: string; readonly organisationId: OrganisationId; readonly writer: PersonId; readonly lots: readonly string[]; readonly questions: readonly string[]; readonly answer: string; readonly price: string }

async function writeBid(house: House, { opportunityId, organisationId, writer, lots, questions, answer, price }: Written): Promise<Id<'bid'>> {
  const { bidId } = await house.mustRun(startBid, writer, { opportunityId, organisationId });
  for (const questionId of questions) await house.mustRun(saveAnswer, writer, { bidId, questionId, version: 0, texts: [answer] });
  if (lots.length > 0) await house.mustRun(saveLots, writer, { bidId, version: 0, lots });
  await house.mustRun(savePrices, writer, { bidId, version: 0, price: Object.fromEntries((lots.length > 0 ? lots : ['whole']).map((lot) => [lot, price])) });
  return bidId;
}

import { z } from 'zod';
import { refuse, type Decision, type Refused } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { askApprovals, type ApprovalSubject } from '#parts/approvals';
import { askerNames, answerCase, casesAbout, decideAnswer, lockCase, raiseCase, type Case } from '#parts/cases';
import { askingFor, decidePublicWords, lockOpportunity, mayBid, opportunityById, opportunityReference, publishAdvert, type Opportunity } from '#opportunities';
import { isId, type OrganisationId } from '#kernel/ids';
import { decidePoint, ONE_SIDED_RULE, type Clause } from './clause.ts';
import { termsActs } from './terms.acts.ts';
import { CLAUSE_POINT, clauseOfPoint, clausesOf, deleteClause, insertClause, keepClauseBefore, legalStanding, ONE_SIDED_TERMS, oneSidedHash, updateClause } from './terms.store.ts';

const gone = refuse('not-found', 'This is not there any more.');
const clauseInput = {
  heading: words(200, 'Enter a heading'), summary: words(1000, 'Say what it means in plain words'), words: words(40_000, 'Enter the words of the clause'),
  oneSided: z.boolean(), oneSidedReason: optionalWords(2000),
};

function decideClause(input: { readonly oneSided: boolean; readonly oneSidedReason: string }): Decision {
  return input.oneSided && input.oneSidedReason === '' ? refuse('no-reason', 'Say why the authority needs this power', { field: 'oneSidedReason', rule: ONE_SIDED_RULE }) : { kind: 'allowed', value: undefined };
}

/** Writes a clause, or changes one, while the opportunity is a draft. */
export const saveClause = command({
  act: termsActs.saveClause,
  input: z.object({ opportunityId: z.string(), clauseId: z.string().refine((text) => text === 'new' || isId(text), 'This clause is not there'), ...clauseInput }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx }, { opportunityId, clauseId, ...input }) => {
    const draft = await lockDraft(tx, opportunityId);
    if (draft.kind === 'refused') return draft;
    const decision = decideClause(input);
    if (decision.kind === 'refused') return decision;
    const clause = { ...input, oneSidedReason: input.oneSided ? input.oneSidedReason : null };
    if (clauseId === 'new') {
      const made = await insertClause(tx, opportunityId, clause);
      return done({ number: made.number }, { record: opportunityReference(opportunityId), bodyId: draft.value.bodyId, after: { clause: made.number, heading: input.heading, oneSided: input.oneSided } });
    }
    const before = (await clausesOf(tx, opportunityId)).find(({ id }) => id === clauseId);
    if (!before) return gone;
    await updateClause(tx, clauseId, clause);
    return done({ number: before.number }, { record: opportunityReference(opportunityId), bodyId: draft.value.bodyId, before: { clause: before.number, heading: before.heading, oneSided: before.oneSided }, after: { heading: input.heading, oneSided: input.oneSided } });
  },
});

export const removeClause = command({
  act: termsActs.removeClause,
  input: z.object({ opportunityId: z.string(), clauseId: z.string().refine(isId, 'This clause is not there') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx }, { opportunityId, clauseId }) => {
    const draft = await lockDraft(tx, opportunityId);
    if (draft.kind === 'refused') return draft;
    const clause = (await clausesOf(tx, opportunityId)).find(({ id }) => id === clauseId);
    if (!clause) return gone;
    await deleteClause(tx, opportunityId, clause);
    return done(undefined, { record: opportunityReference(opportunityId), bodyId: draft.value.bodyId, before: { clause: clause.number, heading: clause.heading } });
  },
});

/** Asks a legal officer to agree the one-sided clauses as they stand. */
export const putTermsForward = command({
  act: termsActs.putForward,
  input: z.object({ opportunityId: z.string() }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async (context, { opportunityId }) => {
    const { tx } = context;
    const draft = await lockDraft(tx, opportunityId);
    if (draft.kind === 'refused') return draft;
    if (!(await clausesOf(tx, opportunityId)).some(({ oneSided }) => oneSided)) return refuse('nothing-one-sided', 'No clause is marked as one-sided, so there is nothing to agree.');
    const { standing } = await legalStanding(tx, opportunityId);
    if (standing === 'waiting' || standing === 'agreed') return refuse('asked-already', standing === 'agreed' ? 'Legal has agreed to these clauses as they stand.' : 'Legal has been asked already.');
    await askApprovals(context, { about: opportunityReference(opportunityId), subject: ONE_SIDED_TERMS, bodyId: draft.value.bodyId, steps: [{ role: 'legal-officer', rule: ONE_SIDED_RULE }], contentHash: await oneSidedHash(tx, opportunityId) });
    return done(undefined, { record: opportunityReference(opportunityId), bodyId: draft.value.bodyId, rule: ONE_SIDED_RULE.sentence });
  },
});

/** Registered with the part `approvals` in `app.ts`. */
export const oneSidedTermsApproval: ApprovalSubject = {
  subject: ONE_SIDED_TERMS, aboutKind: 'opportunity', words: 'the one-sided clauses',
  title: async (read, id) => (await opportunityById(read, id))?.title ?? '',
  hold: lockOpportunity,
  contentHash: oneSidedHash,
  address: (id) => `/opportunities/${id}/contract`,
};

/** Changes a clause that bidders have read: with a reason, its words before kept, and every bidder told. One that is or becomes one-sided goes back to a draft's way: it cannot be brought in now. */
export const amendClause = command({
  act: termsActs.amendClause,
  input: z.object({ opportunityId: z.string(), clauseId: z.string().refine(isId, 'This clause is not there'), summary: clauseInput.summary, words: clauseInput.words, reason: words(2000, 'Give the reason: it is published, and every bidder is told') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor, services }, { opportunityId, clauseId, summary, words: text, reason }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    const now = await readClock(tx);
    if (opportunity.state !== 'published' || opportunity.closesAt === null || now >= opportunity.closesAt) return refuse('wrong-state', 'A clause can be changed only while bids are taken: afterwards bidders have priced it.');
    const clause = (await clausesOf(tx, opportunityId)).find(({ id }) => id === clauseId);
    if (!clause) return gone;
    if (clause.oneSided) return refuse('one-sided', 'This clause is one-sided and legal agreed to it as it stands. Ask legal to take part in answering the point instead.', { rule: ONE_SIDED_RULE });
    const named = await namesRaiser(tx, clause, { reason, summary, words: text });
    if (named) return named;
    if (clause.words === text && clause.summary === summary) return refuse('unchanged', 'Nothing of the clause is different.', { field: 'words' });
    await keepClauseBefore(tx, clause, reason, actor.personId);
    await updateClause(tx, clauseId, { ...clause, summary, words: text });
    await publishAdvert(tx, opportunityId, actor.personId, services.config.siteUrl, `Clause ${clause.number} of the draft contract was changed. ${reason}`);
    return done({ number: clause.number }, { record: opportunityReference(opportunityId), bodyId: opportunity.bodyId, before: { clause: clause.number, words: clause.words }, after: { words: text }, reason });
  },
});

/** Whether what everyone will read of a change names somebody who raised a point on the clause. A name that stood in the clause before is no news. */
async function namesRaiser(tx: Tx, clause: Clause, { reason, summary, words: text }: { readonly reason: string; readonly summary: string; readonly words: string }): Promise<Refused | null> {
  for (const raised of await casesAbout(tx, { kind: 'draft-clause', id: clause.id }, CLAUSE_POINT)) {
    const names = await askerNames(tx, raised);
    const stood = decidePublicWords([clause.words, clause.summary], names).kind === 'refused';
    for (const [field, words] of [['reason', reason], ['summary', summary], ['words', text]] as const) {
      if ((field !== 'reason' && stood) || decidePublicWords([words], names).kind === 'allowed') continue;
      return refuse('names-the-asker', 'These words, which everyone will see, name somebody who raised a point on this clause. Take the name out.', { field });
    }
  }
  return null;
}

/** A supplier asks about a clause, objects to it or proposes other words. */
export const raisePoint = command({
  act: termsActs.raisePoint,
  input: z.object({ opportunityId: z.string(), clauseId: z.string().refine(isId, 'This clause is not there'), organisationId: z.string().refine(isId, 'Choose the organisation you ask for'), point: words(4000, 'Enter your question, or the words you propose') }),
  record: ({ opportunityId }) => opportunityReference(opportunityId),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    const clause = opportunity && (await clausesOf(tx, input.opportunityId)).find(({ id }) => id === input.clauseId);
    if (!opportunity || !clause) return gone;
    if (!askingFor(actor).includes(input.organisationId)) return refuse('not-yours', 'Register your organisation first, or ask a colleague to add you to it: points are raised by suppliers.', { field: 'organisationId' });
    const decision = decidePoint(opportunity, await readClock(tx));
    if (decision.kind === 'refused') return decision;
    const bidder = await mayBid(tx, opportunity.id, input.organisationId as OrganisationId);
    if (bidder.kind === 'refused') return bidder;
    const { id, number } = await raiseCase(tx, { kind: CLAUSE_POINT, about: { kind: 'draft-clause', id: clause.id }, bodyId: opportunity.bodyId, text: input.point, askedToBePrivate: false, raisedBy: actor.personId, raisedFor: input.organisationId as OrganisationId });
    return done({ pointId: id }, { record: { kind: CLAUSE_POINT, id }, bodyId: opportunity.bodyId, after: { clause: clause.number, point: number } });
  },
});

/** An officer or legal answers, for everyone and without the asker's name. Points raised in time are answered after closing too: the contract waits for them. */
export const answerPoint = command({
  act: termsActs.answerPoint,
  input: z.object({ pointId: z.string(), publicText: words(4000, 'Enter the point as everyone will see it'), answer: words(8000, 'Enter the answer') }),
  record: ({ pointId }) => ({ kind: CLAUSE_POINT, id: pointId }),
  perform: async ({ tx, actor, services }, { pointId, publicText, answer }) => {
    const raised = await lockCase(tx, pointId);
    const clause = raised?.kind === CLAUSE_POINT ? await clauseOfPoint(tx, raised.about.id) : null;
    const opportunity = clause && (await opportunityById(tx, clause.opportunityId));
    if (!raised || !clause || !opportunity) return gone;
    const decision = decideAnswer(raised);
    if (decision.kind === 'refused') return decision;
    const plain = decidePublicWords([publicText, answer], await askerNames(tx, raised));
    if (plain.kind === 'refused') return plain;
    if (!(await answerCase(tx, pointId, { text: answer, publicText, material: false, by: actor.personId }))) return gone;
    await tellRaiser(tx, raised, opportunity, services.config.siteUrl, clause.number);
    return done({ opportunityId: opportunity.id }, { record: { kind: CLAUSE_POINT, id: pointId }, bodyId: opportunity.bodyId, after: { clause: clause.number, point: raised.number, publicText, answer } });
  },
});

async function tellRaiser(tx: Tx, raised: Case, opportunity: Opportunity, siteUrl: string, clause: Clause['number']): Promise<void> {
  const person = raised.raisedBy && (await tx.selectFrom('person').select('email').where('id', '=', raised.raisedBy).where('state', '=', 'active').executeTakeFirst());
  if (!person || !raised.raisedBy) return;
  await sendMail(tx, { to: { personId: raised.raisedBy, email: person.email }, about: { kind: CLAUSE_POINT, id: raised.id }, subject: `Your point on clause ${clause} is answered: ${opportunity.title}`, text: `Your point on clause ${clause} of the draft contract is answered.\n\n${siteUrl}/clause-points/${raised.id}\n` });
}

/** The opportunity, locked, while its terms can still be written. */
async function lockDraft(tx: Tx, opportunityId: string): Promise<Decision<Opportunity>> {
  const opportunity = await lockOpportunity(tx, opportunityId);
  if (!opportunity) return gone;
  return opportunity.state === 'draft' ? { kind: 'allowed', value: opportunity } : refuse('wrong-state', 'This is published: a clause is changed with a reason, so that every bidder is told.');
}

import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { isId, type OrganisationId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { askerNames, answerCase, decideAnswer, decideLetBePublic, decidePrivacy, lockCase, makeCasePublic, raiseCase, rulePrivacy, withdrawCase, CASE_MOVES, type Case } from '#parts/cases';
import { decideMove } from '#kernel/machine';
import { lawFrom, policyNote, policyValue } from '#policy';
import { decideLaterClosing, moveClosing } from './after-publication.command.ts';
import { publishAdvert, tellEveryone } from './advert.store.ts';
import { decideAsking, decideMaterialAnswer, decidePublicWords } from './clarification.ts';
import { NOT_THERE } from './draft.store.ts';
import { mayBid } from './invitation.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { lockOpportunity, opportunityReference } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';
import { CLARIFICATION } from './owed-questions.reader.ts';
import { tellOfficers } from './question-mail.store.ts';
import { instantOf, optionalDay, optionalWords, timeOfDay, words } from './typed-fields.ts';

const clarificationReference = (id: string) => ({ kind: CLARIFICATION, id });

/** The organisations for which a person may ask. */
export const askingFor = (actor: Actor): readonly string[] => [
  ...new Set(actor.holdings.filter(({ role, scopeKind }) => scopeKind === 'organisation' && (role === 'bid-writer' || role === 'organisation-administrator')).flatMap(({ scopeId }) => scopeId ?? [])),
];

/** A supplier asks. Everyone will see the question when it is answered, and never who asked. */
export const askClarification = command({
  act: opportunitiesActs.ask,
  input: z.object({
    opportunityId: z.string(), organisationId: z.string().refine(isId, 'Choose the organisation you ask for'),
    question: words(4000, 'Enter your question'), askPrivate: z.boolean(),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    if (!askingFor(actor).includes(input.organisationId)) return refuse('not-yours', 'Register your organisation first, or ask a colleague to add you to it: questions are asked by suppliers.', { field: 'organisationId' });
    const allowed = opportunity.audience === 'invited' ? await mayBid(tx, opportunity.id, input.organisationId) : null;
    if (allowed?.kind === 'refused') return allowed;
    const decision = decideAsking(opportunity, await readClock(tx));
    if (decision.kind === 'refused') return decision;
    const { id, number } = await raiseCase(tx, {
      kind: CLARIFICATION, about: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, text: input.question, askedToBePrivate: input.askPrivate,
      raisedBy: actor.personId, raisedFor: input.organisationId as OrganisationId,
    });
    await tellOfficers(tx, opportunity, { id, number, askPrivate: input.askPrivate }, services.config.siteUrl);
    // The entry is about the question, whose readers are its officers and its asker; nothing of it names the asker beside the actor itself.
    return done({ clarificationId: id, number }, { record: clarificationReference(id), bodyId: opportunity.bodyId, after: { question: number, askedToBePrivate: input.askPrivate } });
  },
});

/** An officer answers: to everyone without the asker's name, or privately where it was agreed that the matter is sensitive. */
export const answerClarification = command({
  act: opportunitiesActs.answer,
  input: z.object({
    clarificationId: z.string(), publicText: optionalWords(4000), answer: words(8000, 'Enter the answer'), material: z.boolean(),
    closesOn: optionalDay, closesAt: z.string(),
  }),
  record: (input) => clarificationReference(input.clarificationId),
  perform: async ({ tx, actor, services }, input) => {
    const found = await lockBoth(tx, input.clarificationId);
    if ('kind' in found) return found;
    const { raised, opportunity } = found;
    const decision = decideAnswer(raised);
    if (decision.kind === 'refused') return decision;
    if (opportunity.state !== 'published' || opportunity.closesAt === null) return refuse('wrong-state', 'This opportunity no longer takes bids, so its questions are no longer answered here.');
    const publicText = raised.audience === 'everyone' ? input.publicText : null;
    if (publicText !== null) {
      const wordsDecision = publicText === '' ? refuse('no-question', 'Enter the question as everyone will see it.', { field: 'publicText' }) : decidePublicWords([publicText, input.answer], await askerNames(tx, raised));
      if (wordsDecision.kind === 'refused') return wordsDecision;
    }
    const now = await readClock(tx);
    if (now >= opportunity.closesAt) return refuse('closed', 'Bidding has closed, so an answer would come too late for every bidder.');
    const later = readLaterClosing(input);
    if (later !== null && 'kind' in later) return later;
    const closing = later === null ? null : decideLaterClosing(opportunity, later, now);
    if (closing?.kind === 'refused') return closing;
    const policy = await policyValue(tx, opportunity.bodyId, 'clarifications.materialWithinDays', londonDate(now));
    const { holidays } = await lawFrom(tx);
    const material = decideMaterialAnswer({ material: input.material, newClosesAt: later, closesAt: opportunity.closesAt, now, within: policy.value, note: policyNote(policy), holidays });
    if (material.kind === 'refused') return material;
    if (!(await answerCase(tx, raised.id, { text: input.answer, publicText, material: input.material, by: actor.personId }))) return NOT_THERE;
    if (later !== null) {
      const why = `More time after the answer to question ${raised.number}.`;
      await moveClosing(tx, opportunity, later, why, actor.personId);
      await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl, why);
    }
    if (raised.audience === 'everyone') await tellEveryone(tx, opportunity, services.config.siteUrl, `Question answered: ${opportunity.title}`, `A question about this opportunity has been answered for everyone.\n\n${publicText}\n\n${input.answer}`);
    await tellAsker(tx, raised, opportunity, services.config.siteUrl, 'Your question has been answered', 'Your question has been answered.');
    return done({ opportunityId: opportunity.id }, { record: clarificationReference(raised.id), bodyId: opportunity.bodyId, after: { question: raised.number, material: input.material, audience: raised.audience, ...(later ? { closesAt: later } : {}) } });
  },
});

/** An officer decides whether a question is commercially sensitive, with the reason, which the asker is told. */
export const ruleOnPrivacy = command({
  act: opportunitiesActs.rulePrivacy,
  input: z.object({ clarificationId: z.string(), sensitive: z.enum(['yes', 'no'], 'Choose whether it is sensitive'), reason: words(1000, 'Give the reason: the asker is told') }),
  record: (input) => clarificationReference(input.clarificationId),
  perform: async ({ tx, services }, input) => {
    const found = await lockBoth(tx, input.clarificationId);
    if ('kind' in found) return found;
    const { raised, opportunity } = found;
    const decision = decidePrivacy(raised);
    if (decision.kind === 'refused') return decision;
    if (!(await rulePrivacy(tx, raised.id, input.sensitive === 'yes', input.reason))) return NOT_THERE;
    if (input.sensitive === 'no') {
      await tellAsker(tx, raised, opportunity, services.config.siteUrl, 'Your question cannot be answered privately', `An officer decided that your question is not commercially sensitive: ${input.reason}\nYou can withdraw it, or let it be answered in public without your name.`);
    }
    return done({ opportunityId: opportunity.id }, { record: clarificationReference(raised.id), bodyId: opportunity.bodyId, after: { question: raised.number, sensitive: input.sensitive }, reason: input.reason });
  },
});

export const withdrawClarification = command({
  act: opportunitiesActs.withdrawQuestion,
  input: z.object({ clarificationId: z.string() }),
  record: (input) => clarificationReference(input.clarificationId),
  perform: async ({ tx }, input) => {
    const raised = await lockCase(tx, input.clarificationId);
    if (!raised) return NOT_THERE;
    const decision = decideMove(CASE_MOVES, 'withdraw', raised.state, 'This question');
    if (decision.kind === 'refused') return decision;
    if (!(await withdrawCase(tx, raised.id))) return NOT_THERE;
    return done(undefined, { record: clarificationReference(raised.id), bodyId: raised.bodyId, after: { question: raised.number, state: 'withdrawn' } });
  },
});

export const letClarificationBePublic = command({
  act: opportunitiesActs.letBePublic,
  input: z.object({ clarificationId: z.string() }),
  record: (input) => clarificationReference(input.clarificationId),
  perform: async ({ tx }, input) => {
    const raised = await lockCase(tx, input.clarificationId);
    if (!raised) return NOT_THERE;
    const decision = decideLetBePublic(raised);
    if (decision.kind === 'refused') return decision;
    if (!(await makeCasePublic(tx, raised.id))) return NOT_THERE;
    return done(undefined, { record: clarificationReference(raised.id), bodyId: raised.bodyId, after: { question: raised.number, audience: 'everyone' } });
  },
});

/** The opportunity first, then the question: the order in which asking takes them, so that two people never wait for each other. */
async function lockBoth(tx: Tx, clarificationId: string): Promise<{ readonly raised: Case; readonly opportunity: Opportunity } | Refused> {
  const about = await tx.selectFrom('case_record').select('about_id').where('id', '=', clarificationId).where('kind', '=', CLARIFICATION).executeTakeFirst();
  const opportunity = about ? await lockOpportunity(tx, about.about_id) : null;
  const raised = await lockCase(tx, clarificationId);
  return opportunity && raised ? { raised, opportunity } : NOT_THERE;
}

/** Names that must not stand in the words for everyone. */
async function tellAsker(tx: Tx, raised: Case, opportunity: Opportunity, siteUrl: string, subject: string, text: string): Promise<void> {
  if (raised.raisedBy === null) return;
  const person = await tx.selectFrom('person').select('email').where('id', '=', raised.raisedBy).where('state', '=', 'active').executeTakeFirst();
  if (!person) return;
  await sendMail(tx, { to: { personId: raised.raisedBy, email: person.email }, subject: `${subject}: ${opportunity.title}`, text: `${text}\n\n${siteUrl}/clarifications/${raised.id}\n`, about: clarificationReference(raised.id) });
}

/** Null when no new closing was typed. */
function readLaterClosing(input: { readonly closesOn: ReturnType<typeof optionalDay.parse>; readonly closesAt: string }): Date | Refused | null {
  if (input.closesOn === null) return null;
  const time = timeOfDay.safeParse(input.closesAt);
  if (!time.success) return refuse('no-time', time.error.issues[0]?.message ?? 'Enter a time', { field: 'closesAt' });
  return instantOf(input.closesOn, time.data);
}

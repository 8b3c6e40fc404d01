import { z } from 'zod';
import { isId, type PersonId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { sendMail } from '#platform/mail/send-mail';
import { addAssessor, assessorRole, barAssessor, decideDeclaration, decideNaming, DECLARATION_RULE, panelOf, peopleOfBody, rolesOfPerson, storeDeclaration } from '#parts/assessments';
import { lockOpportunity } from './evaluation.store.ts';
import { evaluationActs } from './evaluation.acts.ts';

const about = (id: string) => ({ kind: 'opportunity', id }) as const;
const gone = refuse('not-found', 'This opportunity is not there any more.');

/** Names a person of the body to the panel and grants the role in the same transaction; a role that clashes is refused. */
export const nameAssessor = command({
  act: evaluationActs.nameAssessor,
  input: z.object({ opportunityId: z.string(), personId: z.string().refine(isId, 'Choose a person'), chair: z.enum(['yes', 'no'], 'Choose what they do on the panel') }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx, actor, services }, { opportunityId, personId, chair: chosen }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    if (!['draft', 'published', 'opened'].includes(opportunity.state)) return refuse('wrong-state', 'The evaluation is over, so the panel can no longer be changed.');
    const chair = chosen === 'yes';
    const person = (await peopleOfBody(tx, opportunity.bodyId)).find(({ id }) => id === personId);
    const naming = decideNaming({ panel: await panelOf(tx, about(opportunityId)), personId, chair, isOfBody: person !== undefined, held: await rolesOfPerson(tx, personId) });
    if (naming.kind === 'refused') return naming;
    await addAssessor(tx, about(opportunityId), personId as PersonId, chair, actor.personId);
    const { email } = await tx.selectFrom('person').select('email').where('id', '=', personId).executeTakeFirstOrThrow();
    await sendMail(tx, {
      to: { personId: personId as PersonId, email }, subject: `You are on the panel for ${opportunity.title}`, about: about(opportunityId),
      text: `${actor.name} named you ${chair ? 'chair of' : 'an evaluator on'} the panel for “${opportunity.title}” (${opportunity.reference}).\n\nWhen the bids are open, declare your interests first:\n${services.config.siteUrl}/opportunities/${opportunityId}/declaration\n`,
    });
    return done({ personId }, { record: about(opportunityId), bodyId: opportunity.bodyId, after: { personId, role: assessorRole({ chair }) } });
  },
});

/** Removes somebody midway: locked out at once, what they scored is kept and not counted. */
export const removeAssessor = command({
  act: evaluationActs.removeAssessor,
  input: z.object({ opportunityId: z.string(), assessorId: z.string(), reason: z.string().trim().min(1, 'Give a reason').max(2000, 'The reason must be 2,000 characters or fewer') }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx }, { opportunityId, assessorId, reason }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    const assessor = (await panelOf(tx, about(opportunityId))).find(({ id }) => id === assessorId);
    if (!assessor) return refuse('not-found', 'This person is not on the panel.');
    if (assessor.barredAt) return refuse('barred', `${assessor.name} was locked out already.`);
    if (!['draft', 'published', 'opened'].includes(opportunity.state)) return refuse('wrong-state', 'The evaluation is over, so the panel can no longer be changed.');
    await barAssessor(tx, about(opportunityId), assessor, reason);
    return done({ name: assessor.name }, { record: about(opportunityId), bodyId: opportunity.bodyId, before: { personId: assessor.personId, role: assessorRole(assessor) }, reason });
  },
});

/** An assessor declares, having seen who has bid and nothing else. An interest locks them out in the same transaction. */
export const declareInterests = command({
  act: evaluationActs.declare,
  input: z.object({ opportunityId: z.string(), declaration: z.enum(['none', 'interest'], 'Choose whether you have an interest'), declarationWords: optionalWords(4000) }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, declaration, declarationWords }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return gone;
    const assessor = (await panelOf(tx, about(opportunityId))).find(({ personId }) => personId === actor.personId);
    if (!assessor) return refuse('not-on-panel', 'You are not on this panel.');
    const decision = decideDeclaration(assessor, opportunity.state, declaration, declarationWords);
    if (decision.kind === 'refused') return decision;
    await storeDeclaration(tx, assessor.id, declaration, declaration === 'interest' ? declarationWords : '');
    if (declaration === 'interest') await barAssessor(tx, about(opportunityId), assessor, 'Declared an interest');
    return done({ declaration }, {
      record: about(opportunityId), bodyId: opportunity.bodyId, before: { declaration: assessor.declaration }, after: { declaration }, rule: DECLARATION_RULE.sentence,
      ...(declaration === 'interest' ? { personal: { of: assessor.personId, values: { declarationWords } } } : {}),
    });
  },
});


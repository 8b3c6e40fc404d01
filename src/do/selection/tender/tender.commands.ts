import { sql } from 'kysely';
import { z } from 'zod';
import { decimal } from '#kernel/decimal';
import { londonDate } from '#kernel/calendar-date';
import { isId, newId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import { askApprovals, withdrawWaiting } from '#parts/approvals';
import { addQuestion, createQuestionSet, questionsOf, type Question, type QuestionDraft } from '#parts/questions';
import { policyNote, policyValue, policyValues, requirePolicy } from '#policy';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Read, Tx } from '#platform/database/connection';
import { selectionActs } from '../selection.acts.ts';
import { STATEMENTS, STATEMENTS_QUESTION } from './checking.ts';
import { amountWords, decideMark, decideRequirement, isRequirementKind, LEVELS, REQUIREMENTS, riskOf, type RequirementKind, type RequirementInQuestion, type RiskSettings } from './risk.ts';
import { bankOf, checkingOf, exceedingHash, EXTRAS_SECTION, extrasOf, insertExtra, lockTender, opportunityReference, REQUIREMENTS_SUBJECT, requirementsOf, riskAssessment, TENDER, type TenderFacts } from './tender.store.ts';

const onTender = ({ opportunityId }: { readonly opportunityId: string }) => opportunityReference(opportunityId);
const reasonField = z.string().trim().min(1, 'Give the reason: it is published with the question').max(1000, 'The reason must be 1,000 characters or fewer');

async function lockDraftTender(tx: Tx, id: string): Promise<TenderFacts | Refused> {
  const tender = await lockTender(tx, id);
  if (!tender) return refuse('not-found', 'This opportunity is not there any more.');
  return tender.state === 'draft' ? tender : refuse('wrong-state', 'What bidders are asked is fixed once the opportunity is published.');
}

/** Adds a question to the tender itself, so that it is answered in the one sealed bid and opened with it. */
async function ask(tx: Tx, opportunityId: string, draft: QuestionDraft): Promise<Question['id'] | null> {
  const about = opportunityReference(opportunityId);
  const set = (await questionsOf(tx, about, TENDER)) ?? (await createQuestionSet(tx, about, TENDER, 'Questions for bidders', []));
  return addQuestion(tx, set.id, { section: EXTRAS_SECTION, marks: decimal('0'), ...draft });
}

/** Adds a question of the bank to a tender, with the reason why this one needs it. */
export const addExtra = command({
  act: selectionActs.addExtra,
  input: z.object({ opportunityId: z.string(), bankQuestionId: z.string().refine(isId, 'Choose a question of the bank'), reason: reasonField }),
  record: onTender,
  perform: async ({ tx, actor }, { opportunityId, bankQuestionId, reason }) => {
    const tender = await lockDraftTender(tx, opportunityId);
    if ('kind' in tender) return tender;
    const question = (await bankOf(tx, tender.bodyId)).find(({ id }) => id === bankQuestionId);
    if (!question) return refuse('gone', 'Choose a question of this authority’s bank.', { field: 'bankQuestionId' });
    const there = await tx.selectFrom('tender_extra').select('id').where('opportunity_id', '=', opportunityId).where('bank_question_id', '=', bankQuestionId).executeTakeFirst();
    if (there) return refuse('twice', 'This tender asks that already.', { field: 'bankQuestionId' });
    const { text, purpose, goodAnswer, type, wordLimit, minutes } = question;
    const questionId = await ask(tx, opportunityId, { text, purpose, goodAnswer, type, wordLimit, minutes });
    if (!questionId) return refuse('wrong-state', 'The questions of this tender are fixed.');
    await insertExtra(tx, { opportunityId, questionId, kind: 'bank', bankQuestionId, reason, by: actor.personId });
    return done({ questionId }, { record: onTender({ opportunityId }), bodyId: tender.bodyId, reason, after: { question: text } });
  },
});

/** Asks bidders to tick statements instead of sending papers. */
export const askSelfCertification = command({
  act: selectionActs.askSelfCertification,
  input: z.object({ opportunityId: z.string() }),
  record: onTender,
  perform: async ({ tx, actor }, { opportunityId }) => {
    const tender = await lockDraftTender(tx, opportunityId);
    if ('kind' in tender) return tender;
    if ((await checkingOf(tx, tender)) === 'core') return refuse('above-threshold', 'Above the threshold bidders confirm their core questionnaire, which says all of this already.');
    if ((await extrasOf(tx, opportunityId)).some(({ kind }) => kind === 'self-certification')) return refuse('twice', 'The statements are in the tender already.');
    const questionId = await ask(tx, opportunityId, {
      text: STATEMENTS_QUESTION, type: 'choices', choices: STATEMENTS, minutes: 2, purpose: 'Nothing is uploaded now. If you are about to win you will be asked for evidence of what you tick, with time to send it.',
    });
    if (!questionId) return refuse('wrong-state', 'The questions of this tender are fixed.');
    await insertExtra(tx, { opportunityId, questionId, kind: 'self-certification', bankQuestionId: null, reason: 'Self-certification first: evidence is asked only of the provisional winner.', by: actor.personId });
    return done({ questionId }, { record: onTender({ opportunityId }), bodyId: tender.bodyId, after: { statements: STATEMENTS.length } });
  },
});

const level = (message: string) => z.enum(LEVELS, message);

/** Says how risky the contract is. What was asked of bidders before is measured against the new ceilings again. */
export const assessRisk = command({
  act: selectionActs.assessRisk,
  input: z.object({
    opportunityId: z.string(), complexity: level('Choose how complex it is'), harm: level('Choose how much harm could be done'), veryHighValueAndComplex: z.boolean(),
    reasons: words(2000, 'Say why, in a sentence or two'),
  }),
  record: onTender,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const tender = await lockDraftTender(tx, input.opportunityId);
    if ('kind' in tender) return tender;
    if (tender.net === null || tender.gross === null) return refuse('no-value', 'Enter the value of the contract under Details first: the risk is counted from it.');
    const settings = await riskSettings(tx, tender);
    if (settings.kind === 'refused') return settings;
    const answers = { net: tender.net, gross: tender.gross, complexity: input.complexity, harm: input.harm };
    if (input.veryHighValueAndComplex) {
      const mark = decideMark(answers, (await policyOf(tx, tender, 'requirements.bondFrom')).value);
      if (mark.kind === 'refused') return mark;
    }
    const risk = riskOf(answers, settings.value);
    const row = {
      value_net_pence: tender.net, complexity: input.complexity, harm: input.harm, very_high_value_and_complex: input.veryHighValueAndComplex, reasons: input.reasons, points: risk.points, level: risk.level, rule: risk.rule,
      assessed_by: actor.personId, assessed_at: sql<Date>`wantsum_clock()`,
    };
    const before = await riskAssessment(tx, tender.id);
    await tx.insertInto('risk_assessment').values({ opportunity_id: tender.id, ...row }).onConflict((conflict) => conflict.column('opportunity_id').doUpdateSet(row)).execute();
    for (const requirement of await requirementsOf(tx, tender.id)) {
      const again = await measure(tx, tender, requirement.kind, requirement.amount, requirement.reason ?? '');
      if (again.kind === 'refused') return refuse(again.code, `${again.sentence} Change “${REQUIREMENTS[requirement.kind].title}” first.`, again.rule ? { rule: again.rule } : {});
      await storeRequirement(tx, tender.id, again.value, actor.personId);
    }
    const approval = await askToExceed(context, tender);
    if (approval.kind === 'refused') return approval;
    return done(risk, { record: onTender(input), bodyId: tender.bodyId, reason: input.reasons, rule: risk.rule, ...(before ? { before: { level: before.level, points: before.points } } : {}), after: { ...risk, veryHighValueAndComplex: input.veryHighValueAndComplex } });
  },
});

/** Sets one requirement, or takes it out where the amount is empty. */
export const setRequirement = command({
  act: selectionActs.setRequirement,
  input: z.object({
    opportunityId: z.string(), kind: z.string().refine(isRequirementKind, 'There is no such requirement').transform((kind) => kind as RequirementKind), amount: z.string().trim(), reason: optionalWords(2000),
  }),
  record: onTender,
  perform: async (context, { opportunityId, kind, amount: typed, reason }) => {
    const { tx, actor } = context;
    const tender = await lockDraftTender(tx, opportunityId);
    if ('kind' in tender) return tender;
    const before = (await requirementsOf(tx, opportunityId)).find((one) => one.kind === kind);
    if (typed === '') {
      await tx.deleteFrom('tender_requirement').where('opportunity_id', '=', opportunityId).where('kind', '=', kind).execute();
    } else {
      const amount = readAmount(kind, typed);
      if (amount.kind === 'refused') return amount;
      const measured = await measure(tx, tender, kind, amount.value, reason);
      if (measured.kind === 'refused') return measured;
      await storeRequirement(tx, opportunityId, measured.value, actor.personId);
    }
    const approval = await askToExceed(context, tender);
    if (approval.kind === 'refused') return approval;
    const after = (await requirementsOf(tx, opportunityId)).find((one) => one.kind === kind);
    return done({ exceeds: after?.exceeds ?? false }, {
      record: onTender({ opportunityId }), bodyId: tender.bodyId, ...(reason === '' ? {} : { reason }), ...(after ? { rule: after.ceilingRule } : {}),
      before: { [kind]: before ? amountWords(kind, before.amount) : 'not asked' }, after: { [kind]: after ? amountWords(kind, after.amount) : 'not asked', exceeds: after?.exceeds ?? false },
    });
  },
});

function readAmount(kind: RequirementKind, typed: string): Decision<bigint> {
  if (REQUIREMENTS[kind].counted !== 'pounds') return /^\d{1,4}$/.test(typed) ? allow(BigInt(typed)) : refuse('amount', 'Enter a whole number', { field: 'amount' });
  const pounds = parsePounds(typed);
  return pounds.ok ? allow(pounds.pence) : refuse('amount', pounds.why, { field: 'amount' });
}

interface Measured extends RequirementInQuestion { readonly exceeds: boolean; readonly rule: string }

/** Measures a requirement against the ceiling of the day. */
async function measure(read: Read, tender: TenderFacts, kind: RequirementKind, amount: bigint, reason: string): Promise<Decision<Measured>> {
  const risk = await riskAssessment(read, tender.id);
  if (!risk) return refuse('no-risk', 'Assess the risk of the contract first: it sets the most that may be asked.');
  const { policy } = REQUIREMENTS[kind];
  const value = policy === null ? null : await policyOf(read, tender, policy);
  const levels = value && requirePolicy(value);
  if (levels?.kind === 'refused') return levels;
  const ceiling = value && levels ? { amount: levels.value[risk.level], note: policyNote(value) } : null;
  const asked = { kind, amount, reason, level: risk.level, veryHighValueAndComplex: risk.veryHighValueAndComplex, ceiling };
  const decision = decideRequirement(asked);
  return decision.kind === 'refused' ? decision : allow({ ...asked, exceeds: decision.value.exceeds, rule: ceiling ? `${ceiling.note.sentence} (${ceiling.note.source})` : 'Marked as very high value and complex (PL-21)' });
}

async function storeRequirement(tx: Tx, opportunityId: string, { kind, amount, ceiling, exceeds, reason, rule, veryHighValueAndComplex }: Measured, by: string | null): Promise<void> {
  const isMoney = REQUIREMENTS[kind].counted === 'pounds';
  const row = {
    amount_pence: isMoney ? amount : null, amount_count: isMoney ? null : Number(amount), ceiling_pence: isMoney && ceiling ? ceiling.amount : null, ceiling_count: !isMoney && ceiling ? Number(ceiling.amount) : null,
    ceiling_rule: rule, exceeds, reason: reason || null, very_high_value_and_complex: veryHighValueAndComplex, entered_by: by,
  };
  await tx.insertInto('tender_requirement').values({ id: newId<'tender_requirement'>(), opportunity_id: opportunityId, kind, ...row }).onConflict((conflict) => conflict.columns(['opportunity_id', 'kind']).doUpdateSet({ ...row, entered_at: sql<Date>`wantsum_clock()` })).execute();
}

/** Asks whoever the authority named, for exactly what is above its ceiling now; what waited for anything else is withdrawn. */
async function askToExceed(context: CommandContext, tender: TenderFacts): Promise<Decision> {
  const { tx } = context;
  const about = opportunityReference(tender.id);
  const contentHash = exceedingHash(await requirementsOf(tx, tender.id));
  const { rows } = await sql<{ hash: string | null }>`select content_hash as hash from approval where about_kind = 'opportunity' and about_id = ${tender.id} and subject = ${REQUIREMENTS_SUBJECT} and state in ('asked', 'agreed') order by round desc limit 1`.execute(tx);
  if (rows[0]?.hash === contentHash) return allow();
  await withdrawWaiting(tx, about, REQUIREMENTS_SUBJECT);
  if (contentHash === null) return allow();
  const approver = await policyOf(tx, tender, 'requirements.approver');
  const role = requirePolicy(approver);
  if (role.kind === 'refused') return role;
  await askApprovals(context, { about, subject: REQUIREMENTS_SUBJECT, bodyId: tender.bodyId, steps: [{ role: role.value, rule: policyNote(approver) }], contentHash });
  return allow();
}

const policyOf = async <Key extends Parameters<typeof policyValue>[2]>(read: Read, tender: TenderFacts, key: Key) => policyValue(read, tender.bodyId, key, londonDate(await readClock(read)));

const RISK_KEYS = ['risk.mediumValueFrom', 'risk.highValueFrom', 'risk.mediumFromPoints', 'risk.highFromPoints'] as const;

/** The authority's settings for the risk of a contract, or a refusal that names the first it has not set. */
async function riskSettings(read: Read, tender: TenderFacts): Promise<Decision<RiskSettings>> {
  const set = await policyValues(read, tender.bodyId, RISK_KEYS, londonDate(await readClock(read)));
  const missing = RISK_KEYS.map((key) => requirePolicy(set[key])).find((decision) => decision.kind === 'refused');
  if (missing?.kind === 'refused') return missing;
  return allow({
    mediumValueFrom: set['risk.mediumValueFrom'].value!, highValueFrom: set['risk.highValueFrom'].value!, mediumFromPoints: set['risk.mediumFromPoints'].value!, highFromPoints: set['risk.highFromPoints'].value!,
  });
}

import { z } from 'zod';
import { addDays, daysBetween, formatDate, londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { peopleOfBody } from '#parties';
import { keepPromise, makePromise, withdrawPromise } from '#parts/promises';
import { lawFrom } from '#policy';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { sendMail } from '#platform/mail/send-mail';
import { ports } from '../ports.ts';
import { selectionActs } from '../selection.acts.ts';
import { SELF_CERTIFICATION_RULE } from '../tender/checking.ts';
import { opportunityReference, requirementsOf } from '../tender/tender.store.ts';
import { documentsIn, insertShare } from '../vault/vault.store.ts';
import { bidderOf, readDue, writeToSupplier } from './checks.commands.ts';
import { decideEvidence, EVIDENCE_KINDS, FAILINGS, type EvidenceKind, type Failing } from './checks.ts';
import { evidenceOf, giveItem, insertEvidence, lockEvidence, markReceived, storeEvidenceDecision, type Evidence } from './checks.store.ts';

export const EVIDENCE_PROMISE = 'evidence';
const evidenceReference = (id: string) => ({ kind: 'evidence-request', id });
const GONE = refuse('gone', 'This request is not there any more.');

/** Asks the provisional winner, and nobody else, for evidence, with a day (DP-06). */
export const askEvidence = command({
  act: selectionActs.askEvidence,
  input: z.object({
    opportunityId: z.string(), bidId: z.string().refine(isId, 'Choose a bid'), kinds: z.array(z.enum(Object.keys(EVIDENCE_KINDS) as [EvidenceKind, ...EvidenceKind[]])).min(1, 'Tick what you need'),
    words: optionalWords(500), dueOn: z.string(),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await bidderOf(context, input.opportunityId, input.bidId);
    if (found.kind === 'refused') return found;
    const { tender, of } = found.value;
    const won = (await ports().provisionalWinners(tx, input.opportunityId)).find(({ bidId }) => bidId === input.bidId);
    if (!won) return refuse('not-first', 'Evidence is asked only of a bid that ranks first once the evaluation is complete.', { rule: SELF_CERTIFICATION_RULE });
    if ((await evidenceOf(tx, input.opportunityId)).some(({ bidId, lotId }) => bidId === input.bidId && lotId === won.lotId)) return refuse('asked', 'This bidder has been asked already.');
    const most = (await requirementsOf(tx, input.opportunityId)).find(({ kind }) => kind === 'evidence');
    if (most && BigInt(input.kinds.length) > most.amount) return refuse('too-much', `The tender said no more than ${most.amount} documents.`, { field: 'kinds', rule: { sentence: most.ceilingRule, source: 'Requirement PL-21' } });
    const due = await readDue(tx, tender.bodyId, 'selection.evidenceWithinDays', input.dueOn, 'dueOn');
    if (due.kind === 'refused') return due;
    const items = input.kinds.map((kind) => ({ kind, words: (kind === 'other' || kind === 'policy' || kind === 'certificate') && input.words !== '' ? `${EVIDENCE_KINDS[kind]}: ${input.words}` : EVIDENCE_KINDS[kind] }));
    const id = await insertEvidence(tx, of, { lotId: won.lotId, dueAt: due.value, items }, actor.personId);
    const now = await readClock(tx);
    const lastDay = addDays(londonDate(due.value), -1);
    await makePromise(tx, {
      kind: EVIDENCE_PROMISE, about: evidenceReference(id), bodyId: tender.bodyId, owner: { role: 'procurement-officer' }, words: `Look at the evidence of ${found.value.bidder.organisationName} for ${tender.title}`, address: `/evidence/${id}`,
      startsAt: now, clock: 'calendarDay1IsNextDay', count: daysBetween(londonDate(now), lastDay), law: await lawFrom(tx), rule: SELF_CERTIFICATION_RULE,
    });
    await writeToSupplier(context, of.organisationId, { kind: 'bid', id: input.bidId }, {
      subject: `Evidence for ${tender.title}`, path: `/evidence/${id}`, text: `Your bid for “${tender.title}” ranks first. Before the contract can be made, ${tender.bodyName} asks you for:\n\n${items.map(({ words }) => `- ${words}`).join('\n')}\n\nGive it by the end of ${formatDate(lastDay)}, from your vault:`,
    });
    return done({ requestId: id }, { record: opportunityReference(input.opportunityId), bodyId: tender.bodyId, after: { request: id, bidId: input.bidId, items: items.map(({ words }) => words), dueAt: due.value.toISOString() }, rule: SELF_CERTIFICATION_RULE.sentence });
  },
});

/** Gives documents of the vault for what was asked: consent to share each for this tender. */
export const giveEvidence = command({
  act: selectionActs.giveEvidence,
  input: z.object({ requestId: z.string(), documents: z.record(z.string(), z.string()), consent: z.literal('yes', 'Confirm that you consent') }),
  record: (input) => evidenceReference(input.requestId),
  perform: async (context, { requestId, documents }) => {
    const { tx, actor } = context;
    const request = await lockEvidence(tx, requestId);
    if (!request) return GONE;
    if (request.state !== 'asked') return refuse('closed', request.state === 'received' ? 'Everything has been given already.' : 'This has been decided already.');
    const vault = await documentsIn(tx, request.organisationId);
    let open = 0;
    for (const item of request.items) {
      const chosen = documents[String(item.position)] ?? '';
      if (chosen === '') { open += item.shareId === null ? 1 : 0; continue; }
      if (!vault.some(({ id }) => id === chosen)) return refuse('not-in-vault', 'Choose a document of your vault.', { field: `document-${item.position}` });
      await giveItem(tx, item.id, await insertShare(tx, { documentId: chosen, bodyId: request.bodyId, opportunityId: request.opportunityId, by: actor.personId }));
    }
    if (open === 0) await receive(context, request);
    return done({ open }, { record: evidenceReference(requestId), bodyId: request.bodyId, after: { open } });
  },
});

async function receive({ tx, services }: CommandContext, request: Evidence): Promise<void> {
  await markReceived(tx, request.id);
  for (const person of await peopleOfBody(tx, request.bodyId)) {
    if (!person.roles.includes('procurement-officer')) continue;
    await sendMail(tx, { to: { personId: person.id, email: person.email }, about: evidenceReference(request.id), subject: `Evidence has come: ${request.opportunityTitle}`, text: `${request.organisationName} has given everything that was asked for “${request.opportunityTitle}”.\n\nLook at it, and the award can be confirmed today:\n${services.config.siteUrl}/evidence/${request.id}\n` });
  }
}

/** Accepts the evidence, or records what is false or missing, so that the next bidder can be chosen. */
export const decideOnEvidence = command({
  act: selectionActs.decideEvidence,
  input: z.object({ requestId: z.string(), to: z.enum(['accepted', 'failed'], 'Choose what you decide'), failing: z.string(), reasons: optionalWords(5000) }),
  record: (input) => evidenceReference(input.requestId),
  perform: async (context, { requestId, to, failing, reasons }) => {
    const { tx, actor } = context;
    const request = await lockEvidence(tx, requestId);
    if (!request || (await ports().isLockedOut(tx, request.opportunityId, actor))) return GONE;
    if (to === 'failed' && !Object.hasOwn(FAILINGS, failing)) return refuse('failing', 'Choose what is wrong', { field: 'failing' });
    if (to === 'failed' && reasons === '') return refuse('reasons', 'Give the reasons: the supplier reads them', { field: 'reasons' });
    const decision = decideEvidence(request, to === 'accepted' ? { to } : { to, failing: failing as Failing }, await readClock(tx));
    if (decision.kind === 'refused') return decision;
    await storeEvidenceDecision(tx, requestId, { state: to, failing: to === 'failed' ? (failing as Failing) : null, reasons: reasons || null }, actor.personId);
    if (to === 'accepted') await keepPromise(tx, EVIDENCE_PROMISE, evidenceReference(requestId));
    else {
      const refused = await ports().passOver(context, request.bidId, `${FAILINGS[failing as Failing]}. ${reasons}`);
      if (refused) return refused;
      await withdrawPromise(tx, EVIDENCE_PROMISE, evidenceReference(requestId));
      await writeToSupplier(context, request.organisationId, { kind: 'bid', id: request.bidId }, { subject: `Your bid is not taken further: ${request.opportunityTitle}`, path: `/evidence/${requestId}`, text: `${FAILINGS[failing as Failing]}. The next bid is looked at instead. Read the reasons:` });
    }
    return done({ opportunityId: request.opportunityId }, { record: evidenceReference(requestId), bodyId: request.bodyId, reason: reasons, before: { state: request.state }, after: { state: to, ...(to === 'failed' ? { failing } : {}) }, rule: SELF_CERTIFICATION_RULE.sentence });
  },
});

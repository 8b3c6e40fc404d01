import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { nextReference } from '#platform/reference';
import { pinLaw } from '#law';
import { day, optionalDecimal, optionalPounds, optionalWhole, optionalWords, storeUpload, uploadInput, words } from '#opportunities';
import { criteriaOf, SCALES } from '#parts/assessments';
import { createQuestionSet } from '#parts/questions';
import { setOutcomesServed } from '#outcomes';
import { areas } from '#parties';
import { lawFrom, policyNote, policyValue } from '#policy';
import { CALL_OFF_RULES, INTAKES, isKind, KIND_RULES } from './arrangement-kinds.ts';
import { decideTerm } from './arrangement.ts';
import { addLot, APPLICATION_QUESTIONS, arrangementReference, deleteLot, insertArrangement, updateArrangement } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { lockDraft, noteOn, NOT_THERE } from './building.store.ts';
import { countPdfPages } from './pdf-pages.ts';

const arrangementId = z.string();
const onArrangement = ({ arrangementId: id }: { readonly arrangementId: string }) => arrangementReference(id);

/** The bodies for which this person may set one up. */
export const setsUpFor = (actor: Actor): readonly string[] =>
  actor.holdings.flatMap(({ role, scopeKind, scopeId }) => ((role === 'procurement-officer' || role === 'commissioner') && scopeKind === 'body' && scopeId !== null ? [scopeId] : []));

/** Starts one, under the law of the day on which its procurement began: a list that was set up years ago keeps the law of then. */
export const createArrangement = command({
  act: arrangementsActs.create,
  input: z.object({
    bodyId: z.string().refine(isId, 'Choose the authority'), kind: z.string().refine(isKind, 'Choose what it is'), title: words(200, 'Enter a title'), commencedOn: day('Enter the day on which its procurement began'),
  }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    if (!setsUpFor(actor).includes(input.bodyId)) return refuse('not-yours', 'Choose an authority in which you are a procurement officer or commissioner.', { field: 'bodyId' });
    if (!isKind(input.kind)) return refuse('kind', 'Choose what it is', { field: 'kind' });
    const today = londonDate(await readClock(tx));
    if (input.commencedOn > today) return refuse('in-the-future', `The day cannot be after today, ${formatDate(today)}.`, { field: 'commencedOn' });
    const bodyId = idFrom<'body'>(input.bodyId);
    const law = pinLaw(input.commencedOn, await lawFrom(tx));
    const rules = KIND_RULES[input.kind];
    if (!rules.regimes.includes(law.regime)) return refuse('no-such-kind', `The law of ${formatDate(input.commencedOn)} has no ${rules.title.toLowerCase()}. Choose another kind, or put the day right.`, { field: 'kind' });
    const reference = await nextReference(tx, bodyId, 'FW');
    const id = await insertArrangement(tx, { reference, bodyId, kind: input.kind, title: input.title, commencedOn: input.commencedOn, law, createdBy: actor.personId });
    await createQuestionSet(tx, arrangementReference(id), APPLICATION_QUESTIONS, 'Questions to applicants', []);
    return done({ arrangementId: id }, { record: arrangementReference(id), bodyId, after: { reference, kind: input.kind, title: input.title, commencedOn: input.commencedOn, law: law.version, regime: law.regime } });
  },
});

const cpvList = z.string().transform((text, context): string[] => {
  const codes = [...new Set(text.split(/[\s,;]+/).filter(Boolean).map((code) => code.replace(/-\d$/, '')))];
  if (codes.length <= 20 && codes.every((code) => /^\d{8}$/.test(code))) return codes;
  context.addIssue({ code: 'custom', message: 'Enter codes of 8 digits, such as 85312400, with spaces between' });
  return z.NEVER;
});

/** What it is for and what providers may expect of it. */
export const saveArrangementDetails = command({
  act: arrangementsActs.edit,
  input: z.object({
    arrangementId, title: words(200, 'Enter a title'), summary: words(2000, 'Say in plain words what is bought through it'), category: z.enum(['services', 'goods', 'works'], 'Choose what kind of thing is bought'),
    lightTouch: z.boolean(), cpvCodes: cpvList, areas: optionalWords(2000), outcomeIds: z.array(z.string().refine(isId, 'Choose outcomes from the list')).optional(), expectedValue: optionalPounds, expectedCallOffs: optionalWhole(0, 1_000_000, 'Enter a whole number'),
  }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const found = readAreas(input.areas);
    if (found.kind === 'refused') return found;
    const served = input.outcomeIds ? await setOutcomesServed(tx, arrangementReference(input.arrangementId), draft.value.bodyId, input.outcomeIds) : null;
    if (served?.kind === 'refused') return served;
    await updateArrangement(tx, input.arrangementId, 'draft', {
      title: input.title, summary: input.summary, category: input.category, light_touch: input.lightTouch, cpv_codes: input.cpvCodes, area_codes: found.value,
      expected_value_net_pence: input.expectedValue, expected_call_offs: input.expectedCallOffs,
    });
    return done(undefined, noteOn(draft.value, { after: { title: input.title, expectedValueNetPence: input.expectedValue, lightTouch: input.lightTouch } }));
  },
});

/** Areas typed by name or code, one a line or with commas between. */
function readAreas(text: string): Decision<string[]> {
  const typed = text.split(/[\n,;]+/).map((one) => one.trim()).filter(Boolean);
  const found = typed.map((one) => areas().find(({ code, name }) => code.toLowerCase() === one.toLowerCase() || name.toLowerCase() === one.toLowerCase())?.code);
  const unknown = typed.filter((_one, index) => found[index] === undefined);
  return unknown.length === 0 ? allow(found.filter((code) => code !== undefined)) : refuse('no-area', `We do not know ${unknown.map((one) => `“${one.slice(0, 60)}”`).join(' or ')}. Write the name of a district, county or region.`, { field: 'areas' });
}

/** When it begins and ends, within what the law allows. */
export const saveTermDates = command({
  act: arrangementsActs.edit,
  input: z.object({ arrangementId, startsOn: day('Enter the day on which it starts'), endsOn: day('Enter the day on which it ends'), termReason: optionalWords(4000) }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const term = decideTerm({ ...draft.value, ...input });
    if (term.kind === 'refused') return term;
    await updateArrangement(tx, input.arrangementId, 'draft', { starts_on: input.startsOn, ends_on: input.endsOn, term_reason: input.termReason });
    return done(undefined, noteOn(draft.value, { after: { startsOn: input.startsOn, endsOn: input.endsOn }, ...(input.termReason ? { reason: input.termReason } : {}), ...(term.value ? { rule: term.value.sentence } : {}) }));
  },
});

/** How providers come in, how they are judged and how work is given. */
export const saveRules = command({
  act: arrangementsActs.edit,
  input: z.object({
    arrangementId, entry: z.enum(['application', 'opportunity'], 'Choose how providers join'), intake: z.enum(INTAKES, 'Choose when providers may join'), callOffRule: z.enum(CALL_OFF_RULES, 'Choose how work is given'),
    scaleId: z.string().refine((id) => Object.hasOwn(SCALES, id), 'Choose a scale'), assessorsNeeded: z.enum(['1', '2'], 'Choose how many assess each application'),
    passPercent: optionalDecimal('Enter a percentage from 0 to 100'), provisionalCeiling: optionalPounds, provisionalReviewMonths: optionalWhole(1, 60, 'Enter months, from 1 to 60'), provisionalCriteria: z.array(z.string()),
  }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const rules = KIND_RULES[draft.value.kind];
    if (!rules.intakes.includes(input.intake)) return refuse('intake', `A ${rules.title.toLowerCase()} is joined in another way.`, { field: 'intake', ...(rules.conditionsFixed ? { rule: rules.conditionsFixed } : {}) });
    if (!rules.callOffRules.includes(input.callOffRule)) return refuse('call-off', `Under a ${rules.title.toLowerCase()} each piece of work is offered to all in the lot.`, { field: 'callOffRule' });
    if (rules.applicationsOnly && input.entry === 'opportunity') return refuse('entry', `Providers join a ${rules.title.toLowerCase()} by applying, on any day.`, { field: 'entry' });
    if (input.passPercent && Number(input.passPercent.toString()) > 100) return refuse('pass', 'Enter a percentage from 0 to 100', { field: 'passPercent' });
    if ((input.provisionalCeiling === null || input.provisionalCeiling === 0n) !== (input.provisionalReviewMonths === null)) return refuse('provisional', 'Give both the ceiling and the months to the review, or neither.', { field: 'provisionalCeiling' });
    const criteria = await criteriaOf(tx, arrangementReference(input.arrangementId));
    const standIn = input.provisionalCriteria.filter((id) => criteria.some((criterion) => criterion.id === id));
    await updateArrangement(tx, input.arrangementId, 'draft', {
      entry: input.entry, intake: input.intake, call_off_rule: input.callOffRule, scale_id: input.scaleId, assessors_needed: Number(input.assessorsNeeded), pass_percent: input.passPercent?.toString() ?? null,
      provisional_ceiling_net_pence: input.provisionalReviewMonths === null ? null : input.provisionalCeiling, provisional_review_months: input.provisionalReviewMonths, provisional_criteria: standIn,
    });
    return done(undefined, noteOn(draft.value, { after: { entry: input.entry, intake: input.intake, callOffRule: input.callOffRule, passPercent: input.passPercent?.toString() ?? null, provisionalCeilingNetPence: input.provisionalCeiling } }));
  },
});

/** The terms and conditions: a PDF, so that its pages can be counted, and no longer than the authority allows (DP-23). */
export const addTerms = command({
  act: arrangementsActs.addTerms,
  input: z.object({ arrangementId, file: uploadInput }),
  record: onArrangement,
  perform: async ({ tx, actor, services }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const policy = await policyValue(tx, draft.value.bodyId, 'terms.mostPages', londonDate(await readClock(tx)));
    const file = await storeUpload(services.files, input.file);
    if ('kind' in file) return file;
    const turnDown = async (refused: Refused): Promise<Refused> => {
      await services.files.remove(file.fileId);
      return refused;
    };
    if (file.mediaType !== 'application/pdf') return turnDown(refuse('not-pdf', 'The terms must be a PDF, so that their pages can be counted. Save them as PDF and add them again.', { field: 'file', rule: policyNote(policy) }));
    const pages = countPdfPages(await services.files.readAll(file.fileId));
    if (pages === null) return turnDown(refuse('not-counted', 'The pages of this PDF cannot be counted: it may be protected or damaged. Save it again as an ordinary PDF.', { field: 'file' }));
    if (policy.value !== null && pages > policy.value) return turnDown(refuse('too-long', `The terms have ${pages} pages. They may have at most ${policy.value}: shorten them, so that a small organisation can read them.`, { field: 'file', rule: policyNote(policy) }));
    await tx.insertInto('stored_file').values({
      id: file.fileId, name: file.name, media_type: file.mediaType, size_bytes: BigInt(file.sizeBytes), sha256: file.sha256, about_kind: 'arrangement', about_id: input.arrangementId, created_by: actor.personId,
    }).execute();
    await updateArrangement(tx, input.arrangementId, 'draft', { terms_file_id: file.fileId, terms_pages: pages });
    return done({ pages }, noteOn(draft.value, { after: { fileName: file.name, pages, sha256: file.sha256.toString('hex') }, rule: policyNote(policy).sentence }));
  },
});

/** Adds a lot. */
export const addArrangementLot = command({
  act: arrangementsActs.edit,
  input: z.object({ arrangementId, title: words(200, 'Enter what the lot is for'), description: optionalWords(2000), condition: optionalWords(1000).default('') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const lotId = await addLot(tx, input.arrangementId, input);
    return done({ lotId }, noteOn(draft.value, { after: { lot: input.title } }));
  },
});

export const removeArrangementLot = command({
  act: arrangementsActs.edit,
  input: z.object({ arrangementId, lotId: z.string().refine(isId, 'This lot is not there') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    if (!(await deleteLot(tx, input.arrangementId, input.lotId))) return NOT_THERE;
    return done(undefined, noteOn(draft.value, { before: { lotId: input.lotId } }));
  },
});


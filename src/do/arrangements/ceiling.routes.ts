import { z } from 'zod';
import { decimal } from '#kernel/decimal';
import { parsePounds } from '#kernel/money';
import { may } from '#platform/access/access';
import type { FormState } from '#platform/pages/form';
import { form, notFound, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { Posted } from '#platform/web/posted';
import { approvalState, approvalSteps } from '#parts/approvals';
import { lawFrom } from '#policy';
import { arrangementReference, readArrangement } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { confirmPage, platformFields } from './build.page.ts';
import { ceilingChangePage, ceilingFormPage } from './ceiling.page.ts';
import { ceilingHash, ceilingInput, ceilingStanding, lawOfChange, previewCeiling, proposeCeiling, rateFrom, recordChangeCopy, recordChangeNotice } from './ceiling.commands.ts';
import { ceilingLaw, type CeilingGround } from './ceiling.ts';
import { CHANGE_SUBJECT, changeInWords, type CeilingDetails } from './change.ts';
import { changeReference, readChange, type Change } from './change.store.ts';

type Context = PageContext<{ readonly id: string }, unknown>;
const backTo = (href: string) => ({ backLink: { href } });
const typedCeiling = (posted: Posted) => ({ ceiling: posted.text('ceiling'), ground: posted.text('ground'), groundWords: posted.text('groundWords'), vatPercent: posted.text('vatPercent') });

/** Another ceiling of a framework: proposed, and once agreed recorded as noticed. */
export const ceilingRoutes = [
  ...form({
    url: '/arrangements/:id/ceiling', command: proposeCeiling, show: showForm, record: (params) => arrangementReference(params.id),
    input: (posted, params) => ({ arrangementId: params.id, confirmed: posted.text('confirmed') || 'no', ...typedCeiling(posted), reason: posted.text('reason') }),
    done: ({ changeId }) => redirectTo(`/arrangement-changes/${changeId}`, 'It waits to be agreed. Nothing has changed yet.'),
  }),
  ...form({
    url: '/arrangement-changes/:id/notice', command: recordChangeNotice, record: (params) => changeReference(params.id),
    input: (posted, params) => ({ changeId: params.id, platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    show: (context, state) => onChange(context, (change) => change.state === 'agreed' && pageOf('Record the contract change notice', confirmPage({ caption: change.arrangementTitle, title: 'Record the contract change notice', sentences: [changeInWords(change.details), 'Publish the contract change notice (UK10) on the central digital platform first. The new ceiling holds as soon as you have recorded it here, and everyone concerned is told.'], fields: platformFields(state), act: 'Record it' }, context.csrf, state), backTo(`/arrangement-changes/${change.id}`))),
    done: ({ arrangementId }) => redirectTo(`/arrangements/${arrangementId}`, 'The new ceiling is in force and everyone concerned was told.'),
  }),
  ...form({
    url: '/arrangement-changes/:id/copy', command: recordChangeCopy, record: (params) => changeReference(params.id), input: (_posted, params) => ({ changeId: params.id }),
    show: (context, state) => onChange(context, (change) => change.state === 'applied' && pageOf('Copy of the changed contract', confirmPage({ caption: change.arrangementTitle, title: 'Copy of the changed contract', sentences: [changeInWords(change.details), 'Publish the copy of the contract as changed on the central digital platform; then say so here.'], act: 'The copy is published' }, context.csrf, state), backTo(`/arrangement-changes/${change.id}`))),
    done: ({ changeId }) => redirectTo(`/arrangement-changes/${changeId}`, 'Recorded: the copy is published.'),
  }),
];

/** Runs for a change of a ceiling; anything else, or what the page is not for, is not found. */
async function onChange({ read, params }: Context, then: (change: Change) => Answer | false): Promise<Answer> {
  const change = await readChange(read, params.id);
  return (change?.details.kind === 'ceiling' && then(change)) || notFound;
}

async function showForm({ read, params, csrf }: Context, state: FormState): Promise<Answer> {
  const arrangement = await readArrangement(read, params.id);
  const standing = arrangement && (await ceilingStanding(read, arrangement));
  if (!arrangement || !standing) return notFound;
  const typed = z.object(ceilingInput).safeParse(typedCeiling(new Posted(state.values as never)));
  const preview = typed.success && typed.data.ceiling !== '' ? await previewCeiling(read, arrangement, typed.data) : null;
  const shown = preview?.kind === 'allowed' ? preview.value : null;
  // Which grounds are offered follows from the sum: what stays below the threshold needs none.
  const sum = parsePounds(typed.success ? typed.data.ceiling : '');
  const law = shown?.law ?? ceilingLaw({ ...standing, toNetPence: sum.ok ? sum.pence : standing.nowNetPence, vatPercent: (typed.success ? rateFrom(typed.data.vatPercent) : null) ?? decimal('0') }, await lawFrom(read));
  const grounds: readonly CeilingGround[] = law.grounds.map(({ ground }) => ground);
  return pageOf('Change the ceiling', ceilingFormPage({ arrangement, standing, grounds, preview: shown }, csrf, state), backTo(`/arrangements/${arrangement.id}`));
}

/** One proposed change of a ceiling. */
export async function showCeilingChange({ read, actor, services }: Context, change: Change, details: CeilingDetails): Promise<Answer> {
  const arrangement = await readArrangement(read, change.arrangementId);
  if (!arrangement) return notFound;
  const open = change.state === 'proposed' || change.state === 'agreed';
  const approval = await approvalState(read, changeReference(change.id), CHANGE_SUBJECT, change.state === 'proposed' ? await ceilingHash(read, arrangement, change) : null);
  const mayAct = await may(read, services.kinds, actor, arrangementsActs.recordChangeNotice, changeReference(change.id));
  return pageOf('Change of the ceiling', ceilingChangePage({ change, details, asked: open ? await lawOfChange(read, arrangement, details) : null, approvals: approvalSteps(approval, 'Who must agree'), approvalId: approval.waitingFor?.id ?? null, mayAct }), backTo(`/arrangements/${arrangement.id}`));
}

import { sql } from 'kysely';
import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { mayAct, whereMay } from '#platform/access/access';
import { scopesOf } from '#platform/access/record-kind';
import type { Act } from '#platform/access/act';
import { readClock } from '#platform/clock';
import type { FormState } from '#platform/pages/form';
import type { Html } from '#platform/pages/html';
import { rowAsJson } from '#platform/register/register';
import { readRegisterQuery } from '#platform/register/register-query';
import { readRegisterPage } from '#platform/register/register.store';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { confirmedObservationsOf, measuresOf } from '#parts/measures';
import { drawThread } from '#parts/thread';
import { missingFrom, stillMissing } from './agreement.ts';
import { publishedOutcomes } from '#outcomes';
import { peopleWith } from './agreement.store.ts';
import { agreementPage, type AgreementAction } from './agreement.page.ts';
import { activatePage, assignPage, completePage, endPage, extendPage, handOverPage, incompletePage, type AgreementChoices, type DraftAgreement } from './agreement-forms.page.ts';
import { noticesSection } from './agreement-notices.page.ts';
import { noticesAround, noticesDue } from './agreement-notices.store.ts';
import { readAgreement, type AgreementView, type IncompleteAgreement } from './agreement-view.store.ts';
import { callOffsFrom } from './call-offs.store.ts';
import { ruledElsewhere } from './framework-agreement.store.ts';
import { termsOf } from './agreement-terms.store.ts';
import { ports } from './ports.ts';
import { decideProvisionalExtension } from './provisional.ts';
import { agreementKind } from './agreements.kind.ts';
import { agreementsActs } from './agreements.acts.ts';
import { activate, assign, complete, end, extend, handOverAgreements } from './agreements.commands.ts';
import { contractsDefinition, contractsRegister } from './agreements.register.ts';
import { bodiesRecordedFor } from './record-agreement.command.ts';
import { recordAgreementRoutes } from './record-agreement.routes.ts';
import { fewestShown } from './results/fewest-shown.store.ts';
import { measureAsJson, measuresWithoutSmallResults } from './results/public-results.ts';
import { resultsRoutes } from './results/results.routes.ts';

const REGISTER = [{ text: 'Home', href: '/' }, { text: 'Contracts register', href: '/contracts' }];
const ROWS = 50;
const address = (params: { readonly id: string }) => `/contracts/${params.id}`;

export const agreementsRoutes = [
  contractsRegister.routes,
  recordAgreementRoutes,
  resultsRoutes,
  page({ url: '/contracts/:id', act: agreementsActs.view, query: z.object({ callOffs: z.string().refine(isId).nullable().catch(null) }), show: showAgreement }),
  page({ url: '/contracts/:id.json', act: agreementsActs.view, show: showJson }),
  page({ url: '/agreements/incomplete', act: agreementsActs.listIncomplete, query: z.object({ after: z.string().refine(isId).optional().catch(undefined) }), show: showIncomplete }),
  form({
    url: '/agreements/:id/activate', command: activate, input: (_posted, params) => ({ agreementId: params.id }),
    show: (context, state) => onAgreement(context, 'Make this agreement live', (agreement) => activatePage({ agreement, form: state, csrf: context.csrf }, missingFrom({ ...agreement, outcomes: agreement.outcomes.length, reviews: agreement.reviewsHeld + agreement.reviewsPastDue + (agreement.nextReview ? 1 : 0) }))),
    done: (_id, params) => redirectTo(address(params), 'The agreement is live and on the public register.'),
  }),
  form({
    url: '/agreements/:id/complete', command: complete,
    input: (posted, params) => ({ agreementId: params.id, managerId: posted.text('managerId'), directorId: posted.text('directorId'), startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), valueNetPence: posted.text('valueNetPence'), outcomeIds: posted.texts('outcomeIds') }),
    show: (context, state) => withChoices(context, 'Complete this agreement', state, completePage),
    done: (value, params) => redirectTo(address(params), stillMissing(value.missing)),
  }),
  form({
    url: '/agreements/:id/assign', command: assign, input: (posted, params) => ({ agreementId: params.id, managerId: posted.text('managerId'), directorId: posted.text('directorId') }),
    show: (context, state) => withChoices(context, 'Name who answers for this agreement', state, assignPage),
    done: (_id, params) => redirectTo(address(params), 'Saved who answers for this agreement.'),
  }),
  form({
    url: '/agreements/:id/extend', command: extend, input: (posted, params) => ({ agreementId: params.id, endsOn: posted.date('endsOn'), reason: posted.text('reason') }),
    show: (context, state) => onAgreement(context, 'Extend this agreement', (agreement) => extendPage({ agreement, form: state, csrf: context.csrf })),
    done: (_id, params) => redirectTo(address(params), 'The agreement is extended.'),
  }),
  form({
    url: '/agreements/:id/end', command: end, input: (posted, params) => ({ agreementId: params.id, how: posted.text('how'), reason: posted.text('reason'), poorPerformance: posted.text('poorPerformance') === 'yes' }),
    show: (context, state) => onAgreement(context, 'End this agreement', (agreement) => endPage({ agreement, form: state, csrf: context.csrf })),
    done: (_id, params) => redirectTo(address(params), 'The agreement has ended.'),
  }),
  form({
    url: '/agreements/hand-over', command: handOverAgreements, input: (posted) => ({ fromId: posted.text('fromId'), managerId: posted.text('managerId'), directorId: posted.text('directorId') }),
    show: showHandOver,
    done: (moved) => redirectTo('/agreements/incomplete', `${moved} ${moved === 1 ? 'agreement' : 'agreements'} handed over.`),
  }),
];

async function showAgreement(context: PageContext<{ readonly id: string }, { readonly callOffs: string | null }>): Promise<Answer> {
  const found = await readAgreement(context.read, context.params.id);
  if (!found) return notFound;
  const { actor, services, read } = context;
  const record = { kind: 'agreement', id: found.id };
  const scopes = await scopesOf(read, services.kinds, record);
  const mayDo = (act: Act) => mayAct(actor, act, record, scopes);
  const agreement = mayDo(agreementsActs.readClaims) ? found : { ...found, measures: measuresWithoutSmallResults(found.measures, await fewestShown(read, found.bodyId)) };
  const further: Html[] = [];
  for (const section of ports().furtherSections) further.push(await section(read, agreement.id, { actor, isStaff: mayDo(agreementsActs.complete) }));
  const content = agreementPage({
    agreement, personId: actor.personId, isStaff: mayDo(agreementsActs.complete), mayEnterResults: (agreement.state === 'live' || agreement.state === 'ended') && mayDo(agreementsActs.enterResult),
    thread: await drawThread(read, services, actor, record),
    actions: actionsOn(agreement, mayDo, agreement.kind === 'framework' && (await ruledElsewhere(read, agreement.id)) !== null),
    terms: await termsOf(read, agreement.id), callOffs: agreement.kind === 'framework' ? await callOffsFrom(read, agreement.id, context.query.callOffs) : null, further,
    notices: noticesSection(await noticesAround(read, agreement), mayDo(agreementsActs.complete) ? await noticesDue(read, agreement) : [], await readClock(read)),
  });
  return pageOf(agreement.title, content, { breadcrumbs: [...REGISTER, { text: agreement.reference }] });
}

function actionsOn(agreement: AgreementView, mayDo: (act: Act) => boolean, isRunHere: boolean): AgreementAction[] {
  const at = `/agreements/${agreement.id}`;
  const over = agreement.state === 'ended' || agreement.state === 'terminated';
  const provisional = decideProvisionalExtension(agreement.provisional);
  const waits = !over && provisional.kind === 'refused' ? { notNow: `${provisional.sentence.charAt(0).toLowerCase()}${provisional.sentence.slice(1)}` } : agreement.incomplete ? { notNow: 'not until this record is complete.' } : over ? { notNow: 'it is over.' } : agreement.latestEndsOn === null ? { notNow: 'no last day of an option to extend is recorded.' } : {};
  return [
    ...(agreement.state === 'draft' && !isRunHere && mayDo(agreementsActs.activate) ? [{ text: 'Make it live', href: `${at}/activate` }] : []),
    ...(!over && mayDo(agreementsActs.complete) ? [{ text: agreement.incomplete ? 'Add what is missing' : 'Change dates, value or outcomes', href: `${at}/complete` }] : []),
    ...(!over && mayDo(agreementsActs.assign) ? [{ text: 'Name who answers for it', href: `${at}/assign` }] : []),
    ...(mayDo(agreementsActs.extend) ? [{ text: 'Reviews', href: `${at}/reviews` }] : []),
    ...(agreement.state !== 'draft' && mayDo(agreementsActs.extend) ? [{ text: 'Extend it', href: `${at}/extend`, ...waits }] : []),
    ...(agreement.state === 'live' && mayDo(agreementsActs.end) ? [{ text: 'End it', href: `${at}/end`, ...(isRunHere ? { notNow: 'end the framework itself, so that its providers are told.' } : {}) }] : []),
  ];
}

/** The newest results of each measure that the JSON of a contract gives: 16 years of months. */
const MOST_RESULTS = 200;

/** One agreement in the register's own form, so that nothing withheld there is given here, with the confirmed results of its measures. Staff read a draft by its page. */
async function showJson(context: PageContext<{ readonly id: string }>): Promise<Answer> {
  if (!isId(context.params.id)) return notFound;
  const one = { ...contractsDefinition, publicWhere: `r.state <> 'draft' and r.id = '${context.params.id}'` };
  const found = await readRegisterPage(context.read, one, readRegisterQuery(one, {}));
  if (!found.rows[0]) return notFound;
  const { body_id: bodyId } = await context.read.selectFrom('agreement').select('body_id').where('id', '=', context.params.id).executeTakeFirstOrThrow();
  const about = { kind: 'agreement', id: context.params.id };
  const [measures, results, fewest] = [await measuresOf(context.read, about), await confirmedObservationsOf(context.read, about, MOST_RESULTS), await fewestShown(context.read, bodyId)];
  return payload('application/json; charset=utf-8', JSON.stringify({ ...rowAsJson(one, found.rows[0]), measures: measures.map((measure) => measureAsJson(measure, results.get(measure.id) ?? [], fewest)) }));
}

async function onAgreement(context: PageContext<{ readonly id: string }>, title: string, content: (agreement: AgreementView) => Html | Promise<Html>): Promise<Answer> {
  const agreement = await readAgreement(context.read, context.params.id);
  return agreement ? pageOf(title, await content(agreement), { backLink: { href: address(context.params) } }) : notFound;
}

function withChoices(context: PageContext<{ readonly id: string }>, title: string, state: FormState, content: (asked: { agreement: AgreementView; form: FormState; csrf: Html }, choices: AgreementChoices) => Html): Promise<Answer> {
  return onAgreement(context, title, async (agreement) => {
    const { read } = context;
    const choices = { managers: await peopleWith(read, agreement.bodyId, 'contract-manager'), directors: await peopleWith(read, agreement.bodyId, 'lead-director'), outcomes: await publishedOutcomes(read, agreement.bodyId as BodyId) };
    return content({ agreement, form: state, csrf: context.csrf }, choices);
  });
}

async function showIncomplete(context: PageContext<object, { after?: string | undefined }>): Promise<Answer> {
  const mine = whereMay(context.actor, agreementsActs.complete, agreementKind);
  const { after } = context.query;
  const { rows: counted } = await sql<{ total: bigint }>`select count(*) as total from agreement r where r.state = 'live' and r.incomplete and ${mine}`.execute(context.read);
  const { rows } = await sql<IncompleteAgreement>`select r.id, r.title, r.reference, coalesce(o.name, r.supplier_name) as supplier, r.missing
    from agreement r left join organisation o on o.id = r.lead_organisation_id
    where r.state = 'live' and r.incomplete and ${mine} ${after ? sql`and r.id > ${after}` : sql``} order by r.id limit ${ROWS + 1}`.execute(context.read);
  const { rows: drafts } = await sql<DraftAgreement>`select r.id, r.title, r.reference from agreement r where r.state = 'draft' and ${mine} order by r.title, r.id limit ${ROWS}`.execute(context.read);
  const shown = rows.slice(0, ROWS);
  const next = rows.length > ROWS ? `/agreements/incomplete?after=${shown.at(-1)!.id}` : null;
  return pageOf('Incomplete agreements', incompletePage(shown, Number(counted[0]!.total), next, { drafts, mayRecord: bodiesRecordedFor(context.actor).length > 0 }), { breadcrumbs: REGISTER });
}

async function showHandOver(context: PageContext<object>, state: FormState): Promise<Answer> {
  const bodies = context.actor.holdings.filter((held) => held.scopeKind === 'body' && (held.role === 'administrator' || held.role === 'lead-director')).map((held) => held.scopeId!);
  const people = async (role: 'contract-manager' | 'lead-director') => (await Promise.all(bodies.map((body) => peopleWith(context.read, body, role)))).flat();
  const { rows: leavers } = await sql<{ id: string; name: string; held: number }>`select p.id, p.name, count(*)::int as held from agreement r join person p on p.id in (r.manager_id, r.director_id)
    where r.state in ('draft', 'live') and r.body_id = any(${bodies}::uuid[]) group by p.id, p.name order by p.name`.execute(context.read);
  return pageOf('Hand agreements over', handOverPage(state, context.csrf, { leavers, managers: await people('contract-manager'), directors: await people('lead-director') }), { backLink: { href: '/contracts' } });
}

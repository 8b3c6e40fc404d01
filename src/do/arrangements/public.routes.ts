import { z } from 'zod';
import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { csvLine, textCell, plainCell } from '#platform/register/csv';
import { may } from '#platform/access/access';
import type { Actor } from '#platform/access/access';
import type { Act } from '#platform/access/act';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { criteriaOf } from '#parts/assessments';
import { labelCovering, labelsOn } from '#parts/labels';
import { noticesOf, noticeTimeline } from '#parts/notices';
import { questionsOf } from '#parts/questions';
import { drawThread } from '#parts/thread';
import { cpvTitle } from '#parties';
import { policyValue } from '#policy';
import { closedTooLong, decideIntake, type Arrangement } from './arrangement.ts';
import { APPLICATION_QUESTIONS, arrangementEvents, arrangementReference, lotsOf, readArrangement, windowsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { arrangementsRegister } from './arrangements.register.ts';
import { publicCallOffsOf } from './call-off.store.ts';
import { followIntakes, unfollowIntakes } from './intake.commands.ts';
import { membersOf } from './membership.store.ts';
import { closedTooLongPage, followPage, recordPage, unfollowPage, type ClosedLine } from './record.page.ts';
import { readPerformance, readUsage } from './usage.reader.ts';

type Context = PageContext<{ readonly id: string }, unknown>;

/** What anyone reads: the list, one record, its terms, and what has been closed too long. */
export const publicRoutes = [
  ...arrangementsRegister.routes,
  page({ url: '/arrangements/closed-too-long', act: arrangementsActs.listClosed, show: async ({ read }) => pageOf('Closed too long', closedTooLongPage(await closedLines(read)), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Frameworks and dynamic markets', href: '/arrangements' }, { text: 'Closed too long' }] }) }),
  page({ url: '/arrangements/:id', act: arrangementsActs.view, show: showRecord }),
  page({ url: '/arrangements/:id/terms.pdf', act: arrangementsActs.view, show: sendTerms }),
  page({ url: '/arrangements/:id/providers.csv', act: arrangementsActs.view, show: sendProviders }),
  ...form({
    url: '/arrangements/:id/follow', command: followIntakes, input: (_posted, params) => ({ arrangementId: params.id }),
    show: async ({ read, actor, params, csrf }) => {
      const arrangement = await readArrangement(read, params.id);
      if (!arrangement) return notFound;
      const { rows } = await sql<{ found: boolean }>`select exists (select 1 from arrangement_follow f where f.person_id = ${actor.personId} and (f.arrangement_id = ${arrangement.id} or f.cpv_code = any(${[...arrangement.cpvCodes]}::text[]))) as found`.execute(read);
      return pageOf('Be told of the next intake', followPage(arrangement, rows[0]!.found, arrangement.cpvCodes.map((code) => cpvTitle(code) ?? code), csrf), backTo(arrangement));
    },
    done: (_value, params) => redirectTo(`/arrangements/${params.id}`, 'We will write to you when newcomers can join.'),
  }),
  ...form({
    url: '/my-intakes', command: unfollowIntakes, input: () => ({}), query: z.unknown(),
    show: async ({ read, actor, csrf }) => {
      const { count } = await read.selectFrom('arrangement_follow').select((e) => e.fn.countAll<bigint>().as('count')).where('person_id', '=', actor.personId).executeTakeFirstOrThrow();
      return pageOf('Intakes you are told of', unfollowPage(Number(count), csrf));
    },
    done: () => redirectTo('/my-intakes', 'You will not be told of intakes any more.'),
  }),
];

const backTo = ({ id }: Pick<Arrangement, 'id'>) => ({ backLink: { href: `/arrangements/${id}` } });

/** What staff may do on a record now, each with its page. */
const STAFF_ACTIONS: readonly { readonly text: string; readonly path: string; readonly act: Act; readonly when: (arrangement: Arrangement) => boolean }[] = [
  { text: 'Go on setting it up', path: 'build', act: arrangementsActs.build, when: ({ state }) => state === 'draft' },
  { text: 'Applications', path: 'applications', act: arrangementsActs.listApplications, when: ({ state, entry }) => state !== 'draft' && entry === 'application' },
  { text: 'Providers: reviews and standing', path: 'members', act: arrangementsActs.listApplications, when: ({ state }) => state !== 'draft' },
  { text: 'Start a short competition', path: 'competition', act: arrangementsActs.startCompetition, when: ({ state }) => state === 'live' },
  { text: 'Call off work directly', path: 'call-off', act: arrangementsActs.callOff, when: ({ state, callOffRule }) => state === 'live' && callOffRule !== 'mini-competition' },
  { text: 'Start its tender', path: 'tender', act: arrangementsActs.startOpportunity, when: ({ state, entry, opportunityId }) => state === 'live' && entry === 'opportunity' && opportunityId === null },
  { text: 'Admit providers from the results of its tender', path: 'admit', act: arrangementsActs.admitFromResults, when: ({ state, opportunityId }) => state === 'live' && opportunityId !== null },
  { text: 'Intakes and reviews', path: 'intakes', act: arrangementsActs.planIntake, when: ({ state, intake, entry }) => state === 'live' && (intake !== 'standing' || entry === 'opportunity') },
  { text: 'Assessors', path: 'assessors', act: arrangementsActs.nameAssessor, when: ({ state, entry }) => state === 'live' && entry === 'application' },
  { text: 'Propose a change of rules', path: 'change', act: arrangementsActs.proposeChange, when: ({ state }) => state === 'live' },
  { text: 'Change the ceiling', path: 'ceiling', act: arrangementsActs.proposeCeiling, when: ({ state, ceilingNetPence }) => state === 'live' && ceilingNetPence !== null },
  { text: 'Publish what changed', path: 'notices', act: arrangementsActs.publishChanges, when: ({ state, kind }) => state !== 'draft' && kind === 'dynamic-market' },
  { text: 'End it', path: 'end', act: arrangementsActs.end, when: ({ state }) => state === 'live' },
];

async function showRecord({ read, actor, services, params }: Context): Promise<Answer> {
  const arrangement = await readArrangement(read, params.id);
  if (!arrangement) return notFound;
  const about = arrangementReference(arrangement.id);
  const windows = await windowsOf(read, arrangement.id);
  const intake = decideIntake(arrangement, windows, londonDate(await readClock(read)));
  const offered = STAFF_ACTIONS.filter(({ when }) => when(arrangement));
  const actions = [];
  for (const { text, path, act } of actor.kind === 'person' ? offered : []) if (await may(read, services.kinds, actor, act, about)) actions.push({ text, href: `/arrangements/${arrangement.id}/${path}` });
  const notices = await noticesOf(read, about);
  return pageOf(arrangement.title, recordPage({
    arrangement, windows, actions, lots: await lotsOf(read, arrangement.id), criteria: await criteriaOf(read, about), questions: (await questionsOf(read, about, APPLICATION_QUESTIONS))?.questions ?? [],
    members: await membersOf(read, arrangement.id), usage: await readUsage(read, arrangement), performance: await readPerformance(read, arrangement.id), callOffs: await publicCallOffsOf(read, arrangement.id), ceilingNetPence: await shownCeiling(read, actor, arrangement), mayWithdrawLots: actor.kind === 'person' && (await may(read, services.kinds, actor, arrangementsActs.withdrawLot, about)), events: await arrangementEvents(read, arrangement.id, { limit: 60 }),
    closedBecause: intake.kind === 'refused' ? intake.sentence : null, signedIn: actor.kind === 'person', notices: notices.length > 0 ? noticeTimeline(notices) : null, thread: await drawThread(read, services, actor, about),
  }), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Frameworks and dynamic markets', href: '/arrangements' }, { text: arrangement.title }] });
}

/** The ceiling is what its contract is worth, so a label on that withholds it here too. */
async function shownCeiling(read: Read, actor: Actor, { agreementId, ceilingNetPence }: Arrangement): Promise<bigint | null> {
  return agreementId && labelCovering(await labelsOn(read, { kind: 'agreement', id: agreementId }), 'value', actor.personId) === undefined ? ceilingNetPence : null;
}

async function sendTerms({ read, services, params }: Context): Promise<Answer> {
  const arrangement = await readArrangement(read, params.id);
  if (!arrangement?.terms) return notFound;
  const file = await read.selectFrom('stored_file').select(['name', 'media_type', 'scan_state']).where('id', '=', arrangement.terms.fileId).executeTakeFirst();
  return file && file.scan_state !== 'refused' ? payload(file.media_type, services.files.read(arrangement.terms.fileId), { fileName: file.name }) : notFound;
}

async function sendProviders({ read, params }: Context): Promise<Answer> {
  const arrangement = await readArrangement(read, params.id);
  if (!arrangement) return notFound;
  const lots = await lotsOf(read, arrangement.id);
  const rows = (await membersOf(read, arrangement.id)).filter(({ status }) => status !== 'left' && status !== 'ended');
  const text = [csvLine(['Provider', 'Lot', 'Standing', 'Joined']), ...rows.map((member) => csvLine([textCell(member.organisationName), textCell(lots.find(({ id }) => id === member.lotId)?.title ?? ''), plainCell(member.status), plainCell(londonDate(member.joinedAt))]))].join('');
  return payload('text/csv; charset=utf-8', text, { fileName: `providers-${arrangement.reference}.csv` });
}

/** Live ones with neither an intake nor a review in the months that their authority set (DP-27), the longest closed first. */
export async function closedLines(read: Read): Promise<ClosedLine[]> {
  const today = londonDate(await readClock(read));
  const rows = await read.selectFrom('arrangement').select(['id', 'body_id']).where('state', '=', 'live').where((e) => e.or([e('intake', '<>', 'standing'), e('entry', '=', 'opportunity')])).where('ends_on', '>=', sql<Date>`${today}::date` as never).orderBy('starts_on').limit(2000).execute();
  const months = new Map<string, number | null>();
  const found: ClosedLine[] = [];
  for (const { id, body_id: bodyId } of rows) {
    if (!months.has(bodyId)) months.set(bodyId, (await policyValue(read, bodyId, 'arrangements.intakeMonths', today)).value);
    const [arrangement, limit] = [await readArrangement(read, id), months.get(bodyId)];
    const closed = arrangement && limit ? closedTooLong(arrangement, await windowsOf(read, id), limit, today) : null;
    if (arrangement && closed) found.push({ id, title: arrangement.title, bodyName: arrangement.bodyName, ...closed });
  }
  return found.sort((one, other) => (one.dueBy < other.dueBy ? -1 : 1));
}

import { mayAct, type Actor } from '#platform/access/access';
import { scopesOf, type RecordKinds } from '#platform/access/record-kind';
import type { Read } from '#platform/database/connection';
import { notFound, page, pageOf, payload, redirectTo } from '#platform/web/route';
import { drawThread } from '#parts/thread';
import { documentsOf } from './documents.store.ts';
import { backToBuilding, draftPage } from './draft-frame.routes.ts';
import { ports } from './ports.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunitiesRegister } from './opportunities.register.ts';
import { opportunityById, opportunityReference } from './opportunity.store.ts';
import { stageOf } from './publication.ts';
import { endsInShortlist } from './stage-end.ts';
import { statusOf, type Opportunity } from './opportunity.ts';
import { recordAsJson } from './record-as-json.ts';
import { comingPage, invitedOnlyPage, recordPage } from './record.page.ts';
import { opportunityRecord } from './record.store.ts';
import { drawReserved } from './reserved/reserved.routes.ts';
import { unansweredInWords } from './owed-questions.reader.ts';
import { readClock } from '#platform/clock';
import { titleInStage } from '#routes';

/** What anyone may read, signed in or not. */
export const publicRoutes = [
  ...opportunitiesRegister.routes,
  page({
    url: '/opportunities/:id',
    act: opportunitiesActs.view,
    show: async ({ read, services, actor, params }) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const title = titleInStage(opportunity);
      const breadcrumbs = [{ text: 'Home', href: '/' }, { text: 'Opportunities', href: '/opportunities' }, { text: title }];
      const actions = await actionsFor(read, services.kinds, actor, opportunity);
      const record = await opportunityRecord(read, opportunity);
      if (opportunity.state === 'draft') {
        if (record.status === 'coming') return pageOf(title, comingPage(record, actions), { breadcrumbs });
        return actions.length > 0 ? redirectTo(`/opportunities/${opportunity.id}/build`) : notFound;
      }
      if (!(await readsAll(read, services.kinds, actor, opportunity))) return pageOf(title, invitedOnlyPage(record), { breadcrumbs });
      const thread = await drawThread(read, services, actor, opportunityReference(opportunity.id));
      return pageOf(title, recordPage(record, { actions, thread, reserved: await drawReserved(read, opportunity, actor), preview: false }), { breadcrumbs });
    },
  }),
  page({
    url: '/opportunities/:id.json',
    act: opportunitiesActs.view,
    show: async ({ read, services, actor, params }) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity || opportunity.state === 'draft' || !(await readsAll(read, services.kinds, actor, opportunity))) return notFound;
      return payload('application/json; charset=utf-8', JSON.stringify(recordAsJson(await opportunityRecord(read, opportunity), services.config.siteUrl)));
    },
  }),
  page({
    url: '/opportunities/:id/preview',
    act: opportunitiesActs.build,
    show: (context) => draftPage(context, async (opportunity) => pageOf(`Preview: ${titleInStage(opportunity)}`, recordPage(await opportunityRecord(context.read, opportunity), { actions: [], thread: null, reserved: await drawReserved(context.read, opportunity, null), preview: true }), backToBuilding(opportunity.id))),
  }),
  page({
    url: '/opportunities/:id/documents/:documentId',
    act: opportunitiesActs.view,
    show: async ({ read, services, actor, params }) => {
      const opportunity = await opportunityById(read, params.id);
      const document = (await documentsOf(read, params.id)).find(({ id }) => id === params.documentId);
      // An announced draft is public as a line in a list; its documents are not.
      const isSeen = opportunity !== null && (await readsAll(read, services.kinds, actor, opportunity)) && (opportunity.state !== 'draft' || (await actionsFor(read, services.kinds, actor, opportunity)).length > 0);
      if (!isSeen || !document || document.scan === 'refused') return notFound;
      return payload(document.mediaType, services.files.read(document.fileId), { fileName: document.fileName });
    },
  }),
  page({
    url: '/lots/:id',
    act: opportunitiesActs.viewLot,
    show: async ({ read, params }) => {
      const lot = await read.selectFrom('lot').select(['opportunity_id', 'number']).where('id', '=', params.id).executeTakeFirst();
      return lot ? redirectTo(`/opportunities/${lot.opportunity_id}#lot-${lot.number}`) : notFound;
    },
  }),
];

/** Whether this reader may read more of it than that it is there. */
export async function readsAll(read: Read, kinds: RecordKinds, actor: Actor, opportunity: Opportunity): Promise<boolean> {
  if (opportunity.audience === 'anyone') return true;
  const record = opportunityReference(opportunity.id);
  return mayAct(actor, opportunitiesActs.readInvited, record, await scopesOf(read, kinds, record));
}

/** What this reader may do with it now, each with the page on which it is done. */
async function actionsFor(read: Read, kinds: RecordKinds, actor: Actor, opportunity: Opportunity): Promise<{ readonly text: string; readonly href: string }[]> {
  if (actor.kind !== 'person') return [];
  const record = opportunityReference(opportunity.id);
  const scopes = await scopesOf(read, kinds, record);
  const may = (act: keyof typeof opportunitiesActs) => mayAct(actor, opportunitiesActs[act], record, scopes);
  const at = (path: string) => `/opportunities/${opportunity.id}/${path}`;
  if (opportunity.state === 'draft') return may('build') ? [{ text: 'Go on building it', href: at('build') }] : [];
  const open = statusOf(opportunity, await readClock(read)) === 'open';
  const shortlisting = endsInShortlist(opportunity);
  return [
    (open || opportunity.state === 'published' || opportunity.state === 'opened') && may('follow') && { text: 'Follow, or stop following', href: at('follow') },
    open && opportunity.audience === 'invited' && may('invite') && { text: 'Who is invited', href: at('invitations') },
    open && opportunity.audience === 'invited' && may('decline') && { text: 'Say that you will not answer', href: at('decline') },
    may('viewClarifications') && { text: ['Questions from suppliers', await unansweredInWords(read, opportunity)].filter(Boolean).join(': '), href: at('clarifications') },
    open && may('changeClosing') && { text: 'Give bidders more time', href: at('change-closing') },
    open && may('withdrawLot') && { text: 'Withdraw a lot', href: at('withdraw-lot') },
    open && may('replaceDocument') && { text: 'Replace a document', href: at('replace-document') },
    shortlisting && opportunity.state === 'evaluated' && may('shortlist') && { text: 'Shortlist for the next stage', href: at('next-stage') },
    stageOf(opportunity)?.kind === 'quotation' && ['opened', 'evaluated'].includes(opportunity.state) && may('recordChoice') && { text: 'Reason for the choice', href: at('choice') },
    ...ports().furtherActions.map((further) => (shortlisting ? (further.shortlistStates ?? further.states) : further.states).includes(opportunity.state) && mayAct(actor, further.act, record, scopes) && { text: further.text, href: at(further.path) }),
    ['published', 'opened', 'evaluated'].includes(opportunity.state) && may('cancel') && { text: 'Cancel it', href: at('cancel') },
  ].filter((action) => action !== false);
}

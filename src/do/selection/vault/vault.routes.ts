import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { organisationById } from '#parties';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, payload, redirectTo, type Page } from '#platform/web/route';
import type { Posted } from '#platform/web/posted';
import { crumbsOf } from '../core/core.routes.ts';
import { organisationReference } from '../core/core.store.ts';
import { selectionActs } from '../selection.acts.ts';
import { addVaultDocument, endShare, renewDocument, shareDocument, withdrawDocument } from './vault.commands.ts';
import { addDocumentPage, confirmPage, documentPage, renewDocumentPage, sharedDocumentPage, sharedPage, sharePage, vaultPage } from './vault.page.ts';
import { documentsIn, sharedWith, sharesOf, tendersOf, vaultDocument, versionsOfDocument } from './vault.store.ts';

const SHARED_A_PAGE = 50;
const back = (href: string, text = 'Back'): Pick<Page, 'backLink'> => ({ backLink: { text, href } });
const upload = (posted: Posted) => posted.filesOf('file').map(({ name, path }) => ({ name, path }))[0] ?? null;
const versionOf = (posted: Posted) => ({ file: upload(posted), issuer: posted.text('issuer'), expiresOn: posted.date('expiresOn'), cover: posted.text('cover') });
/** No page about a file is kept by a browser or a proxy: consent may end. */
const NOT_KEPT = { headers: { 'cache-control': 'no-store' } };

export const vaultRoutes = [
  page({
    url: '/organisations/:id/vault', act: selectionActs.listDocuments,
    show: async ({ read, params, actor, services }) => {
      const organisation = await organisationById(read, params.id);
      if (!organisation) return notFound;
      const mayAdd = await may(read, services.kinds, actor, selectionActs.addDocument, organisationReference(params.id));
      return pageOf('Document vault', vaultPage(organisation, await documentsIn(read, params.id), londonDate(await readClock(read)), mayAdd), crumbsOf(organisation));
    },
  }),
  ...form({
    url: '/organisations/:id/vault/add', command: addVaultDocument,
    show: async ({ params, csrf }, state) => pageOf('Add a document', addDocumentPage(state, csrf), back(`/organisations/${params.id}/vault`, 'Back to the vault')),
    input: (posted, params) => ({ organisationId: params.id, kind: posted.text('kind'), title: posted.text('title'), warnDays: posted.text('warnDays'), ...versionOf(posted) }),
    done: ({ documentId }) => redirectTo(`/vault/${documentId}`, 'It is in the vault. Only your own people can read it.'),
  }),
  page({
    url: '/vault/:id', act: selectionActs.viewDocument,
    show: async ({ read, params, actor, services }) => {
      const document = await vaultDocument(read, params.id);
      if (!document) return notFound;
      const mayChange = await may(read, services.kinds, actor, selectionActs.renewDocument, { kind: 'vault-document', id: document.id });
      const content = documentPage({ document, versions: await versionsOfDocument(read, document.id), shares: await sharesOf(read, document.id), today: londonDate(await readClock(read)), mayChange });
      return pageOf(document.title, content, back(`/organisations/${document.organisationId}/vault`, 'Back to the vault'));
    },
  }),
  page({
    url: '/vault/:id/file', act: selectionActs.viewDocument,
    show: async ({ read, params, services }) => {
      const document = await vaultDocument(read, params.id);
      return document ? payload(document.current.mediaType, services.files.read(document.current.fileId), { fileName: document.current.fileName, ...NOT_KEPT }) : notFound;
    },
  }),
  ...form({
    url: '/vault/:id/renew', command: renewDocument,
    show: async ({ read, params, csrf }, state) => {
      const document = await vaultDocument(read, params.id);
      return document ? pageOf('Put a new version in its place', renewDocumentPage(document, state, csrf), back(`/vault/${document.id}`)) : notFound;
    },
    input: (posted, params) => ({ documentId: params.id, ...versionOf(posted) }),
    done: (_value, params) => redirectTo(`/vault/${params.id}`, 'The new version is in its place.'),
  }),
  ...form({
    url: '/vault/:id/share', command: shareDocument,
    show: async ({ read, params, csrf }, state) => {
      const document = await vaultDocument(read, params.id);
      if (!document) return notFound;
      const bodies = await read.selectFrom('body').select(['id', 'name']).orderBy('name').limit(100).execute();
      return pageOf('Share a document', sharePage(document, { bodies, tenders: await tendersOf(read, document.organisationId) }, state, csrf), back(`/vault/${document.id}`));
    },
    input: (posted, params) => ({ documentId: params.id, with: posted.text('with'), consent: posted.text('consent') }),
    done: ({ warning }, params) => redirectTo(`/vault/${params.id}`, warning ?? 'It is shared. You can take that back at any time.'),
  }),
  ...form({
    url: '/vault/:id/shares/:share/end', command: endShare,
    show: async ({ read, params, csrf }, state) => {
      const share = (await sharesOf(read, params.id)).find(({ id, revokedAt }) => id === params.share && revokedAt === null);
      return share ? pageOf('Take consent back', confirmPage(state, csrf, { title: `Take consent back from ${share.bodyName}?`, text: 'From that moment nobody there can read the document here. What they copied before is theirs to handle by law.', button: 'Take it back' }), back(`/vault/${params.id}`)) : notFound;
    },
    input: (_posted, params) => ({ documentId: params.id, shareId: params.share }),
    done: (_value, params) => redirectTo(`/vault/${params.id}`, 'It is no longer shared there.'),
  }),
  ...form({
    url: '/vault/:id/withdraw', command: withdrawDocument,
    show: async ({ read, params, csrf }, state) => {
      const document = await vaultDocument(read, params.id);
      return document ? pageOf('Take it out of the vault', confirmPage(state, csrf, { title: `Take “${document.title}” out of the vault?`, text: 'Nobody else will be able to read it, and it is no longer offered for tenders. The record that it was here stays.', button: 'Take it out' }), back(`/vault/${document.id}`)) : notFound;
    },
    input: (_posted, params) => ({ documentId: params.id }),
    done: ({ organisationId }) => redirectTo(`/organisations/${organisationId}/vault`, 'It is out of the vault.'),
  }),
  page({
    url: '/shared-documents', act: selectionActs.listShared, query: z.object({ before: z.string().refine(isId).nullable().catch(null) }),
    show: async ({ read, actor, query }) => {
      const shared = await sharedWith(read, actor, { before: query.before, limit: SHARED_A_PAGE + 1 });
      const shown = shared.slice(0, SHARED_A_PAGE);
      return pageOf('Documents that suppliers share', sharedPage(shown, londonDate(await readClock(read)), shared.length > SHARED_A_PAGE ? `/shared-documents?before=${shown.at(-1)!.id}` : null), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Documents that suppliers share' }] });
    },
  }),
  page({
    url: '/shared-documents/:id', act: selectionActs.viewShared,
    show: async ({ read, actor, params }) => {
      const [shared] = await sharedWith(read, actor, { shareId: params.id, limit: 1 });
      return shared ? pageOf(shared.document.title, sharedDocumentPage(shared, londonDate(await readClock(read))), back('/shared-documents', 'Back to shared documents')) : notFound;
    },
  }),
  page({
    url: '/shared-documents/:id/file', act: selectionActs.viewShared, viewing: true,
    show: async ({ read, actor, params, services }) => {
      const [shared] = await sharedWith(read, actor, { shareId: params.id, limit: 1 });
      return shared ? payload(shared.document.current.mediaType, services.files.read(shared.document.current.fileId), { fileName: shared.document.current.fileName, ...NOT_KEPT }) : notFound;
    },
  }),
];

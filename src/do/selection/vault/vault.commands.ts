import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { calendarDate, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { isId, newId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { colleaguesOf } from '#parties';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import { checkFile } from '#platform/files/check-file';
import type { FileStore } from '#platform/files/file-store';
import type { JobHandler } from '#platform/jobs/jobs';
import { sendMail } from '#platform/mail/send-mail';
import { organisationReference } from '../core/core.store.ts';
import { selectionActs } from '../selection.acts.ts';
import { DOCUMENT_KINDS, expiryInTender, isInsurance, type DocumentKind } from './vault.ts';
import { insertDocument, insertShare, insertVersion, lockDocument, lockExpiring, markWarned, revokeShare, tendersOf, withdrawDocumentRow, type NewVersion } from './vault.store.ts';

export const VAULT_MEGABYTES = 10;
const EACH_NIGHT = 500;

const documentReference = (id: string) => ({ kind: 'vault-document', id });
const GONE = refuse('gone', 'This document is no longer in the vault.');

const versionFields = {
  file: z.object({ name: z.string(), path: z.string() }).nullable(),
  issuer: z.string().trim().max(200, 'The issuer must be 200 characters or fewer'),
  expiresOn: z.string().trim(),
  cover: z.string().trim(),
};

interface TypedVersion { readonly file: { readonly name: string; readonly path: string } | null; readonly issuer: string; readonly expiresOn: string; readonly cover: string }

/** Reads and checks a version. The bytes are stored before the transaction ends: should it fail, they are left with no row that names them. */
async function readVersion(files: FileStore, kind: DocumentKind, typed: TypedVersion, today: CalendarDate): Promise<Decision<Omit<NewVersion, 'addedBy'>>> {
  if (!typed.file) return refuse('no-file', 'Choose a file', { field: 'file' });
  const expires = typed.expiresOn === '' ? { success: true as const, data: null } : z.iso.date().safeParse(typed.expiresOn);
  if (!expires.success) return refuse('expires', 'Enter the day on which it expires, like 30 6 2027', { field: 'expiresOn' });
  if (isInsurance(kind) && expires.data === null) return refuse('expires', 'Enter the day on which the insurance expires', { field: 'expiresOn' });
  if (expires.data !== null && expires.data < today) return refuse('expired', 'It has expired already. Add the one that holds now.', { field: 'expiresOn' });
  const cover = typed.cover === '' || !isInsurance(kind) ? null : parsePounds(typed.cover);
  if (cover && (!cover.ok || cover.pence <= 0n)) return refuse('cover', cover.ok ? 'Enter an amount above zero' : cover.why, { field: 'cover' });
  const content = await readFile(typed.file.path);
  const checked = checkFile(typed.file.name, content, VAULT_MEGABYTES);
  if (checked.kind === 'refused') return checked;
  const fileId = newId<'stored_file'>();
  return allow({ file: { fileId, ...checked.value, ...(await files.write(fileId, content)) }, issuer: typed.issuer, expiresOn: expires.data === null ? null : calendarDate(expires.data), coverPence: cover?.ok ? cover.pence : null });
}

/** Puts a document into the vault. */
export const addVaultDocument = command({
  act: selectionActs.addDocument,
  input: z.object({
    organisationId: z.string(), kind: z.enum(Object.keys(DOCUMENT_KINDS) as [DocumentKind, ...DocumentKind[]], 'Choose what it is'), title: z.string().trim().min(1, 'Enter a name by which you will know it').max(200, 'The name must be 200 characters or fewer'),
    warnDays: z.coerce.number('Enter a number of days').int('Enter a whole number of days').min(1, 'Enter 1 day or more').max(365, 'Enter 365 days or fewer'), ...versionFields,
  }),
  record: (input) => organisationReference(input.organisationId),
  perform: async ({ tx, actor, services }, input) => {
    const version = await readVersion(services.files, input.kind, input, londonDate(await readClock(tx)));
    if (version.kind === 'refused') return version;
    const id = await insertDocument(tx, input, { ...version.value, addedBy: actor.personId });
    return done({ documentId: id }, { record: documentReference(id), after: { kind: input.kind, title: input.title, expiresOn: version.value.expiresOn, sha256: version.value.file.sha256.toString('hex') } });
  },
});

/** A newer version takes its place: whoever may see the document sees that one from now on. */
export const renewDocument = command({
  act: selectionActs.renewDocument,
  input: z.object({ documentId: z.string(), ...versionFields }),
  record: (input) => documentReference(input.documentId),
  perform: async ({ tx, actor, services }, input) => {
    const document = await lockDocument(tx, input.documentId);
    if (!document || document.withdrawnAt) return GONE;
    const version = await readVersion(services.files, document.kind, input, londonDate(await readClock(tx)));
    if (version.kind === 'refused') return version;
    const number = document.current.number + 1;
    await insertVersion(tx, document.id, number, { ...version.value, addedBy: actor.personId });
    return done({ number }, { record: documentReference(document.id), before: { version: document.current.number }, after: { version: number, expiresOn: version.value.expiresOn, sha256: version.value.file.sha256.toString('hex') } });
  },
});

export const withdrawDocument = command({
  act: selectionActs.withdrawDocument,
  input: z.object({ documentId: z.string() }),
  record: (input) => documentReference(input.documentId),
  perform: async ({ tx, actor }, { documentId }) => {
    const document = await lockDocument(tx, documentId);
    if (!document || document.withdrawnAt) return GONE;
    await withdrawDocumentRow(tx, documentId, actor.personId);
    return done({ organisationId: document.organisationId }, { record: documentReference(documentId), before: { title: document.title } });
  },
});

/** Consents to share: with a body from now on, or for one tender, where its buyer sees it once the bids have been opened. */
export const shareDocument = command({
  act: selectionActs.shareDocument,
  input: z.object({ documentId: z.string(), with: z.string().refine((text) => /^(body|tender):/.test(text) && isId(text.split(':')[1]), 'Choose with whom to share it'), consent: z.literal('yes', 'Confirm that you consent') }),
  record: (input) => documentReference(input.documentId),
  perform: async ({ tx, actor }, input) => {
    const document = await lockDocument(tx, input.documentId);
    if (!document || document.withdrawnAt) return GONE;
    const [how, id] = input.with.split(':') as ['body' | 'tender', string];
    const tender = how === 'tender' ? (await tendersOf(tx, document.organisationId)).find((one) => one.id === id) : null;
    if (tender === undefined) return refuse('no-tender', 'Begin a bid for that tender first.', { field: 'with' });
    const body = tender ? { id: tender.bodyId, name: tender.bodyName } : await tx.selectFrom('body').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
    if (!body) return refuse('no-body', 'Choose an authority from the list.', { field: 'with' });
    const shareId = await insertShare(tx, { documentId: document.id, bodyId: body.id, opportunityId: tender?.id ?? null, by: actor.personId });
    const warning = tender ? expiryInTender(document.current.expiresOn, { closesOn: tender.closesAt && londonDate(tender.closesAt), startsOn: tender.startsOn }) : null;
    const words = warning && tender ? `“${document.title}” ${warning}: it ends on ${formatDate(document.current.expiresOn!)}${tender.closesAt ? `, and bidding closes on ${formatDate(londonDate(tender.closesAt))}` : ''}. The buyer will see that. Renew it and put the new one into the vault: it takes this one’s place by itself.` : null;
    // The body is not named in the trail that its auditors read: who prepares a bid is nobody's business before the opening.
    return done({ shareId, warning: words }, { record: documentReference(document.id), after: { share: shareId, for: how, expiryWarning: warning } });
  },
});

/** Takes consent back: from this moment the buyer gets nothing. */
export const endShare = command({
  act: selectionActs.endShare,
  input: z.object({ documentId: z.string(), shareId: z.uuid() }),
  record: (input) => documentReference(input.documentId),
  perform: async ({ tx, actor }, { documentId, shareId }) => {
    await lockDocument(tx, documentId);
    if (!(await revokeShare(tx, documentId, shareId, actor.personId))) return refuse('gone', 'It is not shared there any more.');
    return done(undefined, { record: documentReference(documentId), before: { share: shareId } });
  },
});

/** Tells owners, once a version, of what expires within the time they chose. */
export const warnOfExpiry = command({
  act: selectionActs.warnOfExpiry,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    const due = await lockExpiring(tx, londonDate(await readClock(tx)), EACH_NIGHT);
    for (const { versionId, document, organisationName } of due) {
      const day = formatDate(document.current.expiresOn!);
      for (const person of await colleaguesOf(tx, document.organisationId)) {
        await sendMail(tx, {
          to: { personId: person.personId, email: person.email }, about: documentReference(document.id), subject: `${document.title} expires on ${day}`,
          text: `“${document.title}” in the vault of ${organisationName} expires on ${day}.\n\nPut the new one in its place here:\n${services.config.siteUrl}/vault/${document.id}\n\nEveryone you share it with then sees the new one.\n`,
        });
      }
      await markWarned(tx, versionId);
    }
    return done({ warned: due.length }, { record: null, after: { warned: due.length } });
  },
});

export const warnOfExpiryJob: JobHandler = {
  name: 'selection.warn-of-expiry', cron: '15 7 * * *',
  run: async (services) => {
    // One run may not reach all: it goes on until nothing is left to tell.
    for (;;) {
      const result = await runCommand(services, warnOfExpiry, SYSTEM, {});
      if (result.kind !== 'done' || result.value.warned < EACH_NIGHT) return;
    }
  },
};

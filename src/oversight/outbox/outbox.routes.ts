import { z } from 'zod';
import { isId } from '#kernel/ids';
import { acts, holding } from '#platform/access/act';
import type { Read } from '#platform/database/connection';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, pageLinks, scrollingTable } from '#platform/pages/presentation';
import { notFound, page, pageOf } from '#platform/web/route';

export const outboxActs = acts('outbox', {
  view: { on: null, words: 'looked at the outbox', may: [holding('site-administrator', 'site')] },
});

const MAIL_STATES: Readonly<Record<string, string>> = { waiting: 'Waiting', sent: 'Sent', failed: 'Not delivered' };
const MAILS_A_PAGE = 25;
const LEFT_OUT = ['bid', 'clarification', 'consortium', 'partner-conversation', 'survey-invitation'];
const query = z.object({ after: z.string().max(60).catch('') });

/**
 * Mail as it would be sent, for sites without a mail server: demonstrations and development. In production it is not
 * there, since a mail may hold a link that signs somebody in. Mail about bids, clarifications and surveys of providers is left out: who is
 * bidding, who asked, and who has not answered yet and is reminded, is known to them alone.
 */
export const outboxRoutes = [
  page({
    url: '/outbox',
    act: outboxActs.view,
    query,
    show: async ({ read, services, query: { after } }) => {
      if (services.config.production) return notFound;
      const mails = await mailsBefore(read, after);
      return pageOf('Outbox', outboxPage(mails), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Outbox' }] });
    },
  }),
];

async function mailsBefore(read: Read, after: string) {
  let mails = read.selectFrom('outbox_mail').selectAll().where((where) => where.or([where('about_kind', 'is', null), where('about_kind', 'not in', LEFT_OUT)])).orderBy('id', 'desc').limit(MAILS_A_PAGE + 1);
  if (isId(after)) mails = mails.where('id', '<', after);
  return mails.execute();
}

function outboxPage(mails: Awaited<ReturnType<typeof mailsBefore>>): Html {
  const shown = mails.slice(0, MAILS_A_PAGE);
  return html`<h1 class="govuk-heading-l">Outbox</h1>
    <p class="govuk-body">Mail that this site has written, newest first. Without a mail server (WANTSUM_SMTP_URL) “Sent” means that it is here to be read, and went nowhere else.</p>
    ${shown.length === 0 ? emptyState({ title: 'No mail has been written.' }) : scrollingTable({
      caption: 'Mail, newest first',
      head: [{ text: 'Written' }, { text: 'To' }, { text: 'Subject and text' }, { text: 'State' }],
      rows: shown.map((mail) => [
        { text: formatInstant(mail.created_at) }, { text: mail.recipient_email },
        { html: html`<strong>${mail.subject}</strong><pre class="wantsum-mail">${mail.body_text}</pre>` }, { text: MAIL_STATES[mail.state] ?? mail.state },
      ]),
    })}
    ${pageLinks({ next: mails.length > MAILS_A_PAGE ? `/outbox?after=${shown.at(-1)!.id}` : null, of: 'mail' })}`;
}

import { html, nothing, type Html } from '#platform/pages/html';
import { details } from '#platform/pages/components/index';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { sessionList, sessionsAbout, sharedAnswers, slotsOf, type Session } from '#parts/sessions';
import { opportunityReference } from '#opportunities';
import { BIDDER_SESSIONS } from './sessions.command.ts';
import { guideOf, SUPPORT_KINDS } from './support.ts';
import { supportOf } from './support.store.ts';
import { timetableSection } from './timetable.page.ts';
import { headerOf, timetableOf } from './timetable.store.ts';

/** What this room adds to an opportunity's public page: its timetable, the visits and surgeries, and the help that goes with it. */
export async function drawTime(read: Read, opportunityId: string): Promise<Html> {
  const now = await readClock(read);
  return html`${timetableSection(await timetableOf(read, opportunityId, now))}${await drawSessions(read, opportunityId, now)}${await drawSupport(read, opportunityId)}`;
}

/** The sessions for bidders, with what was asked there; interviews of a panel are not among them. */
export async function bidderSessionsOf(read: Read, opportunityId: string): Promise<Session[]> {
  return (await sessionsAbout(read, opportunityReference(opportunityId))).filter(({ kind }) => (BIDDER_SESSIONS as readonly string[]).includes(kind));
}

async function drawSessions(read: Read, opportunityId: string, now: Date): Promise<Html> {
  const sessions = await bidderSessionsOf(read, opportunityId);
  const { visitsNoneReason } = await headerOf(read, opportunityId);
  const slots = await slotsOf(read, sessions.map(({ id }) => id));
  const listed = [];
  for (const session of sessions) listed.push({ session, slots: slots.filter(({ sessionId }) => sessionId === session.id), answers: await sharedAnswers(read, session.id) });
  const noVisits = !sessions.some(({ kind, cancelledAt }) => kind === 'visit' && cancelledAt === null);
  if (listed.length === 0 && visitsNoneReason === '') return nothing;
  const answers = listed.flatMap((one) => one.answers);
  return html`<h2 class="govuk-heading-m" id="sessions">Visits and surgeries</h2>
${noVisits && visitsNoneReason !== '' && html`<p class="govuk-body">No visits are offered. ${visitsNoneReason}</p>`}
${listed.length > 0 && sessionList(listed, now)}
${answers.length > 0 && html`<h3 class="govuk-heading-s">Asked there, and answered for everyone</h3><dl class="govuk-list">${answers.map(({ question, answer }) => html`<dt class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${question}</dt><dd class="govuk-body govuk-!-margin-left-0">${answer}</dd>`)}</dl>`}`;
}

async function drawSupport(read: Read, opportunityId: string): Promise<Html> {
  const items = await supportOf(read, opportunityId);
  if (items.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m" id="support">Help with answering</h2><ul class="govuk-list govuk-list--bullet">${items.map((item) => html`<li><a class="govuk-link" href="/support/${item.id}">${item.title}</a> (${SUPPORT_KINDS[item.kind].toLowerCase()})</li>`)}</ul>`;
}

/** The link that stands at every question of a tender whose packs have a guide; nothing where they have none. */
export async function questionHelp(read: Read, opportunityId: string): Promise<Html> {
  const guide = guideOf(await supportOf(read, opportunityId));
  return guide ? html` <a class="govuk-link" href="/support/${guide.id}">Guide to this question</a>` : nothing;
}

/**
 * What stands beside each answer box of a bid: the guide's own words, folded away, and where the examples are. Read here it is not counted as a
 * use, since the page is drawn whether or not anybody unfolds it; the whole guide behind its link is.
 */
export async function answerHelp(read: Read, opportunityId: string): Promise<Html> {
  const items = await supportOf(read, opportunityId);
  const guide = guideOf(items);
  const examples = items.filter(({ kind }) => kind === 'example' || kind === 'toolkit');
  if (!guide && examples.length === 0) return nothing;
  return details({
    summaryText: 'Help with this answer',
    html: html`${guide && html`<p class="govuk-body wantsum-words">${shortened(guide.words)}</p><p class="govuk-body"><a class="govuk-link" href="/support/${guide.id}">${guide.title}</a></p>`}${examples.map(({ id, title, kind }) => html`<p class="govuk-body"><a class="govuk-link" href="/support/${id}">${title}</a> (${SUPPORT_KINDS[kind].toLowerCase()})</p>`)}`,
  });
}

/** A long guide is begun here and goes on behind its link: it stands at every question of a page. */
const shortened = (words: string): string => (words.length <= 1200 ? words : `${words.slice(0, words.lastIndexOf(' ', 1200))} …`);

import { londonDate } from '#kernel/calendar-date';
import { formatDeadline } from '#kernel/instant';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { html, type Html } from '#platform/pages/html';
import { emptyState, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { STAFF_ROLES } from '#platform/access/roles';
import { claimsFor, claimsOf } from '../organisations/claims.store.ts';
import type { Owed, OwedWork } from '../ports.ts';
import { standingIn } from './delegation.page.ts';
import { delegationsAround } from './delegation.store.ts';
import { organisationNames } from '../organisations/organisations.store.ts';

const EACH = 25;
const MOST_SHOWN = 100;

export interface HomeItem extends Owed {
  readonly of: string;
}

/** What this person owes, the soonest first; what has no date stands last. One query or so for each room, whatever its size. */
export async function owedBy(read: Read, actor: Actor, works: readonly OwedWork[]): Promise<HomeItem[]> {
  const found: HomeItem[] = [];
  for (const work of [ownOwed, ...works]) for (const owed of await work.list(read, actor, EACH)) found.push({ ...owed, of: work.title });
  return found.sort((first, second) => (first.dueAt?.getTime() ?? Infinity) - (second.dueAt?.getTime() ?? Infinity) || 0).slice(0, MOST_SHOWN);
}

/** This room's own share. */
const ownOwed: OwedWork = {
  title: 'People and accounts',
  list: async (read, actor, limit) => {
    const claims = await claimsFor(read, actor, limit);
    const person = await read.selectFrom('person').select('email_verified').where('id', '=', actor.personId!).executeTakeFirst();
    // Nothing can be commissioned before there is somebody who commissions.
    const isEmpty = isSiteAdministrator(actor) && !(await read.selectFrom('body').select('id').limit(1).executeTakeFirst());
    return [
      ...(isEmpty ? [{ words: 'Add the first authority', dueAt: null, address: '/bodies/new' }] : []),
      ...(person?.email_verified ? [] : [{ words: 'Confirm your email address', dueAt: null, address: '/account/confirm-email' }]),
      ...claims.map((claim) => ({ words: `Answer ${claim.person.name}, who asks to act for ${claim.organisation.name}`, dueAt: null, address: `/organisation-claims/${claim.id}` })),
    ];
  },
};

/** The home page of anyone signed in: staff see their work, suppliers their organisations and what those owe (XC-01). */
export async function homePage(read: Read, actor: Actor, works: readonly OwedWork[]): Promise<Html> {
  const owed = await owedBy(read, actor, works);
  const now = await readClock(read);
  const delegations = await delegationsAround(read, actor.personId!);
  const isStaff = actor.holdings.some((held) => STAFF_ROLES.includes(held.role) || held.role === 'site-administrator');
  const organisationIds = [...new Set(actor.holdings.filter((held) => held.scopeKind === 'organisation').map((held) => held.scopeId!))];
  const organisations = await organisationNames(read, organisationIds);
  const bodies = await bodiesOf(read, actor);
  const asked = isStaff ? [] : (await claimsOf(read, actor.personId!)).filter((claim) => claim.state === 'asked');
  return html`<h1 class="govuk-heading-l">What you owe, by when</h1>
${owed.length === 0 ? emptyState({ title: 'You owe nothing now.', text: isStaff ? 'Work appears here when it is yours to do.' : 'Questions to answer, drafts to finish and replies you are waited for appear here.' }) : scrollingTable({
    caption: 'Your tasks, the soonest first', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'Of' }, { text: 'By when' }],
    rows: owed.map((item) => [{ html: html`<a class="govuk-link" href="${item.address}">${item.words}</a>` }, { text: item.of }, { html: dueWords(item.dueAt, now) }]),
  })}
${standingIn(delegations, actor.personId!, londonDate(now))}
${isStaff && html`<p class="govuk-body"><a class="govuk-link" href="/away">Going away? Name somebody to stand in for you</a></p>`}
${bodies.length > 0 && html`<h2 class="govuk-heading-m">${bodies.length === 1 ? 'Your authority' : 'Your authorities'}</h2>${plainList(bodies.map((body) => bodyLinks(body, actor)))}`}
${isSiteAdministrator(actor) && html`<h2 class="govuk-heading-m">This site</h2>${plainList([html`<a class="govuk-link" href="/bodies">Authorities that take part</a>`, html`<a class="govuk-link" href="/bodies/new">Add an authority</a>`])}`}
${asked.length > 0 && html`<h2 class="govuk-heading-m">You are waiting for</h2>${plainList(asked.map((claim) => `An answer to your request to act for ${claim.organisation.name}`))}`}
${organisations.length > 0 && html`<h2 class="govuk-heading-m">Your organisations</h2>${plainList(organisations.map((organisation) => html`<a class="govuk-link" href="/organisations/${organisation.id}">${organisation.name}</a>`))}`}
${!isStaff && organisations.length === 0 && html`<p class="govuk-body">You act for no organisation yet. <a class="govuk-link" href="/register">Register one, or ask to act for one that is here</a>.</p>`}
${!isStaff && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities">Find opportunities</a></p>`}`;
}

const isSiteAdministrator = (actor: Actor): boolean => actor.holdings.some(({ role }) => role === 'site-administrator');

interface OwnBody { readonly id: string; readonly name: string }

/** The bodies where somebody holds a role, by name. */
async function bodiesOf(read: Read, actor: Actor): Promise<OwnBody[]> {
  const ids = [...new Set(actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'body' && scopeId ? [scopeId] : [])))];
  return ids.length === 0 ? [] : read.selectFrom('body').select(['id', 'name']).where('id', 'in', ids).orderBy('name').orderBy('id').execute();
}

/** A body, and what its administrators keep there. */
function bodyLinks({ id, name }: OwnBody, actor: Actor): Html {
  const keeps = holdsOn(actor, id, 'administrator');
  return html`<a class="govuk-link" href="/bodies/${id}">${name}</a>${keeps && html`: <a class="govuk-link" href="/bodies/${id}/people">people and roles<span class="govuk-visually-hidden"> of ${name}</span></a>, <a class="govuk-link" href="/bodies/${id}/policy">local policy<span class="govuk-visually-hidden"> of ${name}</span></a>`}`;
}

const dueWords = (dueAt: Date | null, now: Date): Html => (dueAt === null ? html`When you can` : html`${formatDeadline(dueAt)}${dueAt < now && html` ${statusTag('Late', 'red')}`}`);

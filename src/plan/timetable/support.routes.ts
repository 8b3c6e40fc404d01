import { isId } from '#kernel/ids';
import { may } from '#platform/access/access';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, selectField, textArea, textField } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, scrollingTable } from '#platform/pages/presentation';
import { form, notFound, page, pageOf, redirectTo, type Route } from '#platform/web/route';
import { allBodies } from '#parties';
import { bodiesOf } from './diary.store.ts';
import { mayGiveNoticeFor } from './early-notice.commands.ts';
import { addSupportItem, createPack } from './support.commands.ts';
import { packById, packsOf, supportItem } from './support.store.ts';
import { SUPPORT_KINDS, type SupportPack } from './support.ts';
import { packReference, timetableActs } from './timetable.acts.ts';

const crumbs = (title: string) => ({ breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Support packs', href: '/support-packs' }, { text: title }] });

const paragraphs = (text: string): Html[] => text.split(/\n\s*\n/).filter((part) => part.trim() !== '').map((part) => html`<p class="govuk-body">${part.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`);

function packPage(pack: SupportPack, mayEdit: boolean): Html {
  return html`<h1 class="govuk-heading-l">${pack.sector && html`<span class="govuk-caption-l">${pack.sector}</span>`}${pack.title}</h1>
${pack.items.length === 0 ? emptyState({ title: 'There is nothing in this pack yet.' }) : scrollingTable({
    caption: 'What is in it, and how often it was opened', head: [{ text: 'Title' }, { text: 'What it is' }, { text: 'Opened', format: 'numeric' }],
    rows: pack.items.map((item) => [{ html: html`<a class="govuk-link" href="/support/${item.id}">${item.title}</a>` }, { text: SUPPORT_KINDS[item.kind] }, { text: item.used, format: 'numeric' }]),
  })}
${mayEdit && button({ text: 'Add something', href: `/support-packs/${pack.id}/items`, classes: 'govuk-button--secondary' })}`;
}

/** Packs as officers write them, and each item as those read it who answer. */
export const supportRoutes: readonly (Route | readonly Route[])[] = [
  page({
    url: '/support-packs',
    act: timetableActs.listPacks,
    show: async ({ read, actor }) => {
      const packs = await packsOf(read, bodiesOf(actor));
      return pageOf('Support packs', html`<h1 class="govuk-heading-l">Support packs</h1><p class="govuk-body">Written once, and sent with any tender: a walk-through, a guide to the questions, examples, toolkits for a sector.</p>
${packs.length === 0 ? emptyState({ title: 'There are none yet.' }) : scrollingTable({
        caption: 'Support packs', head: [{ text: 'Title' }, { text: 'Sector' }, { text: 'Items', format: 'numeric' }, { text: 'Opened', format: 'numeric' }],
        rows: packs.map((pack) => [{ html: html`<a class="govuk-link" href="/support-packs/${pack.id}">${pack.title}</a>` }, { text: pack.sector }, { text: pack.items.length, format: 'numeric' }, { text: pack.items.reduce((sum, { used }) => sum + used, 0), format: 'numeric' }]),
      })}${actor.holdings.some(({ role }) => role === 'procurement-officer' || role === 'commissioner') && button({ text: 'Write a pack', href: '/support-packs/new' })}`);
    },
  }),
  form({
    url: '/support-packs/new',
    command: createPack,
    show: async ({ read, actor, csrf }, state) => {
      const bodies = (await allBodies(read)).filter(({ id }) => mayGiveNoticeFor(actor, id));
      return pageOf('Write a support pack', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Write a support pack</h1><form method="post" novalidate>${csrf}
${radioField(state, { name: 'bodyId', label: 'Which authority?', labelSize: 's', items: bodies.map(({ id, name }) => ({ value: id, text: name })), ...(bodies.length === 1 ? { value: bodies[0]!.id } : {}) })}
${textField(state, { name: 'title', label: 'Title' })}${textField(state, { name: 'sector', label: 'For which sector (optional)', hint: 'Such as arts and culture' })}${button({ text: 'Start the pack' })}</form>`, crumbs('Write a pack'));
    },
    input: (posted) => ({ bodyId: posted.text('bodyId'), title: posted.text('title'), sector: posted.text('sector') }),
    done: ({ packId }) => redirectTo(`/support-packs/${packId}`, 'Started. Put something in it.'),
  }),
  page({
    url: '/support-packs/:id',
    act: timetableActs.viewPack,
    show: async ({ read, actor, services, params }) => {
      const pack = await packById(read, params.id);
      if (!pack) return notFound;
      return pageOf(pack.title, packPage(pack, await may(read, services.kinds, actor, timetableActs.editPack, packReference(pack.id))), crumbs(pack.title));
    },
  }),
  form({
    url: '/support-packs/:id/items',
    command: addSupportItem,
    show: async ({ read, params, csrf }, state) => {
      const pack = await packById(read, params.id);
      if (!pack) return notFound;
      return pageOf('Add to the pack', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${pack.title}</span>Add to the pack</h1><form method="post" novalidate>${csrf}
${selectField(state, { name: 'kind', label: 'What is it?', emptyText: 'Choose one', items: Object.entries(SUPPORT_KINDS).map(([value, text]) => ({ value, text })) })}${textField(state, { name: 'title', label: 'Title' })}
${textArea(state, { name: 'words', label: 'The help itself', hint: 'Plain words: leave an empty line between paragraphs', rows: 14 })}${textField(state, { name: 'link', label: 'Link to it elsewhere (optional)', type: 'url' })}${button({ text: 'Add it' })}</form>`, { backLink: { href: `/support-packs/${params.id}` } });
    },
    input: (posted, params) => ({ packId: params.id, kind: posted.text('kind'), title: posted.text('title'), words: posted.text('words'), link: posted.text('link').trim() }),
    done: (_value, params) => redirectTo(`/support-packs/${params.id}`, 'Added'),
  }),
  page({
    url: '/support/:id',
    act: timetableActs.useSupport,
    // Its use is counted by the entry that each look leaves; a visitor may leave no more than so many a minute.
    viewing: true,
    perMinute: 30,
    show: async ({ read, params }) => {
      const item = isId(params.id) ? await supportItem(read, params.id) : null;
      if (!item) return notFound;
      return pageOf(item.title, html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${SUPPORT_KINDS[item.kind]}, from ${item.packTitle}</span>${item.title}</h1>${paragraphs(item.words)}
${item.link && html`<p class="govuk-body"><a class="govuk-link" href="${item.link}" rel="noreferrer">Open it where it is kept</a></p>`}`);
    },
  }),
];

import { button } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, textArea } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { form, pageOf, redirectTo, type Route } from '#platform/web/route';
import { cpvDivisions, cpvTitle } from '#parties';
import { followCommand } from './follow.command.ts';
import { followedBy } from './follow.store.ts';

export const followRoutes: readonly (Route | readonly Route[])[] = [
  form({
    url: '/following',
    command: followCommand,
    show: async ({ read, actor, csrf }, state) => {
      const followed = actor.personId === null ? [] : await followedBy(read, actor.personId);
      const divisions = cpvDivisions();
      const finer = followed.filter((code) => !divisions.some((division) => division.code === code));
      return pageOf('Kinds of work you follow', html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">Kinds of work you follow</h1>
<p class="govuk-body">You get a mail when a tender or an early notice of such work is published. To be told of every change to one tender, follow it on its own page.</p>
<form method="post" novalidate>${csrf}${textArea(state, { name: 'codes', label: 'Category codes (optional)', hint: 'CPV codes of 8 digits, one a line, for finer kinds of work', rows: 4, value: finer.join('\n') })}
${finer.length > 0 && html`<p class="govuk-body">Now: ${finer.map((code) => cpvTitle(code) ?? code).join('; ')}.</p>`}
${checkboxField(state, { name: 'divisions', label: 'Whole branches', labelSize: 's', small: true, items: divisions.map(({ code, title }) => ({ value: code, text: title })), values: followed })}${button({ text: 'Save' })}</form>`, { backLink: { href: '/home' } });
    },
    input: (posted) => ({ divisions: posted.texts('divisions'), codes: posted.text('codes') }),
    done: () => redirectTo('/following', 'Saved'),
  }),
];

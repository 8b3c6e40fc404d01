import { html, type Html } from '#platform/pages/html';
import { errorSummaryFor, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { button, warningText } from '#platform/pages/components/index';
import { plainList } from '#platform/pages/presentation';
import type { Framework, Outcome } from './outcome.ts';

/** The form that starts a version. */
export function draftPage(bodies: readonly { readonly id: string; readonly name: string }[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Draft a version of the outcomes framework</h1>
<p class="govuk-body">The draft begins as a copy of the version in force. Nobody outside the policy team sees it until it is published.</p>
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'bodyId', label: 'Whose framework is it?', items: bodies.map(({ id, name }) => ({ value: id, text: name })), value: bodies[0]?.id })}
${textField(form, { name: 'title', label: 'Title', value: 'Strategic Outcomes Framework' })}
${textArea(form, { name: 'words', label: 'Introduction (optional)', rows: 5 })}
${button({ text: 'Start the draft' })}</form>`;
}

/** The form of one outcome. */
export function outcomeFormPage(framework: Framework, outcome: Outcome | null, csrf: Html, form: FormState): Html {
  const title = outcome ? 'Change an outcome' : 'Add an outcome';
  const strategic = framework.outcomes.filter(({ level, id }) => level === 'strategic' && id !== outcome?.id);
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${title}</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'Outcome', hint: 'What will be true for people, in one plain sentence', value: outcome?.title })}
${textField(form, { name: 'code', label: 'Code', hint: 'Such as S1, or 1.2 for one that supports it', width: 10, value: outcome?.code })}
${selectField(form, {
    name: 'parentId', label: 'Which strategic outcome does it support?', value: outcome?.parentId ?? '',
    items: [{ value: '', text: 'None: it is a strategic outcome itself' }, ...strategic.map(({ id, code, title: words }) => ({ value: id, text: `${code} ${words}` }))],
  })}
${textArea(form, { name: 'description', label: 'What it means (optional)', rows: 5, value: outcome?.description })}
${button({ text: outcome ? 'Save outcome' : 'Add outcome' })}</form>`;
}

export function removePage(outcome: Outcome, csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Remove “${outcome.title}” from the draft?</h1>
<p class="govuk-body">Versions already published keep it, and so do the agreements that serve it.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Remove outcome', classes: 'govuk-button--warning' })}</form>`;
}

export function publishPage(framework: Framework, dropped: readonly Outcome[], csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Publish version ${framework.version}?</h1>
<p class="govuk-body">From now on only its outcomes can be picked. The version in force is superseded and stays readable. Everyone will see it.</p>
${dropped.length > 0 && html`${warningText({ text: 'These outcomes are in force now and not in this version. What serves them keeps them, but nothing new can pick them.' })}${plainList(dropped.map(({ code, title }) => `${code} ${title}`))}`}
<form method="post" novalidate>${csrf}${button({ text: 'Publish', preventDoubleClick: true })}</form>`;
}

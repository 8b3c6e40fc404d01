import { formatDate } from '#platform/pages/presentation';
import { button, details, insetText, panel } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, radioField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import { MOST_WORDS, SCALE } from './survey.data.ts';
import { fieldOf, type Invitation } from './survey.ts';

export const answerTitle = ({ wave }: Pick<Invitation, 'wave'>): string => `How is it to work with ${wave.bodyName}?`;

/** What is promised, in words that hold: docs/decisions/answers-counted.md. */
function promise({ wave }: Invitation): Html {
  return html`${insetText({ html: html`<p class="govuk-body"><strong>Nobody can see what you said.</strong> Your answers are added to the counts and are not kept. The council sees how many answered, not who.</p>
<p class="govuk-body"><strong>Once sent they cannot be changed or taken back</strong>, because nobody can find them again, we included.</p>` })}
${details({ summaryText: 'How your answers are kept apart from your name', html: plainList([
    `Results are shown after ${formatDate(wave.closesOn)}, and only where at least ${wave.fewest} organisations answered. A group with fewer answers is never shown by itself: winners or losers, a size, a sector, a directorate.`,
    wave.isPublic ? 'The results will be public.' : 'The results are read by the council’s staff.',
    'What you write is read word for word by people named for it, without any fact about you, and only where enough organisations answered. Leave out what would give you away.',
    'We keep that your organisation has answered, so that it answers once and is not reminded. We do not keep when. The site’s trail has that you answered a survey, without its name or what you said.',
    'Whoever runs the computers could watch an answer arrive, or compare copies of the database from before and after. No page, file or role of the site can.',
  ]) })}`;
}

export function answerPage(form: FormState, csrf: Html, invitation: Invitation): Html {
  const { wave, statements, organisationName } = invitation;
  return html`${errorSummaryFor(form)}
<span class="govuk-caption-l">${organisationName}</span>
<h1 class="govuk-heading-l">${answerTitle(invitation)}</h1>
<p class="govuk-body">${wave.occasion === 'after-award' ? 'You bid for a contract that has been decided.' : 'You have a contract with the council.'} It takes about three minutes. Answer by the end of ${formatDate(wave.closesOn)}, once for your organisation.</p>
${promise(invitation)}
<form method="post" novalidate>${csrf}
<h2 class="govuk-heading-m">How far do you agree?</h2>
${statements.map(({ id, words }) => radioField(form, { name: fieldOf(id), label: words, labelSize: 's', small: true, items: SCALE.map((point) => ({ value: String(point.score), text: point.words })) }))}
${textArea(form, { name: 'words', label: 'What should the council know? (optional)', hint: 'Do not name yourself, your contract or anybody else.', labelSize: 's', rows: 5, wordLimit: MOST_WORDS })}
${checkboxField(form, { name: 'isFinal', label: 'Before you send', labelSize: 's', items: [{ value: 'yes', text: 'We know that our answers cannot be changed or taken back once they are sent' }] })}
${button({ text: 'Send our answers' })}</form>`;
}

export const answeredPage = (invitation: Invitation): Html => html`${panel({ titleText: 'Your organisation has answered', text: `Thank you from ${invitation.wave.bodyName}` })}
<p class="govuk-body">The answers are counted and not kept: nobody can see, change or take back what ${invitation.organisationName} said.</p>
<p class="govuk-body">${invitation.wave.isPublic ? html`The results will be public after ${formatDate(invitation.wave.closesOn)}: <a class="govuk-link" href="/provider-survey?body=${invitation.wave.bodySlug}">what providers say</a>.` : `The survey closes at the end of ${formatDate(invitation.wave.closesOn)}.`}</p>`;

export const closedPage = (invitation: Invitation): Html => html`<h1 class="govuk-heading-l">This survey is closed</h1>
<p class="govuk-body">${invitation.wave.bodyName} asked how it is to work with it until the end of ${formatDate(invitation.wave.closesOn)}. Answers are not taken any more.</p>
${invitation.wave.isPublic && html`<p class="govuk-body"><a class="govuk-link" href="/provider-survey?body=${invitation.wave.bodySlug}">What providers say</a></p>`}`;

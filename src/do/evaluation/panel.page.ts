import type { PersonId } from '#kernel/ids';
import { DECLARATION_RULE, type Assessor } from '#parts/assessments';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Round, RoundStanding } from './evaluation.ts';
import type { EvaluatedOpportunity } from './evaluation.store.ts';

interface Headed {
  readonly opportunity: EvaluatedOpportunity;
  readonly csrf: Html;
}

/** The caption and heading of every page of an evaluation. */
export const heading = (opportunity: Pick<EvaluatedOpportunity, 'reference' | 'title'>, title: string): Html =>
  html`<span class="govuk-caption-l">${opportunity.reference} ${opportunity.title}</span><h1 class="govuk-heading-l">${title}</h1>`;

interface PanelPage extends Headed {
  readonly panel: readonly Assessor[];
  readonly people: readonly { readonly id: PersonId; readonly name: string; readonly jobTitle: string | null }[];
  /** How each assessor stands with each round, by assessor. */
  readonly rounds: ReadonlyMap<string, readonly RoundStanding[]>;
}

/** Who judges the bids, for the procurement officer. */
export function panelPage({ opportunity, csrf, panel, people, rounds }: PanelPage, form: FormState): Html {
  const named = new Set(panel.map(({ personId }) => personId));
  const open = ['draft', 'published', 'opened'].includes(opportunity.state);
  return html`${errorSummaryFor(form)}${heading(opportunity, 'The panel')}
<p class="govuk-body">These people score the bids. Each declares interests before seeing any bid, then scores alone. The chair moderates and does not score.</p>
${ruleNote(DECLARATION_RULE)}
${panel.length === 0 ? emptyState({ title: 'Nobody is on the panel yet.' }) : scrollingTable({
    caption: 'People on the panel', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'Does' }, { text: 'Declaration' }, { text: 'Standing' }, { text: 'Change' }],
    rows: panel.map((one) => [
      { text: one.name }, { text: one.chair ? 'Chairs and moderates' : 'Scores' }, { text: declarationWords(one) }, { html: standing(one, rounds.get(one.id) ?? []) },
      { html: one.barredAt || !open ? nothing : html`<a class="govuk-link" href="/opportunities/${opportunity.id}/panel/${one.id}/remove">Remove<span class="govuk-visually-hidden"> ${one.name}</span></a>` },
    ]),
  })}
${open ? html`<h2 class="govuk-heading-m">Name somebody</h2><form method="post" novalidate>${csrf}
${selectField(form, { name: 'personId', label: 'Person', hint: 'Anyone who works for this authority and does not write bids for a supplier', emptyText: 'Choose a person', items: people.filter(({ id }) => !named.has(id)).map(({ id, name, jobTitle }) => ({ value: id, text: jobTitle ? `${name}, ${jobTitle}` : name })) })}
${radioField(form, { name: 'chair', label: 'What do they do?', items: [{ value: 'no', text: 'Score the bids' }, { value: 'yes', text: 'Chair the panel', hint: 'Moderates the scores and does not score' }] })}
${button({ text: 'Name to the panel', preventDoubleClick: true })}</form>` : html`<p class="govuk-body">The evaluation is over, so the panel can no longer be changed.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/moderation">See how far the panel is</a></p>`;
}

const declarationWords = ({ declaration, declaredAt }: Assessor): string =>
  declaration === null || declaredAt === null ? 'Not declared yet' : `${declaration === 'none' ? 'No interest' : 'Has an interest'}, ${formatInstant(declaredAt)}`;

function standing({ barredAt, barredReason, declaration, chair }: Assessor, rounds: readonly RoundStanding[]): Html {
  if (barredAt) return html`${statusTag('Locked out', 'red')}<br>${barredReason}, ${formatInstant(barredAt)}`;
  if (declaration === null) return statusTag('Waiting for a declaration', 'yellow');
  if (chair) return statusTag('Chair', 'turquoise');
  if (rounds.length < 2) return rounds[0]?.standing === 'finished' ? statusTag('Finished scoring', 'green') : statusTag('Scoring');
  // One who has scored the written answers may still owe what was seen at interviews: each round is said by itself.
  return plainList(rounds.map((one) => html`${ROUND_TITLES[one.round]}: ${roundTag(one)}`), 'plain');
}

const ROUND_TITLES: Readonly<Record<Round, string>> = { paper: 'Written answers', meeting: 'Interviews and visits' };

function roundTag({ standing: how }: RoundStanding): Html {
  if (how === 'finished') return statusTag('Finished scoring', 'green');
  return how === 'scoring' ? statusTag('Scoring') : statusTag('Waits for the shortlist', 'grey');
}

/** Asks before somebody is removed. */
export function removePage({ opportunity, csrf, assessor }: Headed & { readonly assessor: Assessor }, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(opportunity, `Remove ${assessor.name} from the panel`)}
<p class="govuk-body">They are locked out at once and cannot come back. What they scored is kept and is not counted.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Reason', rows: 3 })}
${button({ text: 'Remove from the panel', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;
}

/** Where names are hidden from those who judge: they declare by the list of names, and never learn from it which bid is whose. */
export const NAMES_FOLLOW_NOT = 'This list is only for this question. What you judge is called “Bidder A”, “Bidder B” and so on, so that nobody who judges knows whose it is.';

interface DeclarationPage extends Headed {
  readonly assessor: Assessor;
  /** Null before the opening, when nobody knows. */
  readonly bidders: readonly string[] | null;
}

/** Declares interests; shows who has bid and nothing of what they bid. */
export function declarationPage({ opportunity, csrf, assessor, bidders }: DeclarationPage, form: FormState): Html {
  const declared = assessor.declaration === 'none';
  if (bidders === null) {
    return html`${heading(opportunity, 'Declare your interests')}<p class="govuk-body">${opportunity.state === 'opened' ? 'There are no bids.' : 'You can declare once the bids are open: until then nobody knows who has bid.'}</p>${ruleNote(DECLARATION_RULE)}`;
  }
  return html`${errorSummaryFor(form)}${heading(opportunity, 'Declare your interests')}
<p class="govuk-body">These organisations have bid. Say whether you, your family or friends have any interest in one of them: work, money, membership, friendship or dispute.</p>
${plainList(bidders)}${opportunity.plan.anonymous && html`<p class="govuk-body">${NAMES_FOLLOW_NOT}</p>`}${ruleNote(DECLARATION_RULE)}
${declared && html`<p class="govuk-body">You declared on ${formatInstant(assessor.declaredAt!)} that you have no interest. If that has changed, say so here: you will be locked out at once.</p>`}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'declaration', label: 'Do you have an interest in any of them?', labelSize: 'm', items: [
    ...(declared ? [] : [{ value: 'none', text: 'No, none' }]),
    { value: 'interest', text: 'Yes', hint: 'You will be locked out of this evaluation. Nobody thinks worse of you for it.', conditional: textArea(form, { name: 'declarationWords', label: 'What is the interest?', rows: 4 }) },
  ] })}
${button({ text: 'Declare', preventDoubleClick: true })}</form>`;
}

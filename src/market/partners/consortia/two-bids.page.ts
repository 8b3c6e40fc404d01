import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, radioField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList, ruleNote, statusTag } from '#platform/pages/presentation';
import { inWords, type OpenedTwice, type TwoBidsCheck } from './two-bids.store.ts';
import { strictest, type TwoBidsRule } from './two-bids.ts';

export interface OwnTwoBids {
  readonly organisationId: string;
  readonly name: string;
  readonly check: TwoBidsCheck;
}

const SAYS: Readonly<Record<TwoBidsRule, string>> = {
  refuse: 'The authority refuses this. Leave one of them, or choose other lots, before you send a bid.',
  declare: 'The authority allows it when you declare it, and say how you keep the two apart.',
  flag: 'The authority allows it. The panel sees it once the bids are open.',
};

/** The two bids in which an organisation takes part, told to its own people alone. */
export function ownTwoBids({ name, check }: OwnTwoBids): Html {
  const rule = strictest(check.pairs, check.rules);
  return html`<p class="govuk-body">${name} takes part in two bids for the same lot:</p>
${plainList([...new Set(check.pairs.flatMap((pair) => pair.map(inWords)))])}
<p class="govuk-body">${rule === null ? 'The authority has set no rule for this. The panel sees it once the bids are open.' : SAYS[rule]}</p>${check.rule && ruleNote(check.rule)}`;
}

export const twoBidsPage = (title: string, own: readonly OwnTwoBids[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Two bids for one lot</h1>
${own.map(ownTwoBids)}
<p class="govuk-body">Nobody else learns of this from us before the bids are open: neither the authority, nor whoever you bid with.</p>
${own.some(({ check }) => strictest(check.pairs, check.rules) === 'declare') && html`<form method="post" novalidate>${csrf}
${own.length === 1 ? hiddenField('organisationId', own[0]!.organisationId) : radioField(form, { name: 'organisationId', label: 'For which organisation?', items: own.map(({ organisationId, name }) => ({ value: organisationId, text: name })) })}
${textArea(form, { name: 'words', label: 'Your declaration', labelSize: 'm', hint: 'Say that you take part in both, and how you keep prices and answers of one from the other: other people, other folders, agreed rules', rows: 5, value: own[0]!.check.declared ?? '' })}
${button({ text: 'Declare it' })}</form>`}`;

/** On a group's page, for the one member that reads it. */
export const twoBidsNotice = (opportunityId: string, own: OwnTwoBids): Html => insetText({ html: html`${ownTwoBids(own)}<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunityId}/two-bids">What to do about it</a>. Only ${own.name} sees this.</p>` });

const RULE_TAGS = { refuse: ['Against the authority’s rule', 'red'], declare: ['Allowed when declared', 'yellow'], flag: ['Allowed', 'grey'] } as const;

/** For whoever judges, once the bids are open. */
export const openedTwice = (found: readonly OpenedTwice[]): Html => html`<h2 class="govuk-heading-m">In two bids for one lot</h2>
${found.length === 0 ? html`<p class="govuk-body">Nobody takes part in two of the bids for one lot.</p>`
  : found.map(({ organisation, bids, rule, declared }) => html`<h3 class="govuk-heading-s">${organisation} ${rule && statusTag(RULE_TAGS[rule][0], RULE_TAGS[rule][1])}</h3>${plainList(bids)}
<p class="govuk-body">${declared ? html`Declared: <span class="wantsum-words">${declared}</span>` : 'Not declared.'}</p>`)}`;

import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, radioField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { formatInstant, plainList, ruleNote, statusTag } from '#platform/pages/presentation';
import { inWords, type OpenedTwice, type TwoBidsCheck, type TwoBidsDecision } from './two-bids.store.ts';
import { heardField, strictest, undecided, type TwoBidsRule } from './two-bids.ts';

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
export const openedTwice = (opportunityId: string, found: readonly OpenedTwice[], mayDecide: boolean): Html => html`<h2 class="govuk-heading-m">In two bids for one lot</h2>
${found.length === 0 ? html`<p class="govuk-body">Nobody takes part in two of the bids for one lot.</p>`
  : found.map((one) => html`<h3 class="govuk-heading-s">${one.organisation} ${one.rule && statusTag(RULE_TAGS[one.rule][0], RULE_TAGS[one.rule][1])}</h3>${plainList(one.bids)}
<p class="govuk-body">${one.declared ? html`Declared: <span class="wantsum-words">${one.declared}</span>` : 'Not declared.'}</p>
${one.decisions.map(decided)}${undecided(one).length > 0 && html`<p class="govuk-body">${statusTag('To be decided', 'red')} No award of either bid goes on until a legal officer or lead director has heard both bidders and decided.${mayDecide && html` <a class="govuk-link" href="/opportunities/${opportunityId}/two-bids/${one.organisationId}">Decide<span class="govuk-visually-hidden"> on ${one.organisation}</span></a>`}</p>`}`)}`;

const decided = ({ decision, excluded, heard, reason, decidedBy, decidedAt }: TwoBidsDecision): Html => html`<p class="govuk-body">${decision === 'allow' ? 'Both bids were allowed' : `The bid of ${excluded ?? 'one of them'} was excluded`} on ${formatInstant(decidedAt)}${decidedBy && ` by ${decidedBy}`}. Why: <span class="wantsum-words">${reason}</span></p>
<p class="govuk-body">What they said: <span class="wantsum-words">${heard}</span></p>`;

/** Where the one who decides writes down what each bidder said, and what follows. */
export function decideTwoBidsPage(title: string, found: OpenedTwice, form: FormState, csrf: Html): Html {
  const bids = [...new Set(undecided(found).flat())];
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>${found.organisation} in two bids for one lot</h1>
${plainList(found.bids)}${found.note && ruleNote(found.note)}
<p class="govuk-body">${found.declared ? html`It declared: <span class="wantsum-words">${found.declared}</span>` : 'It did not declare this. It may not have known: whoever leads a group may choose other lots after a member has joined.'}</p>
<p class="govuk-body">Hear both bidders first. Both are told what you decide, and why.</p>
${bids.length === 0 ? insetText({ text: 'There is nothing left to decide.' }) : html`<form method="post" novalidate>${csrf}
${bids.map(({ bidId, bidder }) => textArea(form, { name: heardField(bidId), label: `What did ${bidder} say?`, hint: 'And on which day. If it said nothing in the time it was given, say that.', rows: 4 }))}
${radioField(form, { name: 'decision', label: 'What do you decide?', labelSize: 'm', items: [{ value: 'allow', text: 'Both bids stay in' }, ...bids.map(({ bidId, bidder, group }) => ({ value: bidId, text: `Exclude the bid of ${group === null ? bidder : `${group} (${bidder})`}` }))] })}
${textArea(form, { name: 'reason', label: 'Why?', hint: 'Both bidders read it, and it stays on the record', rows: 4 })}
${button({ text: 'Decide', preventDoubleClick: true })}</form>`}`;
}

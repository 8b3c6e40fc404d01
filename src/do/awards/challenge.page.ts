import type { CalendarDate } from '#kernel/calendar-date';
import { button, insetText, warningText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, pageLinks, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { CHALLENGE_KINDS, CHALLENGE_OUTCOMES, pausedWords, PAUSE_RULE, uncertaintyOf, type Challenge, type PathStep, type Uncertainty } from './challenge.ts';
import type { ChallengedOpportunity, Interim, PathDays, UncertainOpportunity } from './challenge.store.ts';

/** On the opportunity's own page, for anyone: that it is paused, and what became of earlier challenges. */
export function pausedSection(challenges: readonly Challenge[], paused: string | null): Html {
  if (challenges.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">Challenge</h2>
${paused && warningText({ text: paused })}
${challenges.map((challenge) => html`<p class="govuk-body wantsum-words">${challenge.outcome === null ? challenge.publicWords : `${CHALLENGE_OUTCOMES[challenge.outcome]}, ${formatDate(challenge.resolvedOn!)}. ${challenge.outcomeWords}`}</p>`)}`;
}

export interface ChallengesPage {
  readonly opportunity: ChallengedOpportunity;
  readonly challenges: readonly Challenge[];
  readonly interims: ReadonlyMap<string, readonly Interim[]>;
  readonly uncertainty: Uncertainty | null;
  readonly may: { readonly challenge: boolean; readonly offer: boolean };
}

/** For staff: every challenge, what was offered meanwhile, and how long everyone has waited. */
export function challengesPage({ opportunity, challenges, interims, uncertainty, may }: ChallengesPage): Html {
  const open = challenges.find(({ outcome }) => outcome === null);
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.reference} ${opportunity.title}</span>Challenges to the award</h1>
${open && warningText({ text: pausedWords(challenges)! })}
${uncertainty && insetText({ text: uncertaintyWords(uncertainty) })}
${challenges.length === 0 ? emptyState({ title: 'Nobody has challenged this award.' }) : challenges.map((challenge) => challengeSection(challenge, interims.get(challenge.id) ?? [], may))}
${may.challenge && !open && (opportunity.state === 'opened' || opportunity.state === 'evaluated') && button({ text: 'Record a challenge', href: `/opportunities/${opportunity.id}/challenges/new` })}
${ruleNote(PAUSE_RULE)}`;
}

const challengeSection = (challenge: Challenge, interims: readonly Interim[], may: ChallengesPage['may']): Html => html`<h2 class="govuk-heading-m">${CHALLENGE_KINDS[challenge.kind]}, ${formatDate(challenge.raisedOn)}</h2>
${keyValue([
  { key: 'State', value: challenge.outcome === null ? statusTag('Open: the award is paused', 'red') : statusTag(CHALLENGE_OUTCOMES[challenge.outcome], 'grey') },
  { key: 'Grounds', value: challenge.grounds }, { key: 'What everyone was told', value: challenge.publicWords },
  challenge.outcome === null && { key: 'Next step expected', value: challenge.expectedNextOn ? formatDate(challenge.expectedNextOn) : 'No date yet' },
  challenge.resolvedOn !== null && { key: 'Ended', value: `${formatDate(challenge.resolvedOn)}: ${challenge.outcomeWords}` },
  ...interims.map((interim) => ({ key: `Offered to ${interim.organisationName}`, value: html`<a class="govuk-link" href="/interim-positions/${interim.id}">Until ${formatDate(interim.untilOn)}</a>: ${interim.answer ?? 'not answered yet'}` })),
])}
${challenge.outcome === null && html`<p class="govuk-body">${may.challenge && html`<a class="govuk-link" href="/challenges/${challenge.id}/update">Say when the next step is expected</a> · <a class="govuk-link" href="/challenges/${challenge.id}/resolve">Record what became of it</a>`}${may.challenge && may.offer && ' · '}${may.offer && html`<a class="govuk-link" href="/challenges/${challenge.id}/interim">Offer the present provider an interim position</a>`}</p>`}`;

const days = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'day' : 'days'}`;
export const uncertaintyWords = ({ days: all, pausedDays, isOver }: Uncertainty): string => `${isOver ? 'From closing to the end' : 'Since bids closed'}: ${days(all)} of waiting${pausedDays > 0 ? `, ${days(pausedDays)} of them under challenge` : ''}.`;

const heading = (opportunity: Pick<ChallengedOpportunity, 'title'>, title: string): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>${title}</h1>`;

export const recordChallengePage = (opportunity: ChallengedOpportunity, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Record a challenge')}
<p class="govuk-body">Everything towards a contract waits from now on, and everyone who bid is told.</p>${ruleNote(PAUSE_RULE)}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'kind', label: 'What is it?', items: Object.entries(CHALLENGE_KINDS).map(([value, text]) => ({ value, text })) })}
${dateField(form, { name: 'raisedOn', label: 'On which day did it come?' })}
${textArea(form, { name: 'grounds', label: 'Who challenges, and on what grounds?', hint: 'For staff only', rows: 5 })}
${textArea(form, { name: 'publicWords', label: 'What is everyone told?', hint: 'In plain words, without naming anybody. Bidders and the public read it.', rows: 4 })}
${dateField(form, { name: 'expectedNextOn', label: 'When is the next step expected? (optional)' })}
${button({ text: 'Record the challenge', preventDoubleClick: true })}</form>`;

export const updateChallengePage = (opportunity: ChallengedOpportunity, challenge: Challenge, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'When is the next step expected?')}
<form method="post" novalidate>${csrf}
${dateField(form, { name: 'expectedNextOn', label: 'The next step is expected on (optional)', value: challenge.expectedNextOn ?? undefined })}
${textArea(form, { name: 'publicWords', label: 'What is everyone told?', rows: 4, value: challenge.publicWords })}
${button({ text: 'Tell everyone', preventDoubleClick: true })}</form>`;

export const resolveChallengePage = (opportunity: ChallengedOpportunity, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'What became of the challenge?')}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'outcome', label: 'Outcome', items: Object.entries(CHALLENGE_OUTCOMES).map(([value, text]) => ({ value, text })) })}
${textArea(form, { name: 'outcomeWords', label: 'What is everyone told?', rows: 4 })}
${button({ text: 'Save', preventDoubleClick: true })}</form>`;

export const offerInterimPage = (opportunity: ChallengedOpportunity, organisations: readonly { readonly id: string; readonly name: string }[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Offer the present provider an interim position')}
<p class="govuk-body">Its staff do not know whether they have work. Say in writing what holds until the award goes on.</p>
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'organisationId', label: 'Present provider', hint: 'Providers that have a live contract with the authority', emptyText: 'Choose the present provider', items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${textArea(form, { name: 'words', label: 'What is offered', hint: 'Such as renewal for three months on the present terms', rows: 5 })}
${dateField(form, { name: 'untilOn', label: 'Until which day does it hold?' })}
${button({ text: 'Send the offer', preventDoubleClick: true })}</form>`;

export const interimPage = (opportunity: ChallengedOpportunity, interim: Interim, mayAnswer: boolean, form: FormState | null, csrf: Html): Html => html`${form && errorSummaryFor(form)}${heading(opportunity, 'Interim position')}
<p class="govuk-body-l">${opportunity.bodyName} offers this to ${interim.organisationName} until ${formatDate(interim.untilOn)}, while an award is paused.</p>
<p class="govuk-body wantsum-words">${interim.words}</p>
${interim.answer ? html`<p class="govuk-body">${interim.answer === 'accepted' ? 'Accepted' : 'Declined'} on ${formatInstant(interim.answeredAt!)}.</p>` : form ? html`<form method="post" novalidate>${csrf}
${radioField(form, { name: 'answer', label: 'Your answer', items: [{ value: 'accepted', text: 'We accept' }, { value: 'declined', text: 'We decline' }] })}
${button({ text: 'Send answer', preventDoubleClick: true })}</form>` : mayAnswer ? button({ text: 'Answer', href: `/interim-positions/${interim.id}/answer` }) : html`<p class="govuk-body">Not answered yet.</p>`}`;

/** The steps from publication to the contract, with their days. */
export function pathSteps(path: PathDays): PathStep[] {
  const step = (words: string, on: CalendarDate | null, expectedOn: CalendarDate | null = null): PathStep => ({ words, on, expectedOn });
  if (path.cancelledOn) return [step('Published', path.publishedOn), step('Bids closed', path.closedOn), step('Cancelled', path.cancelledOn)];
  return [
    step('Published', path.publishedOn), step('Bids close', path.closedOn), step('Bids opened', path.openedOn), step('Every bidder told the result, with feedback', path.toldOn), step('Award announced', path.announcedOn),
    ...(path.standstillEndsOn ? [step('Standstill ends', path.standstillEndsOn)] : []), step('Contract made', path.contractOn), step('Service starts', null, path.startsOn),
  ];
}

export interface BidderPath { readonly path: PathDays; readonly challenges: readonly Challenge[]; readonly interims: readonly Interim[]; readonly uncertainty: Uncertainty | null; readonly bidId: string; readonly today: CalendarDate }

/** For a bidder: where its bid is on the way, what pauses it, and what is expected next. */
export function bidderPathPage({ path, challenges, interims, uncertainty, today }: BidderPath): Html {
  const paused = pausedWords(challenges);
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${path.reference} ${path.title}</span>From bid to contract</h1>
${paused && warningText({ text: paused })}
${challenges.map((challenge) => html`<p class="govuk-body wantsum-words">${challenge.outcome === null ? challenge.publicWords : `${CHALLENGE_OUTCOMES[challenge.outcome]}, ${formatDate(challenge.resolvedOn!)}. ${challenge.outcomeWords}`}</p>`)}
${interims.map((interim) => html`<p class="govuk-body"><a class="govuk-link" href="/interim-positions/${interim.id}">Your interim position until ${formatDate(interim.untilOn)}</a></p>`)}
${scrollingTable({
    caption: 'Steps', firstCellIsHeader: true, head: [{ text: 'Step' }, { text: 'Day' }],
    rows: pathSteps(path).map(({ words, on, expectedOn }) => [{ text: words }, { text: on ? (on > today ? `Due ${formatDate(on)}` : formatDate(on)) : expectedOn ? `Planned for ${formatDate(expectedOn)}` : paused && words === 'Contract made' ? 'Paused' : 'Not yet' }]),
  })}
${uncertainty && uncertainty.days > 0 && html`<p class="govuk-body">${uncertaintyWords(uncertainty)}</p>`}`;
}

export interface UncertaintyReport { readonly rows: readonly UncertainOpportunity[]; readonly today: CalendarDate; readonly previous: string | null; readonly next: string | null }

/** How long each procurement has left people waiting since its bids closed. */
export function uncertaintyPage({ rows, today, previous, next }: UncertaintyReport): Html {
  return html`<h1 class="govuk-heading-l">Days of uncertainty</h1>
<p class="govuk-body">From the closing of bids to the contract or the cancellation. Those still waiting come first. Days under challenge are counted once, however many challenges there were.</p>
${rows.length === 0 ? emptyState({ title: 'No procurement of yours has closed yet.' }) : scrollingTable({
    caption: 'Procurements by how long people waited', head: [{ text: 'Procurement' }, { text: 'Directorate' }, { text: 'Bids closed' }, { text: 'Days', format: 'numeric' }, { text: 'Of them under challenge', format: 'numeric' }, { text: 'State' }],
    rows: rows.map((row) => {
      const { days: all, pausedDays, isOver } = uncertaintyIn(row, row.challenges, today)!;
      return [{ html: html`<a class="govuk-link" href="/opportunities/${row.id}">${row.title}</a>` }, { text: row.unitName ?? '' }, { text: formatDate(row.closedOn!) }, { text: all.toLocaleString('en-GB'), format: 'numeric' }, { text: pausedDays.toLocaleString('en-GB'), format: 'numeric' }, { text: isOver ? (row.state === 'cancelled' ? 'Cancelled' : 'Contract made') : 'Waiting' }];
    }),
  })}
${pageLinks({ previous, next, of: 'procurements' })}`;
}

/** Null before bids have closed: nobody waits for a result yet. */
export const uncertaintyIn = (path: PathDays, challenges: Parameters<typeof uncertaintyOf>[2], today: CalendarDate): Uncertainty | null =>
  path.closedOn && path.closedOn <= today ? uncertaintyOf(path.closedOn, path.contractOn ?? path.cancelledOn, challenges, today) : null;

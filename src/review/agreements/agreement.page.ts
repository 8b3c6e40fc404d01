import { decimal } from '#kernel/decimal';
import { labelCovering, withheldWords } from '#parts/labels';
import { againstTarget } from '#parts/measures';
import { html, join, nothing, type Html } from '#platform/pages/html';
import { formatDate, formatDateRange, formatPounds, keyValue, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { ruleNote } from '#platform/pages/presentation';
import { AGREEMENT_KINDS, ANSWERABLE_RULE, missingInWords, type AgreementKind } from './agreement.ts';
import type { AgreementTerm } from './agreement-terms.store.ts';
import type { AgreementView } from './agreement-view.store.ts';
import { callOffsSection } from './call-offs.page.ts';
import type { CallOffsOf } from './call-offs.store.ts';
import { provisionalSentence } from './provisional.ts';
import { STANDINGS } from './agreements.register.ts';

/** Something a member of staff may do here, or the sentence that says why not now. */
export interface AgreementAction {
  readonly text: string;
  readonly href: string;
  readonly notNow?: string;
}

export interface AgreementPageModel {
  readonly agreement: AgreementView;
  readonly personId: string | null;
  readonly thread: Html | null;
  readonly actions: readonly AgreementAction[];
  /** Staff see that a record is theirs to complete; the public sees only that something is missing. */
  readonly isStaff: boolean;
  /** Whether the reader may enter results of its measures. */
  readonly mayEnterResults: boolean;
  /** What the award carried into it. */
  readonly terms: readonly AgreementTerm[];
  /** What was called off from it; null for what is no framework. */
  readonly callOffs: CallOffsOf | null;
  /** What was published of it. */
  readonly notices: Html;
  /** What later rooms add. */
  readonly further: readonly Html[];
}

/** The public page of one agreement: plain words, then the thread, then the detail. */
export function agreementPage({ agreement, personId, thread, actions, isStaff, mayEnterResults, terms, callOffs, notices, further }: AgreementPageModel): Html {
  const [standing, colour] = STANDINGS[agreement.standing];
  return html`<span class="govuk-caption-l">${AGREEMENT_KINDS[agreement.kind as AgreementKind]} ${agreement.reference}</span>
    <h1 class="govuk-heading-l">${agreement.title}</h1>
    <p class="govuk-body">${statusTag(standing, colour)}</p>
    ${inPlainWords(agreement, personId)}
    ${agreement.incomplete ? incompleteNote(agreement, isStaff) : nothing}
    ${actions.length > 0 ? actionList(actions) : nothing}
    ${thread}
    <h2 class="govuk-heading-m">In detail</h2>
    ${details(agreement, personId)}
    ${termsPart(terms)}
    ${callOffsSection(agreement, callOffs, personId)}
    ${measures(agreement, mayEnterResults)}
    ${parties(agreement, personId)}
    ${notices}
    ${further}
    <p class="govuk-body"><a class="govuk-link" href="/contracts/${agreement.id}.json">This contract as JSON</a></p>`;
}

/** Who does what for whom, what it is worth, how long, who answers, for which outcomes, and how it is going. */
function inPlainWords(agreement: AgreementView, personId: string | null): Html {
  const held = (field: string) => labelCovering(agreement.labels, field, personId as never);
  const supplier = held('supplier') ? 'a supplier whose name is withheld' : (agreement.supplier ?? 'a supplier not named in the record');
  const worth = held('value') ? 'What it is worth is withheld.' : agreement.valueNetPence === null ? 'What it is worth is not recorded.' : agreement.kind === 'framework' ? `No more than ${formatPounds(agreement.valueNetPence)} in all may be called off, without recoverable VAT.` : `It is worth ${formatPounds(agreement.valueNetPence)} in all, without recoverable VAT.`;
  const does = agreement.kind === 'in-house' ? `${agreement.bodyName} does this itself` : agreement.kind === 'grant' ? `${agreement.bodyName} gives a grant to ${supplier}` : agreement.kind === 'framework' ? `${agreement.bodyName} can call off work from ${supplier}` : `${supplier.charAt(0).toUpperCase()}${supplier.slice(1)} does this for ${agreement.bodyName}`;
  return html`<div class="wantsum-plain-words">
    <p class="govuk-body-l">${does}${agreement.startsOn || agreement.endsOn ? `, ${formatDateRange(agreement.startsOn, agreement.endsOn)}` : ''}.</p>
    <p class="govuk-body">${worth} ${answerable(agreement, personId)}</p>
    ${agreement.provisional && html`<p class="govuk-body">${provisionalSentence(agreement.provisional, !held('value'))}</p>`}
    <p class="govuk-body">${agreement.outcomes.length > 0 ? html`It is there so that: ${join(agreement.outcomes.map((outcome) => html`<a class="govuk-link" href="/outcomes/${outcome.id}">${outcome.title}</a>`), '; ')}.` : 'No outcome is linked to it yet.'}</p>
    <p class="govuk-body">${reviewWords(agreement)}</p>
    ${agreement.latestResults && agreement.latestResultsOn ? html`<p class="govuk-body">At the last review, on ${formatDate(agreement.latestResultsOn)}: ${agreement.latestResults}</p>` : nothing}
  </div>`;
}

function answerable(agreement: AgreementView, personId: string | null): string {
  const manager = labelCovering(agreement.labels, 'manager', personId as never) ? 'withheld' : agreement.manager;
  const director = labelCovering(agreement.labels, 'director', personId as never) ? 'withheld' : agreement.director;
  if (!manager && !director) return 'Nobody is named as answerable for it yet.';
  return `The contract manager is ${manager ?? 'not named yet'} and the lead director is ${director ?? 'not named yet'}.`;
}

function reviewWords({ reviewsHeld, reviewsPastDue, nextReview }: AgreementView): string {
  if (reviewsHeld + reviewsPastDue === 0 && !nextReview) return 'No reviews of it are planned yet.';
  return [
    reviewsHeld === 0 ? 'It has not been reviewed yet.' : `It has been reviewed ${reviewsHeld === 1 ? 'once' : `${reviewsHeld} times`}.`,
    reviewsPastDue > 0 ? `${reviewsPastDue} ${reviewsPastDue === 1 ? 'review is' : 'reviews are'} past due.` : '',
    nextReview ? `The next review is due on ${formatDate(nextReview)}.` : '',
  ].filter(Boolean).join(' ');
}

const incompleteNote = (agreement: AgreementView, isStaff: boolean): Html => html`
  <p class="govuk-body"><strong>This record is incomplete.</strong> It lacks ${missingInWords(agreement.missing)}. Until it is complete it cannot be extended or varied.</p>
  ${isStaff ? ruleNote(ANSWERABLE_RULE) : nothing}`;

const actionList = (actions: readonly AgreementAction[]): Html => html`<h2 class="govuk-heading-m">What you can do</h2>
  ${plainList(actions.map((action) => (action.notNow ? html`${action.text}: ${action.notNow}` : html`<a class="govuk-link" href="${action.href}">${action.text}</a>`)))}`;

function details(agreement: AgreementView, personId: string | null): Html {
  const withheld = (field: string, value: string | Html | null): string | Html | null => {
    const label = labelCovering(agreement.labels, field, personId as never);
    return label ? html`<span class="wantsum-withheld">${withheldWords(label)}</span>` : value;
  };
  const money = (pence: bigint | null) => (pence === null ? null : formatPounds(pence));
  const date = (day: string | null) => (day === null ? null : formatDate(day));
  return keyValue([
    { key: 'Reference', value: agreement.reference },
    agreement.framework !== null && { key: 'Called off from', value: html`<a class="govuk-link" href="/contracts/${agreement.framework.id}">${agreement.framework.title}</a>` },
    { key: 'Authority', value: html`<a class="govuk-link" href="/contracts?body=${agreement.bodySlug}">${agreement.bodyName}</a>` },
    { key: 'Directorate or service', value: agreement.service },
    { key: 'Supplier', value: withheld('supplier', agreement.supplierId ? html`<a class="govuk-link" href="/organisations/${agreement.supplierId}">${agreement.supplier}</a>` : agreement.supplier) },
    { key: 'What it is for', value: withheld('description', agreement.description) },
    { key: agreement.kind === 'framework' ? 'Most that may be called off in all' : 'Value over its whole life', value: withheld('value', money(agreement.valueNetPence)) },
    agreement.annualValueNetPence !== null && { key: 'Value a year', value: withheld('value', money(agreement.annualValueNetPence)) },
    agreement.irrecoverableVatPence !== null && { key: 'VAT that cannot be recovered', value: withheld('value', money(agreement.irrecoverableVatPence)) },
    { key: 'Starts', value: date(agreement.startsOn) },
    { key: 'Ends', value: date(agreement.endsOn) },
    { key: 'Latest end with extensions', value: date(agreement.latestEndsOn) ?? (agreement.extensionMonths ? `Not known: an option of ${agreement.extensionMonths} months is recorded, but no last day` : 'No extension recorded') },
    agreement.provisional !== null && { key: 'Provisional ceiling', value: withheld('value', agreement.provisional.outcome === 'full' ? `Lifted: it was ${formatPounds(agreement.provisional.ceilingNetPence)}` : formatPounds(agreement.provisional.ceilingNetPence)) },
    agreement.provisional !== null && { key: 'Early review due', value: formatDate(agreement.provisional.reviewOn) },
    { key: 'Contract manager', value: withheld('manager', namedIn(agreement.manager, agreement.managerName)) },
    { key: 'Lead director', value: withheld('director', namedIn(agreement.director, agreement.directorName)) },
    { key: 'How it was let', value: agreement.process },
    { key: 'Category', value: agreement.category && sentenceCase(agreement.category) },
    { key: 'Small or medium-sized supplier', value: yesNo(agreement.sme) },
    { key: 'Voluntary, community or social enterprise', value: yesNo(agreement.vcse) },
    agreement.ocid !== null && { key: 'Open contracting identifier', value: agreement.ocid },
    agreement.endedBecause !== null && { key: 'Why it ended', value: agreement.endedBecause },
    { key: 'Where this record comes from', value: sourceWords(agreement) },
  ]);
}

const namedIn = (name: string | null, asWritten: string | null): string | null => name ?? (asWritten ? `${asWritten} (as named in the imported file; not yet somebody with an account)` : null);
const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const sourceWords = ({ source, importedFrom, awardedFrom }: AgreementView): string =>
  source === 'imported' ? `Imported from ${importedFrom ?? 'a file'}` : awardedFrom === null ? 'Recorded by hand' : 'Awarded on this site';

const PARTS: Readonly<Record<string, string>> = { supplier: 'Supplier', lead: 'Lead', partner: 'Partner', 'sub-contractor': 'Sub-contractor', grantee: 'Receives the grant', funder: 'Funds it' };

/** “75% of families”, “420 young people”; null where there is no number. */
const withUnit = (number: string | null, unit: string | null): string | null => (number === null ? null : unit ? `${number}${unit.startsWith('%') ? '' : ' '}${unit}` : number);

const yesNo = (value: boolean | null): string | null => (value === null ? null : value ? 'Yes' : 'No');

/** The terms under their topics, with how each is watched. */
function termsPart(terms: readonly AgreementTerm[]): Html {
  if (terms.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m" id="terms">Terms carried from the award</h2>${scrollingTable({
    caption: 'What was agreed, and how it is watched', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true, head: [{ text: 'About' }, { text: 'Term' }, { text: 'Watched by' }],
    rows: terms.map((term) => [{ text: term.topic }, { text: term.words }, { text: term.measure ?? 'Payments and reviews' }]),
  })}`;
}

function measures(agreement: AgreementView, mayEnter: boolean): Html {
  if (agreement.measures.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m" id="measures">Measures and results</h2>${scrollingTable({
    caption: 'What is measured, its target and its latest confirmed result', firstCellIsHeader: true,
    head: [{ text: 'Measure' }, { text: 'Target' }, { text: 'Latest result' }],
    rows: agreement.measures.map((measure) => {
      const at = `/agreements/${agreement.id}/measures/${measure.id}`;
      return [
        { html: html`<a class="govuk-link" href="${at}">${measure.name}</a>${measure.socialValue ? html` ${statusTag('Social value', 'purple')}` : nothing}` },
        { text: withUnit(measure.target, measure.unit) ?? 'None set' },
        { html: html`${latestResult(measure)}${mayEnter ? html`<br><a class="govuk-link" href="${at}/enter">Enter a result<span class="govuk-visually-hidden"> of ${measure.name}</span></a>` : nothing}` },
      ];
    }),
  })}`;
}

/** "38 young people, 1 April 2026 to 30 June 2026. Target not met yet". */
function latestResult(measure: AgreementView['measures'][number]): string {
  const { latest } = measure;
  if (latest === null) return 'None yet';
  const exact = (text: string | null) => (text === null ? null : decimal(text));
  const standing = againstTarget(
    { nature: measure.nature, target: exact(measure.targetNumber), targetWords: measure.targetWords, baseline: exact(measure.baseline), targetOn: measure.targetOn },
    { value: exact(latest.value), meetsTarget: latest.meetsTarget, to: latest.to },
  );
  const found = latest.value === null ? latest.words : withUnit(exact(latest.value)!.round(2).toString(), measure.unit);
  return [`${found}, ${formatDateRange(latest.from, latest.to)}`, standing].filter(Boolean).join('. ');
}

function parties(agreement: AgreementView, personId: string | null): Html {
  if (agreement.parties.length < 2 || labelCovering(agreement.labels, 'supplier', personId as never)) return nothing;
  return html`<h2 class="govuk-heading-m">Who takes part</h2>${scrollingTable({
    caption: 'The parties and their shares', firstCellIsHeader: true, head: [{ text: 'Organisation' }, { text: 'Part' }, { text: 'Share' }],
    rows: agreement.parties.map((party) => [{ html: html`<a class="govuk-link" href="/organisations/${party.id}">${party.name}</a>` }, { text: PARTS[party.role] ?? party.role }, { text: party.share === null ? 'Not given' : `${party.share}%` }]),
  })}`;
}

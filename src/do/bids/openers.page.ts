import type { PersonId } from '#kernel/ids';
import { button, insetText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, textArea, type FormState } from '#platform/pages/form';
import { formatInstant, plainList } from '#platform/pages/presentation';
import { html, type Html } from '#platform/pages/html';
import type { OpportunityToBidFor } from './bid.store.ts';
import { decidePlace, openersWords, type NamedOpener } from './opening.ts';
import type { Signature } from './opening.store.ts';

export interface OpenersModel {
  readonly named: readonly NamedOpener[];
  readonly signatures: readonly Signature[];
  /** The named opener in whose place this reader would sign. */
  readonly placeOf: string | null;
  /** Whether this reader has signed: then another has to. */
  readonly hasSigned: boolean;
}

export function openersModel(named: readonly NamedOpener[], signatures: readonly Signature[], readerId: PersonId): OpenersModel {
  const place = decidePlace(named, signatures, readerId, 'asked');
  return { named, signatures, placeOf: place.kind === 'allowed' ? (named.find(({ personId }) => personId === place.value)?.name ?? null) : null, hasSigned: signatures.some(({ openerId }) => openerId === readerId) };
}

const ABSENCE = { left: ', who no longer holds the role', away: ', who is away' } as const;

/** Who was named to open, and who has signed, in whose place and why. */
export const whoOpens = ({ id, state }: OpportunityToBidFor, { named, signatures }: OpenersModel): Html => html`${named.length > 0 && html`<h2 class="govuk-heading-m">Named to open</h2>${plainList(named.map(({ name, absence }) => `${name}${absence ? ABSENCE[absence] : ''}`))}`}
${state === 'published' && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${id}/openers">${named.length > 0 ? 'Who was named to open' : 'Name who opens'}</a></p>`}
${signatures.length === 0 ? html`<p class="govuk-body">Nobody has signed yet.</p>` : html`<h2 class="govuk-heading-m">Signed</h2>${plainList(signatures.map(({ name, signedAt, insteadOfName, reason }) => `${name}, ${formatInstant(signedAt)}${insteadOfName === null ? '' : `, in the place of ${insteadOfName}: ${reason}`}`))}`}`;

/** Beside who has signed: the button, for whoever has not. @param what "the bids" */
export const signForm = (openers: OpenersModel, openersNeeded: number, what: string, csrf: Html, form: FormState): Html =>
  openers.hasSigned ? insetText({ text: `You have signed. ${openersNeeded - openers.signatures.length === 1 ? 'One other person has' : `${openersNeeded - openers.signatures.length} other people have`} to sign before ${what} open.` })
    : html`<form method="post" novalidate>${csrf}${placeField(form, openers)}${button({ text: openers.signatures.length + 1 >= openersNeeded ? `Sign and open ${what}` : `Sign to open ${what}`, preventDoubleClick: true })}</form>`;

/** Asked of whoever would sign in the place of another. */
const placeField = (form: FormState, { placeOf }: OpenersModel): Html | false =>
  placeOf !== null && textArea(form, { name: 'reason', label: `Why you sign in the place of ${placeOf}`, labelSize: 's', hint: 'Kept with the opening and in the audit trail.', rows: 2 });

/** Naming, before closing. */
export const nameOpenersPage = (opportunity: OpportunityToBidFor, officers: readonly { readonly id: string; readonly name: string }[], named: readonly NamedOpener[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Who opens the bids for ${opportunity.title}</h1>
<p class="govuk-body">${openersWords(opportunity.openersNeeded)} ${opportunity.openersNeeded === 1 ? 'is' : 'are'} needed. Once people are named, only they sign. If one of them leaves or is away when the time comes, another procurement officer can sign in their place with a reason. If nobody is named, any procurement officer can sign.</p>
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'openers', label: 'Named to open', labelSize: 's', values: named.map(({ personId }) => personId), items: officers.map(({ id, name }) => ({ value: id, text: name })) })}
${button({ text: 'Save' })}</form>`;

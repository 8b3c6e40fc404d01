/** What every field has in common: a group around it, a label or legend, a hint, an error message, and what describes it. */
import { attributes, html, nothing, type Attributes, type Html, type Renderable } from '../html.ts';
import { contentOf, hasContent, moreClasses, type OptionalContent } from './content.ts';
import { errorMessage, type ErrorMessageOptions } from './error-message.ts';
import { fieldset, type FieldsetOptions } from './fieldset.ts';
import { hint, type HintOptions } from './hint.ts';

/** The group around one input. */
export type FormGroupOptions = {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly beforeInput?: OptionalContent | undefined;
  readonly afterInput?: OptionalContent | undefined;
};

/** The group around several inputs (radios, checkboxes, dates). */
export type InputsGroupOptions = {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly beforeInputs?: OptionalContent | undefined;
  readonly afterInputs?: OptionalContent | undefined;
};

/** What tells a person how to fill a field and what is wrong with it. */
export type FieldGuidance = {
  readonly describedBy?: string | undefined;
  readonly hint?: HintOptions | undefined;
  readonly errorMessage?: ErrorMessageOptions | undefined;
};

/** The hint and the error message as HTML, with the ids the input must name in aria-describedby. */
export function guidance(idPrefix: string, options: FieldGuidance): { readonly html: Html; readonly describedBy: string } {
  let describedBy = options.describedBy ?? '';
  let output = nothing;
  if (options.hint) {
    describedBy = `${describedBy} ${idPrefix}-hint`.trim();
    output = hint({ ...options.hint, id: `${idPrefix}-hint` });
  }
  if (options.errorMessage) {
    describedBy = `${describedBy} ${idPrefix}-error`.trim();
    output = html`${output}${errorMessage({ ...options.errorMessage, id: `${idPrefix}-error` })}`;
  }
  return { html: output, describedBy };
}

/** The group itself, marked when the field has an error. */
export function formGroup(
  options: { readonly formGroup?: FormGroupOptions | InputsGroupOptions | undefined; readonly errorMessage?: unknown },
  inner: Renderable,
): Html {
  const group = options.formGroup;
  const error = options.errorMessage ? ' govuk-form-group--error' : '';
  return html`<div class="govuk-form-group${error}${moreClasses(group?.classes)}"${attributes(group?.attributes)}>${inner}</div>`;
}

/** What a caller puts before or after the inputs; the breaks keep words from running into an input beside them. */
export function besideInput(options: OptionalContent | undefined): Html {
  return options && hasContent(options) ? html`
${contentOf(options)}
` : nothing;
}

/** Several inputs in their fieldset, when there is one. */
export function inFieldset(options: FieldsetOptions | undefined, describedBy: string, inner: Html, role?: string): Html {
  return options === undefined ? inner : fieldset({ ...options, describedBy, role, html: inner });
}

/** Password input, with a button that shows what was typed. */
import { html, nothing, type Attributes, type Html } from '../html.ts';
import { button } from './button.ts';
import { contentOf, hasContent, moreClasses } from './content.ts';
import type { FieldGuidance, FormGroupOptions } from './form-group.ts';
import { input } from './input.ts';
import type { LabelOptions } from './label.ts';

export type PasswordInputOptions = FieldGuidance & {
  readonly id?: string | undefined;
  readonly name: string;
  readonly value?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly label?: LabelOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly classes?: string | undefined;
  readonly autocomplete?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly showPasswordText?: string | undefined;
  readonly hidePasswordText?: string | undefined;
  readonly showPasswordAriaLabelText?: string | undefined;
  readonly hidePasswordAriaLabelText?: string | undefined;
  readonly passwordShownAnnouncementText?: string | undefined;
  readonly passwordHiddenAnnouncementText?: string | undefined;
  readonly button?: { readonly classes?: string | undefined } | undefined;
};

export function passwordInput(options: PasswordInputOptions): Html {
  const id = options.id || options.name;
  const after = options.formGroup?.afterInput;
  return input({
    formGroup: {
      classes: `govuk-password-input${moreClasses(options.formGroup?.classes)}`,
      attributes: { ...announcements(options), ...options.formGroup?.attributes },
      beforeInput: options.formGroup?.beforeInput,
      afterInput: { html: html`${showButton(options, id)}${after && hasContent(after) ? contentOf(after) : nothing}` },
    },
    inputWrapper: { classes: 'govuk-password-input__wrapper' },
    label: options.label,
    hint: options.hint,
    classes: `govuk-password-input__input govuk-js-password-input-input${moreClasses(options.classes)}`,
    errorMessage: options.errorMessage,
    id,
    name: options.name,
    type: 'password',
    spellcheck: false,
    autocapitalize: 'none',
    autocomplete: options.autocomplete || 'current-password',
    value: options.value,
    disabled: options.disabled,
    describedBy: options.describedBy,
    attributes: options.attributes,
  });
}

/** Hidden until the browser code makes it work. */
function showButton(options: PasswordInputOptions, id: string): Html {
  return button({
    type: 'button',
    classes: `govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle${moreClasses(options.button?.classes)}`,
    text: options.showPasswordText ?? 'Show',
    attributes: { 'aria-controls': id, 'aria-label': options.showPasswordAriaLabelText ?? 'Show password', hidden: true },
  });
}

function announcements(options: PasswordInputOptions): Attributes {
  return {
    'data-module': 'govuk-password-input',
    'data-i18n.show-password': options.showPasswordText,
    'data-i18n.hide-password': options.hidePasswordText,
    'data-i18n.show-password-aria-label': options.showPasswordAriaLabelText,
    'data-i18n.hide-password-aria-label': options.hidePasswordAriaLabelText,
    'data-i18n.password-shown-announcement': options.passwordShownAnnouncementText,
    'data-i18n.password-hidden-announcement': options.passwordHiddenAnnouncementText,
  };
}

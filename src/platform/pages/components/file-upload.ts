/** File upload, with a drop zone when `javascript` is asked for. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, moreClasses, pluralTranslations, type PluralTexts } from './content.ts';
import { besideInput, formGroup, guidance, type FieldGuidance, type FormGroupOptions } from './form-group.ts';
import { label, type LabelOptions } from './label.ts';

export type FileUploadOptions = FieldGuidance & {
  readonly name: string;
  /** Taken from the name when not given. */
  readonly id?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly multiple?: boolean | undefined;
  readonly label?: LabelOptions | undefined;
  readonly formGroup?: FormGroupOptions | undefined;
  readonly javascript?: boolean | undefined;
  readonly chooseFilesButtonText?: string | undefined;
  readonly dropInstructionText?: string | undefined;
  readonly multipleFilesChosenText?: PluralTexts | undefined;
  readonly noFileChosenText?: string | undefined;
  readonly enteredDropZoneText?: string | undefined;
  readonly leftDropZoneText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly wrapperClasses?: string | undefined;
  readonly wrapperAttributes?: Attributes | undefined;
};

export function fileUpload(options: FileUploadOptions): Html {
  const id = options.id || options.name;
  const help = guidance(id, options);
  const element = fileElement(options, id, help.describedBy);
  return formGroup(options, [
    label({ ...options.label, for: id }),
    help.html,
    besideInput(options.formGroup?.beforeInput),
    options.javascript ? inDropZone(options, element) : element,
    besideInput(options.formGroup?.afterInput),
  ]);
}

function fileElement(options: FileUploadOptions, id: string, describedBy: string): Html {
  const error = options.errorMessage ? ' govuk-file-upload--error' : '';
  return html`<input class="govuk-file-upload${moreClasses(options.classes)}${error}" id="${id}" name="${options.name}" type="file"${[
    attributes({ disabled: options.disabled, multiple: options.multiple }),
    attributeIfAny('aria-describedby', describedBy),
    attributes(options.attributes),
  ]}>`;
}

function inDropZone(options: FileUploadOptions, element: Html): Html {
  return html`<div class="govuk-file-upload-wrapper${moreClasses(options.wrapperClasses)}" data-module="govuk-file-upload"${attributes({
    'data-i18n.choose-files-button': options.chooseFilesButtonText,
    'data-i18n.no-file-chosen': options.noFileChosenText,
    ...pluralTranslations('multiple-files-chosen', options.multipleFilesChosenText),
    'data-i18n.drop-instruction': options.dropInstructionText,
    'data-i18n.entered-drop-zone': options.enteredDropZoneText,
    'data-i18n.left-drop-zone': options.leftDropZoneText,
  })}${attributes(options.wrapperAttributes)}>${element}</div>`;
}

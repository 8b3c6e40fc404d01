/** Exit this page: leave quickly for a harmless site. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { button } from './button.ts';
import { attributeIfAny, hasContent, moreClasses, translation, type OptionalContent } from './content.ts';

export type ExitThisPageOptions = OptionalContent & {
  readonly redirectUrl?: string | undefined;
  readonly id?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly activatedText?: string | undefined;
  readonly timedOutText?: string | undefined;
  readonly pressTwoMoreTimesText?: string | undefined;
  readonly pressOneMoreTimeText?: string | undefined;
};

export function exitThisPage(options: ExitThisPageOptions): Html {
  const usual = { html: raw('<span class="govuk-visually-hidden">Emergency</span> Exit this page') };
  const given: OptionalContent = options.html === undefined ? { text: options.text } : { html: options.html };
  return html`<div${attributeIfAny('id', options.id)} class="govuk-exit-this-page${moreClasses(options.classes)}" data-module="govuk-exit-this-page"${[
    attributes(options.attributes),
    translation('activated', options.activatedText),
    translation('timed-out', options.timedOutText),
    translation('press-two-more-times', options.pressTwoMoreTimesText),
    translation('press-one-more-time', options.pressOneMoreTimeText),
  ]}>${button({
    ...(hasContent(given) ? given : usual),
    classes: 'govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button',
    href: options.redirectUrl || 'https://www.bbc.co.uk/weather',
    attributes: { rel: 'nofollow noreferrer' },
  })}</div>`;
}

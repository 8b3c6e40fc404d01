/** Cookie banner: asks about, and confirms, the choice of cookies. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { button } from './button.ts';
import { attributeIfAny, moreClasses, type OptionalContent } from './content.ts';

export type CookieBannerAction = {
  readonly text: string;
  readonly type?: 'submit' | 'button' | 'reset' | undefined;
  readonly href?: string | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type CookieBannerMessage = OptionalContent & {
  readonly headingText?: string | undefined;
  readonly headingHtml?: Html | undefined;
  readonly actions?: readonly CookieBannerAction[] | undefined;
  readonly hidden?: boolean | undefined;
  readonly role?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type CookieBannerOptions = {
  readonly ariaLabel?: string | undefined;
  readonly hidden?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly messages: readonly CookieBannerMessage[];
};

export function cookieBanner(options: CookieBannerOptions): Html {
  return html`<div class="govuk-cookie-banner${moreClasses(options.classes)}" data-nosnippet role="region" aria-label="${options.ariaLabel || 'Cookie banner'}"${options.hidden && raw(' hidden')}${attributes(options.attributes)}>${options.messages.map(bannerMessage)}</div>`;
}

function bannerMessage(message: CookieBannerMessage): Html {
  const heading = message.headingHtml ?? message.headingText;
  const words = message.html ?? (message.text && html`<p class="govuk-body">${message.text}</p>`);
  return html`<div class="govuk-cookie-banner__message${moreClasses(message.classes)} govuk-width-container"${attributeIfAny('role', message.role)}${attributes(message.attributes)}${message.hidden && raw(' hidden')}>
<div class="govuk-grid-row"><div class="govuk-grid-column-two-thirds">
${heading && html`<h2 class="govuk-cookie-banner__heading govuk-heading-m">${heading}</h2>`}
<div class="govuk-cookie-banner__content">${words}</div>
</div></div>
${message.actions && html`<div class="govuk-button-group">${message.actions.map(bannerAction)}</div>`}
</div>`;
}

function bannerAction(action: CookieBannerAction): Html {
  if (action.href && action.type !== 'button') {
    return html`
<a class="govuk-link${moreClasses(action.classes)}" href="${action.href}"${attributes(action.attributes)}>${action.text}</a>
`;
  }
  return html`
${button({ ...action, type: action.type ?? 'button' })}
`;
}

/** Notification banner: news about the service, or that something worked. */
import { attributes, html, raw, type Attributes, type Html } from '../html.ts';
import { moreClasses, type OptionalContent } from './content.ts';

export type NotificationBannerOptions = OptionalContent & {
  readonly titleText?: string | undefined;
  readonly titleHtml?: Html | undefined;
  readonly titleHeadingLevel?: number | undefined;
  readonly type?: 'success' | undefined;
  readonly role?: string | undefined;
  readonly titleId?: string | undefined;
  readonly disableAutoFocus?: boolean | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function notificationBanner(options: NotificationBannerOptions): Html {
  const isSuccess = options.type === 'success';
  const role = options.role || (isSuccess ? 'alert' : 'region');
  const title = options.titleHtml ?? (options.titleText || (isSuccess ? 'Success' : 'Important'));
  const titleId = options.titleId || 'govuk-notification-banner-title';
  const heading = raw(`h${Number(options.titleHeadingLevel || 2)}`);
  const kind = isSuccess ? ' govuk-notification-banner--success' : '';
  const autoFocus =
    options.disableAutoFocus === undefined ? undefined : { 'data-disable-auto-focus': String(options.disableAutoFocus) };
  const words = options.html ?? (options.text && html`<p class="govuk-notification-banner__heading">${options.text}</p>`);
  return html`<div class="govuk-notification-banner${kind}${moreClasses(options.classes)}" role="${role}" aria-labelledby="${titleId}" data-module="govuk-notification-banner"${attributes(autoFocus)}${attributes(options.attributes)}>
<div class="govuk-notification-banner__header"><${heading} class="govuk-notification-banner__title" id="${titleId}">${title}</${heading}></div>
<div class="govuk-notification-banner__content">${words}</div>
</div>`;
}

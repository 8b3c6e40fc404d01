/** Phase banner: how finished a service is. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type OptionalContent } from './content.ts';
import { tag, type TagOptions } from './tag.ts';

export type PhaseBannerOptions = OptionalContent & {
  readonly tag?: TagOptions | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function phaseBanner(options: PhaseBannerOptions): Html {
  const phase = options.tag;
  const phaseTag = tag({ ...phase, classes: `govuk-phase-banner__content__tag${moreClasses(phase?.classes)}`, attributes: undefined });
  return html`<div class="govuk-phase-banner govuk-width-container${moreClasses(options.classes)}"${attributes(options.attributes)}>
<p class="govuk-phase-banner__content">${phaseTag} <span class="govuk-phase-banner__text"> ${contentOf(options)} </span></p>
</div>`;
}

/** Language navigation: the same page in other languages. An item without an address is the language being read. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type Content } from './content.ts';

export type LanguageItem = Content & {
  readonly lang?: string | undefined;
  readonly hrefLang?: string | undefined;
  readonly dir?: 'ltr' | 'rtl' | 'auto' | undefined;
  readonly href?: string | undefined;
  readonly current?: boolean | undefined;
  readonly languageDescriptionText?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export type LanguageNavigationOptions = {
  readonly items: readonly LanguageItem[];
  readonly ariaLabel?: string | undefined;
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function languageNavigation(options: LanguageNavigationOptions): Html {
  return html`<nav class="govuk-language-navigation${moreClasses(options.classes)}"${attributes(options.attributes)} aria-label="${options.ariaLabel ?? 'Language'}">
<ul class="govuk-language-navigation__list">${options.items.map(
    (item) => html`<li class="govuk-language-navigation__list-item">${language(item)}</li>`,
  )}</ul>
</nav>`;
}

function language(item: LanguageItem): Html {
  const lang = attributeIfAny('lang', item.lang);
  const direction = attributeIfAny('dir', item.dir);
  if (item.current || !item.href) {
    return html`<span class="govuk-language-navigation__text${moreClasses(item.classes)}" aria-current="true"${lang}${direction}${attributes(item.attributes)}>${contentOf(item)}</span>`;
  }
  const description =
    item.languageDescriptionText && html`<span class="govuk-visually-hidden"> ${item.languageDescriptionText}</span>`;
  return html`<a class="govuk-language-navigation__link${moreClasses(item.classes)}" href="${item.href}" rel="alternate"${lang}${attributeIfAny('hreflang', item.hrefLang || item.lang)}${direction}${attributes(item.attributes)}>${contentOf(item)}${description}</a>`;
}

import { html, type Html } from '../pages/html.ts';
import { layout } from '../pages/layout.ts';

/** How long whoever asked waits before asking again. */
export const REFRESH_SECONDS = 3;

const PREPARED = 'Wantsum is being prepared';
/** What is answered to a form or a program, which cannot wait by itself. */
export const NOT_TAKEN = 'Wantsum is being prepared, so what you sent was not taken and nothing was changed. Send it again in a moment.';

const page = (content: Html, refreshSeconds: number | null): Html => layout({ title: PREPARED, navigation: [], account: null, notYet: { refreshSeconds }, content });

/** What stands at every address until the site is ready. @param progress what is being done at this moment, a sentence */
export const preparingPage = (progress: string): Html =>
  page(html`<h1 class="govuk-heading-l">${PREPARED}</h1>
<p class="govuk-body">${progress}</p>
<p class="govuk-body">This page asks again every ${REFRESH_SECONDS} seconds, and gives way to the site when it is ready. A first start takes up to half a minute, a later one a few seconds. <a class="govuk-link" href="">Look again now</a></p>`, REFRESH_SECONDS);

/** It does not ask again by itself: what was typed would be gone from the browser. */
export const notTakenPage = (): Html => page(html`<h1 class="govuk-heading-l">${PREPARED}</h1><p class="govuk-body">${NOT_TAKEN}</p>`, null);

/** The statements that every public site must have, as data: a heading and paragraphs. */
export interface Statement {
  readonly title: string;
  readonly sections: readonly { readonly heading?: string; readonly paragraphs: readonly string[] }[];
}

export const ACCESSIBILITY: Statement = {
  title: 'Accessibility statement',
  sections: [
    { paragraphs: ['This statement applies to this Wantsum site. We want as many people as possible to be able to use it: by keyboard, with a screen reader or voice control, at 400% zoom, on a phone 320 pixels wide, and without JavaScript.'] },
    { heading: 'Compliance', paragraphs: ['The site is built to meet the Web Content Accessibility Guidelines 2.2 at level AA. Its pages are checked automatically with axe in every build. No independent audit has been made of this installation: the authority that runs it must have one made and say so here.'] },
    { heading: 'What may not be accessible', paragraphs: ['Documents that bodies or suppliers upload (PDF or office files) may not be accessible. Ask the contact named on the record for another form.'] },
    { heading: 'Telling us about a problem', paragraphs: ['Write to the authority named at the foot of the record you were reading. If you are not content with the answer, contact the Equality Advisory and Support Service. The Equality and Human Rights Commission enforces the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.'] },
  ],
};

export const PRIVACY: Statement = {
  title: 'Privacy',
  sections: [
    { paragraphs: ['This site keeps what it needs to buy and manage public services, and no more. The authority that runs it is the controller.'] },
    { heading: 'What is kept about you', paragraphs: ['If you register: your name, e-mail address, and telephone number if you give it; the organisations you act for; what you did here and when, in a record that cannot be altered.', 'If you only look: nothing, but for the address of the last requests in a server log, to protect the site.'] },
    { heading: 'For how long', paragraphs: ['Records of a procurement are kept for at least three years from the contract or the decision (Procurement Act 2023 section 98). Each authority sets its own further times; see Rules and sources.'] },
    { heading: 'Your rights', paragraphs: ['Signed in, you can download everything held about you from your account page. You can have mistakes put right, and ask for erasure once the law no longer requires the record.'] },
  ],
};

export const COOKIES: Statement = {
  title: 'Cookies',
  sections: [
    { paragraphs: ['This site uses only cookies that it cannot work without. It has no analytics and no cookies of other companies.'] },
    { heading: 'The cookies', paragraphs: ['wantsum_csrf: protects the forms you send from being forged. It ends with your visit.', 'wantsum_message: carries a message such as “Saved” to the next page, for at most five minutes.', 'The cookies whose names begin with wantsum.session: keep you signed in.'] },
  ],
};

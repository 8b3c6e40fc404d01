/** How somebody came to hear of this site. */
export const HEARD = {
  event: 'At an event', council: 'From the council', 'another-body': 'From another public body', 'support-body': 'From a support body, such as a council for voluntary service or a chamber of commerce',
  colleague: 'From somebody I work with', search: 'By searching the web', press: 'From the press or social media', other: 'Another way',
} as const;
export type Heard = keyof typeof HEARD;

export const OUTREACH_KINDS = { event: 'Fair or event', talk: 'Talk or visit', mailing: 'Mailing', press: 'Press or social media', other: 'Something else' } as const;
export type OutreachKind = keyof typeof OUTREACH_KINDS;

/** What was said of one registration; null when nothing was. An event answers as `event:ID`. */
export interface Source {
  readonly heard: Heard;
  readonly eventId: string | null;
  readonly otherPortal: string | null;
}

/** Reads the answer of the form. Unknown words are no answer: nobody is kept from registering by it. */
export function sourceFrom(heard: string, otherPortal: string): Source | null {
  const portal = otherPortal.trim().slice(0, 200) || null;
  const event = /^event:([0-9a-f-]{36})$/.exec(heard)?.[1] ?? null;
  if (event) return { heard: 'event', eventId: event, otherPortal: portal };
  if (Object.hasOwn(HEARD, heard)) return { heard: heard as Heard, eventId: null, otherPortal: portal };
  return portal ? { heard: 'other', eventId: null, otherPortal: portal } : null;
}

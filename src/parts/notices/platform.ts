import { z } from 'zod';
import { londonInstant, postedDay } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { optionalWords, words } from '#platform/typed-words';
import { asNote, lawFor } from '#law';
import type { PlatformPublication } from './notice.ts';
import { PLATFORM_REFERENCE_EXAMPLE, readPlatformReference } from './platform-reference.ts';

/** The notice stands on the central digital platform before it stands here (PR 2024 reg 5). */
export const PLATFORM_FIRST: RuleNote = asNote(lawFor('uk-2026').rules.publicationRules.platformFirst);

/** Any words would do for a database, and a notice nobody could find. */
const inAKnownForm = (typed: string, said: { addIssue(message: string): void }): string => {
  const kept = typed === '' ? '' : readPlatformReference(typed);
  if (kept === null) said.addIssue(PLATFORM_REFERENCE_EXAMPLE);
  return kept ?? z.NEVER;
};

/** A reference that must be given. */
export const requiredPlatformReference = words(200, 'Enter the notice’s reference, such as 2026/S 000-012345').transform(inAKnownForm);

/** The two fields of every form that publishes after the central platform: its reference, and the day as `Posted.date` gives it. */
export const platformInput = {
  platformReference: optionalWords(200).transform(inAKnownForm).default(''),
  platformPublishedOn: z.string().trim().default(''),
};
export interface PlatformTyped {
  readonly platformReference: string;
  readonly platformPublishedOn: string;
}

/**
 * Where and when the notice stood on the central platform, which the law wants first. Only the day is asked, so it is taken from its beginning in London.
 * @param now the clock's: a day after it is refused
 */
export function readPlatform({ platformReference, platformPublishedOn }: PlatformTyped, now: Date): Decision<PlatformPublication> {
  if (platformReference === '') return refuse('platform-first', 'Enter the notice’s reference on the central digital platform: it must stand there before it stands here.', { field: 'platformReference', rule: PLATFORM_FIRST });
  const day = postedDay(platformPublishedOn);
  if (!day) return refuse('platform-date', platformPublishedOn === '' ? 'Enter the day on which it was published there' : 'Enter a real date, such as 27 3 2026', { field: 'platformPublishedOn', rule: PLATFORM_FIRST });
  const publishedAt = londonInstant(day, '00:00');
  return publishedAt > now ? refuse('platform-date', 'The day on which it was published there cannot be in the future', { field: 'platformPublishedOn', rule: PLATFORM_FIRST }) : allow({ reference: platformReference, publishedAt });
}

/** The same where the law does not put the platform first: null when nothing was typed. */
export const readPlatformIfGiven = (typed: PlatformTyped, now: Date): Decision<PlatformPublication | null> =>
  typed.platformReference === '' && typed.platformPublishedOn === '' ? allow(null) : readPlatform(typed, now);

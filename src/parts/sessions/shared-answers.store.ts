import type { Read } from '#platform/database/connection';
import { casesAbout, publicCase, type PublicCase } from '#parts/cases';
import { SESSION_QUESTION } from './run.commands.ts';
import { sessionReference } from './sessions.acts.ts';

/** What was answered at a session, as everyone may read it: made by `publicCase`, so nothing of who asked can slip in. */
export async function sharedAnswers(read: Read, sessionId: string): Promise<PublicCase[]> {
  return (await casesAbout(read, sessionReference(sessionId), SESSION_QUESTION)).flatMap((raised) => publicCase(raised) ?? []);
}

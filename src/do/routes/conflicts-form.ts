import { z } from 'zod';
import { words } from '#platform/typed-words';
import type { Posted } from '#platform/web/posted';

const LONGEST = 10_000;

/** The fields of an entry, beside whatever names its record. */
export const conflictsFields = {
  kind: z.enum(['prepared', 'reviewed', 'revised', 'confirmed'], 'Choose what you are doing'), notice: z.string().max(10),
  conflicts: words(LONGEST, 'Write who has or could be seen to have a conflict, or that nobody has'), mitigations: words(LONGEST, 'Write what is done about it, or that nothing is needed'),
};

/** The same fields from a posted form. */
export const conflictsPosted = (posted: Posted) => ({ kind: posted.text('kind'), notice: posted.text('notice'), conflicts: posted.text('conflicts'), mitigations: posted.text('mitigations') });

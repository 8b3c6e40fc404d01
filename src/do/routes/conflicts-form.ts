import { z } from 'zod';
import type { Posted } from '#platform/web/posted';

const words = (missing: string) => z.string().trim().min(1, missing).max(10_000, 'Use 10,000 characters or fewer');

/** The fields of an entry, beside whatever names its record. */
export const conflictsFields = {
  kind: z.enum(['prepared', 'reviewed', 'revised', 'confirmed'], 'Choose what you are doing'), notice: z.string().max(10),
  conflicts: words('Write who has or could be seen to have a conflict, or that nobody has'), mitigations: words('Write what is done about it, or that nothing is needed'),
};

/** The same fields from a posted form. */
export const conflictsPosted = (posted: Posted) => ({ kind: posted.text('kind'), notice: posted.text('notice'), conflicts: posted.text('conflicts'), mitigations: posted.text('mitigations') });

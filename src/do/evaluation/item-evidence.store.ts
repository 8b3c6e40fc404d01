import type { Read } from '#platform/database/connection';
import type { PanelQuestion } from './evaluation.ts';
import type { EvidenceSheet } from './evidence.ts';
import { sheetOf } from './evidence.store.ts';
import { interviewOf, visitTo, type Interview, type Visit } from './meeting.store.ts';

/** What there is to judge besides written answers. */
export interface ItemEvidence {
  readonly interview: Interview | null;
  readonly visit: Visit | null;
  readonly sheet: EvidenceSheet | null;
}

/** Reads only what these questions are judged from. */
export async function evidenceFor(read: Read, bidId: string, questions: readonly Pick<PanelQuestion, 'judgedBy'>[]): Promise<ItemEvidence> {
  const needs = (by: PanelQuestion['judgedBy']) => questions.some(({ judgedBy }) => judgedBy === by);
  return { interview: needs('interview') ? await interviewOf(read, bidId) : null, visit: needs('visit') ? await visitTo(read, bidId) : null, sheet: needs('past-performance') ? await sheetOf(read, bidId) : null };
}

import { sql } from 'kysely';
import { holdReview } from '#performance';
import type { Cast } from './cast.ts';
import { MISSED_CONTRACT, REVIEW_NOTES } from './contracts-register.data.ts';

/** A review of an imported contract that has come due, and who manages it. */
interface DueReview {
  readonly id: string;
  readonly title: string;
  readonly supplier: string;
  readonly managerId: string;
  /** Whole days from its date to the loading. */
  readonly daysAgo: number;
}

/** Reviews are held a few days after they are due; later than this they count as missed. */
const HELD_AFTER_DAYS = 5;
const MISSED_AFTER_DAYS = 14;

/** A year of managing the register that was there before: the annual reviews are held as they come due, but for one. */
export async function registerWorkScene(cast: Cast): Promise<void> {
  const due = await dueReviews(cast);
  for (const [index, review] of due.entries()) {
    if (review.title === MISSED_CONTRACT || review.daysAgo <= MISSED_AFTER_DAYS) continue;
    const manager = [...cast.people].find(([, id]) => id === review.managerId)?.[0];
    if (!manager) continue;
    await cast.at(-review.daysAgo + HELD_AFTER_DAYS, 15);
    await cast.act(holdReview, manager, {
      reviewId: review.id, heldOn: cast.date(-review.daysAgo + HELD_AFTER_DAYS), supplierSignatory: `${review.supplier}, contract lead`, authoritySigns: 'yes', ...REVIEW_NOTES[index % REVIEW_NOTES.length]!,
    });
  }
}

/** Reads two rooms’ tables, since no front door lists the reviews that have come due of many agreements. */
async function dueReviews(cast: Cast): Promise<readonly DueReview[]> {
  return cast.services.database.read(async (read) => {
    const { rows } = await sql<DueReview>`select v.id, a.title, coalesce(o.name, a.supplier_name, 'The supplier') as supplier, a.manager_id as "managerId", ${cast.date(0)}::date - v.due_on as "daysAgo"
      from review v join agreement a on a.id = v.agreement_id left join organisation o on o.id = a.lead_organisation_id
      where a.source = 'imported' and a.manager_id is not null and v.held_on is null and v.due_on <= ${cast.date(0)}::date order by v.due_on, v.id`.execute(read);
    return rows;
  });
}

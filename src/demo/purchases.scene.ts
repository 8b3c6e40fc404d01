import { awardPurchase, recordPurchase } from '#routes';
import type { Cast } from './cast.ts';

/** Small purchases on their own. The two of interpreting together reach the rule for written quotations, and are flagged. */
const PURCHASES = [
  { daysAgo: 210, title: 'Interpreting at the carers’ forums', value: '4,800', supplier: 'Many Tongues LLP', quotes: '1' },
  { daysAgo: 150, title: 'Study of empty rooms on the high street', value: '9,500', supplier: 'Lantern Young People', quotes: '3', awarded: true },
  { daysAgo: 60, title: 'Interpreting for family meetings', value: '4,400', supplier: 'Many Tongues LLP', quotes: '1' },
  { daysAgo: 10, title: 'Minibus for the young inspectors’ tour', value: '1,150', supplier: '', quotes: '0' },
  { daysAgo: 5, title: 'Training in supervising mentors', value: '12,000', supplier: '', quotes: '1' },
] as const;

export async function purchasesScene(cast: Cast): Promise<void> {
  for (const { daysAgo, title, value, supplier, quotes, ...rest } of PURCHASES) {
    await cast.at(-daysAgo, 12);
    const { id } = await cast.act(recordPurchase, 'officer', { bodyId: cast.bodyId, title, category: 'services', value, vat: '20', supplier, exerciseId: '', decidedOn: cast.date(-daysAgo), quotesReceived: quotes });
    if ('awarded' in rest) await cast.act(awardPurchase, 'officer', { purchaseId: id, supplier, quotesReceived: quotes });
  }
}

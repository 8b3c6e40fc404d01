import { awardPurchase, overridePurchaseRoute, recordPurchase } from '#routes';
import type { Cast } from './cast.ts';
import { agree } from './exercise-story.ts';

/** Small purchases on their own. The two of interpreting together reach the rule for written quotations, and are flagged. */
const PURCHASES = [
  { daysAgo: 210, title: 'Interpreting at the carers’ forums', value: '4,800', supplier: 'Many Tongues LLP', quotes: '1' },
  { daysAgo: 150, title: 'Study of empty rooms on the high street', value: '9,500', supplier: 'Lantern Young People', quotes: '3', awarded: true },
  { daysAgo: 60, title: 'Interpreting for family meetings', value: '4,400', supplier: 'Many Tongues LLP', quotes: '1' },
  { daysAgo: 10, title: 'Minibus for the young inspectors’ tour', value: '1,150', supplier: '', quotes: '0' },
  { daysAgo: 5, title: 'Training in supervising mentors', value: '12,000', supplier: '', quotes: '1', instead: 'The course belongs to the method that the mentors already work by, and its author alone teaches it. Two others were asked: neither can begin before the new mentors start.' },
] as const;

export async function purchasesScene(cast: Cast): Promise<void> {
  for (const { daysAgo, title, value, supplier, quotes, ...rest } of PURCHASES) {
    await cast.at(-daysAgo, 12);
    const { id } = await cast.act(recordPurchase, 'officer', { bodyId: cast.bodyId, title, category: 'services', value, vat: '20', supplier, exerciseId: '', decidedOn: cast.date(-daysAgo), quotesReceived: quotes });
    if ('instead' in rest) await takeAnotherRoute(cast, id, rest.instead, daysAgo - 1);
    if ('awarded' in rest) await cast.act(awardPurchase, 'officer', { purchaseId: id, supplier, quotesReceived: quotes });
  }
}

/** One of them without the quotations that its value asks for: an override of the rule, with its reason, agreed the next day by whoever local policy names. */
async function takeAnotherRoute(cast: Cast, purchaseId: string, reason: string, agreedDaysAgo: number): Promise<void> {
  await cast.act(overridePurchaseRoute, 'officer', { purchaseId, route: 'direct-purchase', reason });
  await cast.at(-agreedDaysAgo, 10);
  await agree(cast, 'director', { kind: 'purchase', id: purchaseId }, 'purchasing-route');
}

import { newId, type BodyId } from '#kernel/ids';
import type { House } from '../../../tests/house.ts';

const from = (pounds: number) => ({ amountPence: String(pounds * 100), op: '>=', basis: 'net' });
const levels = (low: number, medium: number, high: number) => ({ low: String(low), medium: String(medium), high: String(high) });

/** What an authority might set for itself; the papers give no numbers. */
export const PROPORTION: Readonly<Record<string, unknown>> = {
  'selection.selfCertifyBelow': from(25_000), 'selection.evidenceWithinDays': { count: 5, counted: 'working' }, 'selection.replyWithinDays': { count: 5, counted: 'working' },
  'risk.mediumValueFrom': from(50_000), 'risk.highValueFrom': from(500_000), 'risk.mediumFromPoints': 5, 'risk.highFromPoints': 7,
  'requirements.publicLiability': levels(200_000_000, 500_000_000, 1_000_000_000), 'requirements.professionalIndemnity': levels(0, 50_000_000, 200_000_000), 'requirements.employersLiability': levels(500_000_000, 500_000_000, 1_000_000_000),
  'requirements.guarantee': levels(0, 0, 10_000_000), 'requirements.evidence': levels(3, 6, 12), 'requirements.termsPages': levels(10, 20, 40), 'requirements.bondFrom': from(10_000_000), 'requirements.approver': 'lead-director',
};

export async function setProportion(house: House, bodyId: BodyId): Promise<void> {
  await house.database.write((tx) => tx.insertInto('local_policy').values(Object.entries(PROPORTION).map(([key, value]) => ({ id: newId<'local_policy'>(), body_id: bodyId, key, valid: '[2020-01-01,)', value: JSON.stringify(value), source: 'Test policy' }))).execute());
}

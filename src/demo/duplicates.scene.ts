import { recordAgreement } from '#agreements';
import { lookForDuplicates } from '#matching';
import { publishedOutcomes } from '#outcomes';
import type { Cast } from './cast.ts';

/** A draft names a supplier with a letter missing; the comparison finds it, and it waits for a person's decision. */
export async function duplicatesScene(cast: Cast): Promise<void> {
  const outcomes = await cast.services.database.read((read) => publishedOutcomes(read, cast.bodyId as never));
  await cast.at(-3, 10);
  await cast.act(recordAgreement, 'commissioner', {
    bodyId: cast.bodyId, kind: 'contract', standing: 'draft', title: 'Sitting service for carers, winter weekends', description: 'Somebody to sit with a person who is cared for, on Saturdays from November to March.', supplierName: 'Meadow Care Partnrs Ltd',
    companyNumber: '', charityNumber: '', valueNetPence: '7,200', startsOn: cast.date(30), endsOn: cast.date(180), extensionMonths: '0', process: '', managerId: '', directorId: '', outcomeIds: [outcomes[0]!.id], frequencies: [],
  });
  await cast.act(lookForDuplicates, 'officer', {});
}

import type { Read } from '#platform/database/connection';
import { MISSED_AFTER_DAYS, MISSED_AFTER_SETTING } from './review.ts';

/** Answers one of an authority's own settings on the present day; undefined where it has none. The policy room implements it; `app.ts` wires it. */
export type LocalSetting = (read: Read, agreementId: string | null, setting: string) => Promise<number | undefined>;

let localSetting: LocalSetting = async () => undefined;

/** Wires the authority's own settings in. */
export const useLocalSetting = (given: LocalSetting): void => {
  localSetting = given;
};

/** Days after its date from which an unheld review counts as missed: the authority's, or the fourteen of RV-04. */
export async function missedAfterDays(read: Read, agreementId: string | null): Promise<number> {
  return (await localSetting(read, agreementId, MISSED_AFTER_SETTING)) ?? MISSED_AFTER_DAYS;
}

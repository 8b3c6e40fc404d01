import type { Act } from './access/act.ts';
import type { RecordKind } from './access/record-kind.ts';
import type { JobHandler } from './jobs/jobs.ts';
import type { NavigationItem } from './web/site.ts';
import type { OpenDataset } from './register/open-dataset.ts';
import type { Route } from './web/route.ts';

/** What a room gives to the house. `app.ts` is the only file that gathers them. */
export interface Module {
  readonly name: string;
  readonly acts?: Readonly<Record<string, Act>>;
  readonly kinds?: readonly RecordKind[];
  readonly routes?: readonly (Route | readonly Route[])[];
  readonly navigation?: readonly NavigationItem[];
  readonly jobs?: readonly JobHandler[];
  /** What it publishes besides its registers, for the catalogue of open data: registers join it by themselves. */
  readonly datasets?: readonly OpenDataset[];
}

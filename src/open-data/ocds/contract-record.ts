import type { CalendarDate } from '#kernel/calendar-date';
import type { Label } from '#parts/labels';
import type { BuyerFacts, ContractFacts, SupplierFacts } from './release-facts.ts';

/** A public contract as its release tells it; read by contract-record.store.ts. Amounts are whole pence. */
export interface ContractRecord {
  readonly id: string;
  readonly reference: string;
  /** The contracting process: the contract's own, its award's, or one made of its id. The same for good. */
  readonly ocid: string;
  /** What the process calls the award behind it; its own id where it came in without one. */
  readonly awardId: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'contract' | 'call-off' | 'framework';
  readonly state: 'live' | 'ended' | 'terminated';
  readonly process: string | null;
  readonly cpvCode: string | null;
  readonly buyer: BuyerFacts;
  readonly bodyId: string;
  readonly suppliers: readonly SupplierFacts[];
  /** As the register that it came from says, where the supplier's own record does not. */
  readonly sme: boolean | null;
  readonly vcse: boolean | null;
  readonly netPence: bigint | null;
  readonly grossPence: bigint | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly latestEndsOn: CalendarDate | null;
  readonly enteredOn: CalendarDate | null;
  readonly indicators: ContractFacts['indicators'];
  /** Public contracts under this one whose payer is the supplier, without those whose own supplier is withheld. */
  readonly subcontracts: readonly { readonly id: string; readonly title: string; readonly supplier: SupplierFacts }[];
  /** The framework that it was called off from. */
  readonly framework: { readonly ocid: string; readonly title: string } | null;
  readonly labels: readonly Label[];
  readonly updatedAt: Date;
  /** A procurement here led to it, so that its first release is its notice. */
  readonly awardedHere: boolean;
  readonly hasNotice: boolean;
  /** The tender of a framework here was told by its own notices, in the same process. */
  readonly tenderTold: boolean;
}

/** What is released as a contract. A grant is 360Giving's, a service in house is nobody's contract, and a sub-contract is told with its main contract. */
export const RELEASED_KINDS = ['contract', 'call-off', 'framework'] as const;

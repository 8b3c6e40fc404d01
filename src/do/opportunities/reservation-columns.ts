import type { ReservationKind } from '#routes';
import type { Opportunity } from './opportunity.ts';

type Reservation = Pick<Opportunity, 'reservedTo' | 'reservationReason' | 'reservationAreaCodes'>;

/** For whom it is reserved, as the columns of its row say it: the first kind stands in `reservation`, what is combined with it beside (PL-23). */
export const reservationColumns = ({ reservedTo, reservationReason, reservationAreaCodes }: Reservation) => {
  const [reservation = null, ...combined] = reservedTo;
  return { reservation, reservation_with: combined, reservation_reason: reservationReason, reservation_area_codes: [...reservationAreaCodes] };
};

/** The kinds that the columns name, the first one first; none where it is reserved to nobody in particular. */
export const reservedKindsOf = (row: { readonly reservation: string | null; readonly reservation_with: readonly string[] }): readonly ReservationKind[] =>
  (row.reservation === null ? [] : [row.reservation, ...row.reservation_with]) as ReservationKind[];

/** The same in SQL, as text[]. @param opportunity the name of the table in the query */
export const reservedKindsSql = (opportunity: string): string => `case when ${opportunity}.reservation is null then '{}' else ${opportunity}.reservation || ${opportunity}.reservation_with end`;

-- Below the threshold an opportunity may be reserved to a combination: small suppliers or charities, and by place as well (PL-23).
-- `reservation` stays the first of its kinds, in the order of the law; the others stand here.
alter table opportunity
  add column reservation_with text[] not null default '{}',
  add constraint opportunity_reservation_with_combinable check (
    reservation_with <@ array['small-suppliers', 'vcse', 'uk-suppliers', 'local-suppliers']
    and (cardinality(reservation_with) = 0
      or (reservation is not null and reservation in ('small-suppliers', 'vcse', 'uk-suppliers', 'local-suppliers') and not reservation = any (reservation_with)
        and not (array['uk-suppliers', 'local-suppliers'] <@ (reservation_with || reservation)))));

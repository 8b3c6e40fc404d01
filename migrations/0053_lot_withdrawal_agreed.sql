-- Once a bid was sent, the withdrawal of a lot waits for whoever policy names, as a cancellation does (DM-16). One is proposed at a time.
alter table lot
  add column withdrawal_proposed_reason text check (withdrawal_proposed_reason <> ''),
  add column withdrawal_proposed_by uuid references person (id),
  add constraint lot_withdrawal_proposed_by_somebody check ((withdrawal_proposed_reason is null) = (withdrawal_proposed_by is null));
create unique index lot_one_withdrawal_proposed on lot (opportunity_id) where withdrawal_proposed_reason is not null and state = 'open';

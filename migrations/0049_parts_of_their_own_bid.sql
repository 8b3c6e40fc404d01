-- A part of a draft may stand in a submission of its own bid only.
alter table bid_submission add constraint bid_submission_of_bid unique (bid_id, id);
alter table bid_part drop constraint bid_part_submission_id_fkey,
  add constraint bid_part_submission_of_same_bid foreign key (bid_id, submission_id) references bid_submission (bid_id, id);

-- A long answer that is written and submitted in one act stands in the submission, which never changes, and not a second time in the
-- draft: its row there says in which submission. As soon as it is changed, the draft holds it itself again.
alter table bid_part
  alter column ciphertext drop not null,
  add column submission_id uuid references bid_submission (id),
  add constraint bid_part_is_in_one_place check ((ciphertext is null) <> (submission_id is null)),
  add constraint bid_part_of_a_submission_is_quality check (submission_id is null or envelope = 'quality');

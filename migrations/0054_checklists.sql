-- A few quick questions that somebody who uses a service answers for a review of its contract, on a phone, without an account (XC-07).
-- What is asked and what was answered stands in question_set and answer, about 'review-checklist' and 'checklist-inspector'.
create table review_checklist (
  id uuid primary key,
  review_id uuid not null references review (id),
  title text not null check (title <> ''),
  -- What to look at, as the person reads it.
  task text not null check (task <> ''),
  made_by uuid references person (id),
  made_at timestamptz not null default wantsum_clock()
);
create index review_checklist_by_review on review_checklist (review_id, made_at, id);

-- Who was asked. The name and the email address are taken out once nobody needs them; what was answered stays.
create table checklist_inspector (
  id uuid primary key,
  checklist_id uuid not null references review_checklist (id),
  name text check (name <> ''),
  email text check (email <> ''),
  -- Of the code in their link; the code itself is shown once and kept nowhere.
  code_hash bytea not null unique check (length(code_hash) = 32),
  last_on date not null,
  invited_by uuid references person (id),
  invited_at timestamptz not null default wantsum_clock(),
  withdrawn_at timestamptz,
  withdrawn_reason text check (withdrawn_reason <> ''),
  forgotten_at timestamptz,
  unique (checklist_id, name),
  check ((withdrawn_at is null) = (withdrawn_reason is null)),
  check ((name is null) = (forgotten_at is not null)),
  check (email is null or name is not null)
);
create index checklist_inspector_by_checklist on checklist_inspector (checklist_id, invited_at, id);
create index checklist_inspector_by_email on checklist_inspector (lower(email)) where email is not null;

-- One sending a person, whatever the phone repeats: the key is drawn with the form, and a second sending with it is the same one.
create table checklist_sending (
  inspector_id uuid primary key references checklist_inspector (id),
  send_key uuid not null unique,
  -- When the button was pressed, by the clock of the phone, never after the arrival.
  done_at timestamptz not null,
  arrived_at timestamptz not null,
  check (done_at <= arrived_at)
);
create trigger checklist_sending_kept before update or delete on checklist_sending for each row execute function refuse_change();
-- What was sent is answered for good.
create function refuse_change_of_checklist() returns trigger language plpgsql as $$
begin
  raise exception 'what was answered in a checklist is never changed or removed' using errcode = 'restrict_violation';
end $$;
create trigger answer_of_checklist_kept before update or delete on answer for each row when (old.about_kind = 'checklist-inspector') execute function refuse_change_of_checklist();

-- Whether the public record of a review counts what the checklists answered.
alter table review add column checklist_counts_shown boolean not null default false;

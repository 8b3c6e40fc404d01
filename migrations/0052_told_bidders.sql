-- What bidders of one tender were told is read by their bids (DP-11): without this the whole outbox would be looked through.
create index outbox_mail_by_record on outbox_mail (about_id, created_at) where about_id is not null;

-- A talk with a supplier that this site did not carry, a call or a meeting, put on the record (DP-11). Never changed.
create table outside_contact (
  id uuid primary key,
  opportunity_id uuid not null references opportunity,
  happened_on date not null,
  way text not null check (way in ('call', 'meeting', 'message', 'other')),
  with_whom text not null check (with_whom <> ''),
  words text not null check (words <> ''),
  alike text not null check (alike <> ''),
  recorded_by uuid not null references person (id),
  recorded_at timestamptz not null default wantsum_clock()
);
create index outside_contact_by_opportunity on outside_contact (opportunity_id, happened_on desc);
create trigger outside_contact_kept before update or delete on outside_contact for each row execute function refuse_change();

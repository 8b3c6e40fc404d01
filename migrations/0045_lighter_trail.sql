-- What every write pays for, made lighter (docs/benchmarks.md).

-- The words of an act are the same in every entry of it: they are looked up once each (act, words), and only what somebody wrote for the one
-- entry, its reason and its rule, is worth an index of its own trigrams.
drop index audit_entry_by_words;
create index audit_entry_by_act on audit_entry (act, words);
create index audit_entry_by_reason on audit_entry using gin (plain_text(coalesce(reason, '') || ' ' || coalesce(rule, '')) gin_trgm_ops) where reason is not null or rule is not null;

-- A submission changes its bid and the bid's keys where they stand, if their page has room: then no index need be told.
alter table bid set (fillfactor = 50);
alter table bid_key set (fillfactor = 50);

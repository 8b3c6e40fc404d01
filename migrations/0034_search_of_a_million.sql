-- The site's search takes the newest of each kind that have the words, and puts the best of these first: with a million records it must not rank them all.
create index search_entry_by_kind on search_entry (record_kind, happened_on desc nulls last, record_id desc);

-- What a bid's submission needs to be written in one trip (docs/decisions/prepared-statements.md).

-- For a statement whose row count nobody waits for: its transaction fails unless it changed exactly one row.
create function must_be_one(changed bigint) returns void language plpgsql as $$
begin
  if changed is distinct from 1 then
    raise exception 'one row was to be changed, not %', changed;
  end if;
end $$;

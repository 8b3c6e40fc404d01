-- An import that changed nothing, or was taken back, holds no body here (it was enough before that another import had named it).
create or replace function remove_made_body(made_by uuid, made_id uuid) returns text language plpgsql as $$
declare
  gone text;
begin
  update import_batch set body_id = null, made_body = false where id = made_by
    or (body_id = made_id and (undone_at is not null or (added = 0 and changed = 0)));
  delete from organisational_unit where body_id = made_id;
  delete from reference_counter where body_id = made_id;
  delete from spend_load l using import_batch b where l.body_id = made_id and b.id = l.import_id and b.body_id is null;
  delete from body where id = made_id returning name into gone;
  return gone;
exception when foreign_key_violation then
  return null;
end $$;

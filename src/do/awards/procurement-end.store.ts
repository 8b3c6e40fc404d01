/**
 * The London day on which the procurement of an opportunity came to its end, as SQL: the last award confirmed, or the cancellation; a challenge
 * resolved later moves it. Null while it has not ended, and while a challenge is open: then nothing of it is deleted.
 * Wired to the room `bids`.
 * @param o the alias of `opportunity` in the statement
 */
export const procurementEndSql = (o: string): string => `(select case
  when exists (select from award_challenge c where c.opportunity_id = ${o}.id and c.outcome is null) then null
  when ${o}.state = 'cancelled' then greatest((${o}.cancelled_at at time zone 'Europe/London')::date, resolved.last_on)
  when ${o}.state <> 'awarded' or confirmed.last_on is null then null
  when exists (select from award a where a.opportunity_id = ${o}.id and a.state not in ('confirmed', 'withdrawn')) then null
  when exists (select from lot l where l.opportunity_id = ${o}.id and l.state = 'open') then null
  else greatest(confirmed.last_on, resolved.last_on) end
  from (select max((a.confirmed_at at time zone 'Europe/London')::date) as last_on from award a where a.opportunity_id = ${o}.id and a.state = 'confirmed') confirmed,
    (select max(c.resolved_on) as last_on from award_challenge c where c.opportunity_id = ${o}.id) resolved)`;

-- What people $1 are called, as far as the reader may know it: by the newest month that is scored, or the one before it, or how they stand so far.
-- Who did something may be a login of the database and nobody.
with newest as materialized (
    select p.period, row_number() over (order by p.ends_on desc, p.period) as place
    from merit_api.periods() p
    where p.status in ('scored', 'closed')
    order by p.ends_on desc, p.period
    limit 2
)
select id, coalesce(
    (select r.name from merit_api.results((select n.period from newest n where n.place = 1), id) r limit 1),
    (select r.name from merit_api.results((select n.period from newest n where n.place = 2), id) r limit 1),
    (select s.name from merit_api.standings_so_far(null, id) s where s.name is not null limit 1)),
    exists (select from pg_catalog.pg_roles role where role.rolname = id)
from unnest($1::text[]) id

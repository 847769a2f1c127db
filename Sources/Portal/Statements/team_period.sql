-- For which period the reader looks at their people: the newest that is over and not scored, else the newest that has begun. None for whoever
-- is nobody's supervisor.
with newest as materialized (
    select p.period
    from merit_api.periods() p
    where p.status <> 'cancelled' and p.starts_on <= (statement_timestamp() at time zone p.time_zone)::date
    order by p.ends_on < (statement_timestamp() at time zone p.time_zone)::date and p.status not in ('scored', 'closed') desc,
        p.starts_on desc, p.ends_on, p.period
    limit 1
)
select newest.period from newest where exists (select from merit_api.team_of(newest.period))

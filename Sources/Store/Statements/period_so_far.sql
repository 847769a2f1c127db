-- The days of period $1 that are over, where there are any and it is not scored yet; as load_period.sql has a period.
select p.period_id, p.label, p.starts_on, ended.ends_on, p.time_zone, p.department, p.revision, p.take_newest, p.status,
    p.starts_on::timestamp at time zone p.time_zone as starts_at,
    (ended.ends_on + 1)::timestamp at time zone p.time_zone as ends_at
from merit.appraisal_period p
    cross join lateral (
        select least(p.ends_on, (clock_timestamp() at time zone p.time_zone)::date - 1) as ends_on) ended
where p.period_id = $1 and p.revision = 0 and p.status <> 'cancelled' and ended.ends_on >= p.starts_on

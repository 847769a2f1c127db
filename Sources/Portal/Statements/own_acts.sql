-- What the reader owes, what is due first first, what is to be entered after rounds that are over, and trainings to acknowledge. Of what an
-- officer is to decide, and of whom a round asks about, there may be hundreds: more than five of one sort in one period, or of one round,
-- stand together. $1 of them, behind the first $2.
with act as materialized (
    select o.what, o.about, o.period, o.number, o.due, o.is_overdue, case o.what when 'calibration' then o.number end as round
    from merit_api.owes() o
    union all
    select distinct 'agreement', c.employee_id, c.period, c.calibration_id, null::timestamptz, false, c.calibration_id
    from merit_api.calibrations() c
    where c.is_over and c.agreed_points is null and (c.is_asked or c.standing = 'supervisor')
        and merit_api.agrees(c.calibration_id, c.employee_id)
        and not exists (select from merit_api.deliveries(c.period, c.employee_id))
    union all
    select 'attendance', t.employee_id, t.period, t.record_id, null, false, null
    from merit_api.whoami() w
        cross join lateral merit_api.trainings(null, w.employee_id) t
    where t.standing = 'person' and t.attended and t.acknowledged_at is null
), counted as (
    select a.*, count(*) over (partition by a.what, a.period, a.round) > 5
        and a.what in ('appeal', 'proposal', 'calibration', 'agreement') as is_one_of_many
    from act a
), shown as (
    select what, about, period, number, due, is_overdue, 1::bigint as acts from counted where not is_one_of_many
    union all
    -- A round leads to the first of them.
    select what, case when round is not null then min(about) end, period, round, min(due), bool_or(is_overdue), count(*)
    from counted
    where is_one_of_many
    group by what, period, round
)
select s.what, s.about, s.period, s.number, to_char(s.due at time zone coalesce(p.time_zone, 'UTC'), 'YYYY-MM-DD HH24:MI') as due,
    s.is_overdue, s.acts, count(*) over () as all_of_them
from shown s
    left join merit_api.periods() p on p.period = s.period
order by s.due, s.what, s.period desc, s.about, s.number
limit $1 offset $2

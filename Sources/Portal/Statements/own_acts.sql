-- What the reader owes, what is due first first. Of what an officer is to decide there may be hundreds: more than five of one sort in one
-- period stand together.
with act as materialized (
    select o.what, o.about, o.period, o.number, o.due, o.is_overdue,
        count(*) over (partition by o.what, o.period) > 5 and o.what in ('appeal', 'proposal') as is_one_of_many
    from merit_api.owes() o
), shown as (
    select what, about, period, number, due, is_overdue, 1::bigint as acts from act where not is_one_of_many
    union all
    select what, null, period, null, min(due), bool_or(is_overdue), count(*) from act where is_one_of_many group by what, period
)
select s.what, s.about, s.period, s.number, to_char(s.due at time zone coalesce(p.time_zone, 'UTC'), 'YYYY-MM-DD HH24:MI') as due,
    s.is_overdue, s.acts
from shown s
    left join merit_api.periods() p on p.period = s.period
order by s.due, s.what, s.period desc, s.about, s.number
limit 300

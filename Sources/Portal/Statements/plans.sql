-- What person $2 wrote in the self-evaluation of period $1 as a whole, which is their plan, with the one number for everything where they gave
-- it; and the newest plan from before the period. As far as the reader may see it.
with said as materialized (
    select e.period, p.ends_on, e.points, e.comment
    from merit_api.evaluations(null, $2) e
        join merit_api.periods() p on p.period = e.period
    where e.source = 'self' and e.indicator is null
)
select trim_scale(now.points)::text as points, now.comment as plan, before.period as before_period, before.comment as before_plan
from merit_api.periods() this
    left join lateral (select s.points, s.comment from said s where s.period = this.period limit 1) now on true
    left join lateral (
        select s.period, s.comment
        from said s
        where s.ends_on < this.starts_on and s.points is null and btrim(s.comment) <> ''
        order by s.ends_on desc
        limit 1) before on true
where this.period = $1

-- Works out again where the middle half of everyone lies by what each full run of period $1 left, and yields a row for each figure that
-- comes out otherwise, of groups too that are missing or too many. Of a run that kept none nothing is asked.
with run as materialized (
    select u.run_id, u.revision
    from merit.run u
    -- Where revisions were deleted because their time was over, what the runs before found of all people is not asked.
    where u.period_id = $1 and u.kind = 'full' and u.revision >= coalesce((select below from merit.thinned_period where period_id = $1), 0)
        and exists (select from merit.peer_spread kept where kept.run_id = u.run_id)
),
-- Everyone's result as each of the runs left it.
member as materialized (
    select run.run_id, r.employee_id, r.revision, r.template_code, r.total
    from run
        cross join lateral (
            select distinct on (r.employee_id) r.* from merit.result r
            where r.period_id = $1 and r.run_id <= run.run_id
            order by r.employee_id, r.revision desc) r
    where r.template_code is not null
),
score as materialized (
    select m.run_id, m.employee_id, m.template_code, i.dimension, i.indicator, i.value, i.points, i.max_points
    from member m join merit.indicator_score i on i.period_id = $1 and i.employee_id = m.employee_id and i.revision = m.revision
),
figure as (
    select run_id, template_code, 'total' as sort, '' as code, 2 as digits, total as figure from member
    union all
    select run_id, template_code, 'indicator', indicator, 6, value from score
    union all
    select run_id, template_code, 'dimension', dimension, 2, merit.quotient(100 * sum(points), nullif(sum(max_points), 0), 2)
    from score
    where points is not null
    group by run_id, template_code, dimension, employee_id
),
-- In their order, so that a place is a number.
row_of as materialized (
    select run_id, template_code, sort, code, digits, array_agg(figure order by figure) as figures, count(*)::integer as people
    from figure
    where figure is not null
    group by run_id, template_code, sort, code, digits
    having count(*) >= 5
),
worked as (
    select o.run_id, o.template_code, o.sort, o.code, o.people,
        merit.quotient(o.figures[near - 1] + o.figures[near] + o.figures[near + 1], 3, o.digits) as low,
        (
            select merit.quotient(sum(one), count(*), o.digits)
            from unnest(o.figures[(o.people + 1) / 2 - 1 : o.people / 2 + 2]) one) as middle,
        merit.quotient(o.figures[o.people - near] + o.figures[o.people + 1 - near] + o.figures[o.people + 2 - near], 3, o.digits) as high
    from row_of o
        cross join lateral (select ceil(o.people / 4.0)::integer as near offset 0) place
)
select '' as employee_id, run.revision, trim(format('%s %s %s', template_code, sort, code)) as indicator, 'peer_spread.' || field as field,
    stored, recomputed, true as is_difference
from (select * from merit.peer_spread where run_id in (select run_id from run)) kept
    full join worked using (run_id, template_code, sort, code)
    join run using (run_id)
    cross join lateral (values
        ('people', kept.people::text, worked.people::text), ('low', trim_scale(kept.low)::text, trim_scale(worked.low)::text),
        ('middle', trim_scale(kept.middle)::text, trim_scale(worked.middle)::text),
        ('high', trim_scale(kept.high)::text, trim_scale(worked.high)::text)) field (field, stored, recomputed)
where stored is distinct from recomputed
order by run.revision, indicator, field

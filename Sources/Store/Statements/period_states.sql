select p.label, p.starts_on::text, p.ends_on::text, p.time_zone, p.department, p.status, p.revision, p.problem,
    -- Runs of earlier versions have sentences alone.
    coalesce(
        (select array_agg(sentence order by finding_id) from merit.newest_data_finding f where f.period_id = p.period_id),
        (select findings from merit.run where run.period_id = p.period_id and kind = 'full' order by run_id desc limit 1), '{}'
    ) as findings,
    coalesce(r.people, 0) as people, coalesce(r.scored, 0) as scored, coalesce(r.incomplete, 0) as incomplete,
    coalesce(r.not_appraised, 0) as not_appraised, r.mean_total,
    (select count(*) from merit.evaluation e where e.period_id = p.period_id and e.problem is not null) as unusable
from merit.appraisal_period p
    left join lateral (
        select count(*) as people, count(*) filter (where status = 'scored') as scored,
            count(*) filter (where status = 'incomplete') as incomplete,
            count(*) filter (where status = 'not_appraised') as not_appraised, round(avg(total), 2) as mean_total
        from merit.current_result c
        where c.period_id = p.period_id
    ) r on true
where $1::text is null or p.label = $1
order by p.starts_on, p.ends_on, p.label

-- Every revision of the result of person $2 in period $1, the newest first, with what each changed in words: the result's own
-- fields first.
select r.revision, to_char(run.finished_at at time zone p.time_zone, 'YYYY-MM-DD HH24:MI') as at, r.status, r.total, r.grade,
    r.coefficient, r.changed ->> 'why' as why, r.changed::text as changed,
    array(
        select format('%s%s %s → %s', indicator || ' ', field, coalesce(difference ->> 'from', '–'), coalesce(difference ->> 'to', '–'))
        from (
            select null as indicator, own.key as field, own.value as difference from jsonb_each(r.changed -> 'result') own
            union all
            select score.key, field.key, field.value
            from jsonb_each(r.changed -> 'indicators') score, jsonb_each(score.value) field
        ) differences
        order by indicator nulls first, field
    ) as differences
from merit.result r
    join merit.appraisal_period p using (period_id)
    join merit.run using (run_id)
where r.period_id = $1 and r.employee_id = $2
order by r.revision desc

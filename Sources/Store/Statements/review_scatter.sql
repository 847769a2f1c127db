-- Of each measured mean of each template version, over the results from day $1 to day $2: how many people have how many rows, and what those
-- hold together.
with person as (
    select r.template_code, r.template_version, s.indicator, r.employee_id, sum(s.rows)::bigint as rows, sum(s.sum) as sum,
        sum(s.squares) as squares
    from merit.results_between($1, $2) r
        cross join lateral (
            select distinct on (k.indicator) k.indicator, k.rows, k.sum, k.squares
            from merit.row_sum k
                -- Sums of rows that are not there any more are of an earlier result.
                join merit.indicator_score i on i.period_id = k.period_id and i.employee_id = k.employee_id
                    and i.revision = r.revision and i.indicator = k.indicator and i.denominator = k.rows
            where k.period_id = r.period_id and k.employee_id = r.employee_id and k.revision <= r.revision
            order by k.indicator, k.revision desc
        ) s
    where s.rows > 0
    group by 1, 2, 3, 4
)
select template_code, template_version, indicator, rows, count(*)::bigint as people, sum(sum) as sum, sum(squares) as squares,
    sum(sum * sum) as squared_sums
from person
group by template_code, template_version, indicator, rows

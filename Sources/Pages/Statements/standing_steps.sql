-- What would win most for person $2 in period $1, which is not scored yet; in the columns of month_tasks.sql.
select 0::bigint as task_id, i.indicator, i.value, i.target, i.points_now, i.points_at_target, i.total_gain, '{}'::text[] as tickets,
    null::text as due_on, null::text as training, null::text as proposal, null::text as advice, null::text as note, 'so far' as status,
    0 as times_missed, s.standing
from merit_api.standings_so_far($1, $2) s
    cross join lateral jsonb_to_recordset(s.steps) i (
        indicator text, value numeric, target numeric, points_now numeric, points_at_target numeric, total_gain numeric)

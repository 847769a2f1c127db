-- Period $1, as officers see it; times in its own time zone.
select status, problem, status_reason, revision::text, is_yours, time_zone,
    to_char(next_scoring at time zone time_zone, 'YYYY-MM-DD HH24:MI') as next_scoring,
    to_char(evaluate_by at time zone time_zone, 'YYYY-MM-DD HH24:MI') as evaluate_by,
    to_char(scored_at at time zone time_zone, 'YYYY-MM-DD HH24:MI') as scored_at, requested_by
from merit_api.period_desk($1)

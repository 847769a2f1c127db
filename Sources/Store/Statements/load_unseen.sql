-- What changed since the last scoring, and how long until it has rested: the newest of it for a quiet time, or the oldest for
-- ten, so that evaluations that never cease put off nothing for ever.
select unseen_id, employee_ids, appeal_id, (select employee_id from merit.appeal a where a.appeal_id = unseen.appeal_id) as appellant,
    ceil(extract(epoch from least(max(noted_at) over () + rest, min(noted_at) over () + 10 * rest) - clock_timestamp()) * 1000)::bigint
        as rests_in_milliseconds
from merit.unseen, make_interval(secs => merit.setting_value('quiet_seconds')) rest
where period_id = $1
order by unseen_id

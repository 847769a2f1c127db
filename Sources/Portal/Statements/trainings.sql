-- Trainings and changes of post of person $2 because of period $1, or of any, the newest first, with how their notes begin; times are UTC.
-- Of record $3 alone, where it is given, with the whole note.
select record_id, period, standing = 'person' as is_own, kind, title, began_on::text as began_on, ended_on::text as ended_on,
    trim_scale(hours)::text as hours, taught_by, attended, case when $3::bigint is null then left(note, 1000) else note end as note,
    to_char(acknowledged_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as acknowledged_at
from merit_api.trainings($1, $2)
where $3::bigint is null or record_id = $3::bigint
order by began_on desc, record_id desc
limit 200

-- What of person $2 is rated again in round $1, as the reader may see it, in language $3: with the reader's own answers, and, once the round is over,
-- with everyone's.
with title as materialized (
    select distinct on (i.value ->> 'code') i.value ->> 'code' as code, i.value -> 'title' ->> $3 as title
    from merit_api.rules() r
        cross join lateral jsonb_array_elements(r.document -> 'dimensions') d
        cross join lateral jsonb_array_elements(d.value -> 'indicators') i
    where r.status = 'published'
    order by i.value ->> 'code', r.template_version desc, r.template_code
)
select c.title as round, c.period,
    to_char(c.until at time zone coalesce((select p.time_zone from merit_api.periods() p where p.period = c.period), 'UTC'), 'YYYY-MM-DD HH24:MI')
        as until,
    c.is_asked and not c.is_over as is_to_answer,
    merit_api.agrees(c.calibration_id, c.employee_id) and not exists (select from merit_api.deliveries(c.period, c.employee_id)) as is_to_agree,
    c.indicator, coalesce(t.title, c.indicator) as title, trim_scale(c.max_points)::text as most, trim_scale(c.own_points)::text as points,
    c.own_words as words, trim_scale(c.agreed_points)::text as agreed, c.reason,
    array(
        select concat_ws(': ', concat_ws(' ', a.rater_id, trim_scale(a.points)), a.words)
        from merit_api.calibration_answers(c.period, c.employee_id) a
        where a.calibration_id = c.calibration_id and a.indicator = c.indicator
        order by a.rater_id collate "C") as said
from merit_api.calibrations(null, $2) c
    left join title t on t.code = c.indicator
where c.calibration_id = $1
order by c.indicator collate "C"

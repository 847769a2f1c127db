-- What of person $2 is rated again in round $1, as the reader may see it, in language $3: with the reader's own answers, and, once the round is over,
-- with everyone's. Titles are those of the rules of the period, or of the newest. Which rules the person's were is not told: levels are shown where all
-- rules of the period that have the indicator with these points say the same.
with asked as materialized (
    select c.* from merit_api.calibrations(null, $2) c where c.calibration_id = $1
), rules as materialized (
    select 1 as place, r.template_code, r.template_version, r.document
    from merit_api.rules_of((select min(a.period) from asked a)) r
    union all
    select 2, r.template_code, r.template_version, r.document from merit_api.rules() r where r.status = 'published'
)
select c.title as round, c.period,
    to_char(c.until at time zone coalesce((select p.time_zone from merit_api.periods() p where p.period = c.period), 'UTC'), 'YYYY-MM-DD HH24:MI')
        as until,
    c.is_asked and not c.is_over as is_to_answer,
    merit_api.agrees(c.calibration_id, c.employee_id) and not exists (select from merit_api.deliveries(c.period, c.employee_id)) as is_to_agree,
    c.indicator, coalesce(t.title, c.indicator) as title, trim_scale(c.max_points)::text as most, t.levels,
    trim_scale(c.own_points)::text as points, c.own_words as words, trim_scale(c.agreed_points)::text as agreed, c.reason,
    array(
        select concat_ws(': ', concat_ws(' ', a.rater_id, trim_scale(a.points)), a.words)
        from merit_api.calibration_answers(c.period, c.employee_id) a
        where a.calibration_id = c.calibration_id and a.indicator = c.indicator
        order by a.rater_id collate "C") as said
from asked c
    left join lateral (
        select (array_agg(i.value -> 'title' ->> $3 order by fits.points desc, r.place, r.template_version desc, r.template_code))[1] as title,
            case when count(distinct i.value ->> 'rated') filter (where fits.points and r.place = 1) = 1
                then min(i.value ->> 'rated') filter (where fits.points and r.place = 1) end as levels
        from rules r
            cross join lateral jsonb_path_query(r.document, 'lax $.dimensions[*].indicators[*]') i (value)
            cross join lateral (select coalesce(i.value -> 'points' = to_jsonb(trim_scale(c.max_points)), false) as points) fits
        where i.value ->> 'code' = c.indicator
    ) t on true
order by c.indicator collate "C"

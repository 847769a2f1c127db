-- Works every stored result of period $1 out again, and yields a row for each field that comes out otherwise.
--
-- It shares nothing with the scoring but the rules: exact numeric, the stored template, and what a result rests on: numerator,
-- denominator and sample of what was measured, what it was in the period before, the run's factors, peers' means and scatter of rows, the evaluations that were usable. The newest
-- revision is held against the evaluations; an earlier one takes the points that it keeps, and so does, with a remark, a person whose
-- evaluations changed since the last scoring.
with late as materialized (
    select distinct unnest(employee_ids) as employee_id from merit.unseen where period_id = $1 and appeal_id is null
),
found as materialized (
    select r.*, r.revision = max(r.revision) over (partition by r.employee_id) as is_newest,
        r.days_employed - r.days_on_leave as days_worked, r.working_days - r.working_days_on_leave as working_days_worked,
        r.employee_id in (select employee_id from late) as is_late
    from merit.result r
    where r.period_id = $1
),
template as materialized (
    select t.code, t.version, t.document,
        coalesce((t.document #>> '{eligibility,min_days}')::numeric, 0) as min_days,
        coalesce((t.document #>> '{coverage,min_percent}')::numeric, 0) as min_coverage,
        coalesce((t.document ->> 'near_cut')::numeric, 0) as near_cut,
        coalesce(t.document ->> 'measured_in' = 'data', false) as is_apart
    from merit.template t
    where (t.code, t.version) in (select template_code, template_version from found)
),
source as materialized (
    select t.code, t.version, s.key as source, (s.value ->> 'weight')::numeric as weight,
        coalesce((s.value ->> 'required')::boolean, false) as is_required,
        coalesce((s.value ->> 'position')::numeric, s.ordinality) as place
    from template t, jsonb_each(t.document -> 'sources') with ordinality s
),
indicator as materialized (
    select t.code, t.version, d.value ->> 'code' as dimension, (d.value ->> 'weight')::numeric as weight,
        i.value ->> 'code' as indicator, (i.value ->> 'points')::numeric as max_points,
        sum((i.value ->> 'points')::numeric) over (partition by t.code, t.version, d.ordinality,
            case when t.is_apart then jsonb_typeof(i.value -> 'rated') = 'array' end) as dimension_points,
        case when jsonb_typeof(i.value -> 'rated') = 'array' then 'rated' else 'measured' end as kind, t.is_apart,
        coalesce((i.value ->> 'min_sample')::numeric, 0) as min_sample,
        i.value #>> '{measure,per}' as per,
        coalesce(i.value #>> '{measure,relative_to}' = 'peer_mean', false) as is_relative,
        coalesce(i.value #>> '{measure,relative_to}' = 'previous', false) as is_change,
        i.value #>> '{measure,scored_on}' is not null as is_adjusted,
        (i.value #>> '{measure,when_empty}')::numeric as when_empty,
        i.value -> 'rated' as levels, i.value -> 'scale' as scale
    from template t, jsonb_array_elements(t.document -> 'dimensions') with ordinality d,
        jsonb_array_elements(d.value -> 'indicators') with ordinality i
),
-- Where a sheet holds one kind alone, the weight of the dimensions that have any of it is its whole.
kind as materialized (
    select code, version, kind, sum(weight) as weight
    from (select distinct code, version, kind, dimension, weight from indicator where is_apart) dimension
    group by code, version, kind
),
band as materialized (
    select i.code, i.version, i.indicator, b.ordinality as place, b.value ->> 'band' as band,
        (b.value ->> 'best')::numeric as best, (b.value ->> 'worst')::numeric as worst, (b.value ->> 'step')::numeric as step,
        case jsonb_typeof(b.value -> 'points') when 'array' then (b.value #>> '{points,0}')::numeric
            else (b.value ->> 'points')::numeric end as first_points,
        case jsonb_typeof(b.value -> 'points') when 'array' then (b.value #>> '{points,-1}')::numeric
            else (b.value ->> 'points')::numeric end as last_points
    from indicator i, jsonb_array_elements(i.scale) with ordinality b
    where i.kind = 'measured'
),
-- Whole scales, one row for each measured indicator, from the best band down.
scale as materialized (
    select code, version, indicator,
        (array_agg(best > worst order by place) filter (where best <> worst))[1] as is_higher_better,
        array_agg(band order by place) as bands, array_agg(best order by place) as bests,
        array_agg(worst order by place) as worsts, array_agg(step order by place) as steps,
        array_agg(first_points order by place) as firsts, array_agg(last_points order by place) as lasts
    from band
    group by code, version, indicator
),
given as materialized (
    select employee_id, source, indicator, merit.quotient(sum(points), count(*), 2) as points
    from merit.evaluation
    where period_id = $1 and problem is null and points is not null
    group by employee_id, source, indicator
),
factor as materialized (
    select * from merit.measure_factor where run_id in (select run_id from found)
),
-- A partial run measures against what the full run before it found: the peers' means, and how rows scatter.
ground as materialized (
    select run_id, max(run_id) filter (where kind = 'full') over (order by run_id) as full_id
    from merit.run
    where period_id = $1
),
mean as materialized (
    select g.run_id, m.template_code, m.indicator, m.mean
    from ground g join merit.peer_mean m on m.run_id = g.full_id
),
scatter as materialized (
    select g.run_id, s.template_code, s.indicator, s.within_variance
    from ground g join merit.reliability s on s.run_id = g.full_id
    where s.within_variance is not null
),
appraised as materialized (
    select r.*, t.min_days, t.min_coverage, t.near_cut as near_points, t.document -> 'grades' as grades
    from found r
        join template t on t.code = r.template_code and t.version = r.template_version
    where r.days_employed >= t.min_days
),
expected as (
    select r.employee_id, r.revision, r.is_newest and not r.is_late as is_held_against,
        case i.per when 'employed_day' then r.days_worked when 'working_day' then r.working_days_worked
            when 'full_time_equivalent' then r.full_time_equivalent end as divisor, r.run_id, i.*,
        s.indicator as stored_indicator, s.dimension as stored_dimension, s.kind as stored_kind, s.state as stored_state,
        s.value as stored_value, s.raw_value as stored_raw, s.numerator, s.denominator, s.sample, s.band as stored_band,
        s.points as stored_points, s.max_points as stored_max, s.self_points as stored_self,
        s.supervisor_points as stored_supervisor, s.peer_points as stored_peer, ruling.set_value as ruled, s.previous_value
    from appraised r
        join indicator i on i.code = r.template_code and i.version = r.template_version
        left join merit.indicator_score s on s.period_id = $1 and s.employee_id = r.employee_id and s.revision = r.revision
            and s.indicator = i.indicator
        left join merit.appeal ruling on ruling.appeal_id = s.appeal_id
),
-- offset 0: each step is worked out once, not wherever the next one names it.
measured as (
    select e.*, raw.raw_value, state.state, value.value, place.band, points.points, point.side
    from expected e
        left join factor f on f.run_id = e.run_id and f.template_code = e.code and f.indicator = e.indicator
        left join mean m on m.run_id = e.run_id and m.template_code = e.code and m.indicator = e.indicator
        left join scatter on scatter.run_id = e.run_id and scatter.template_code = e.code and scatter.indicator = e.indicator
        join scale on scale.code = e.code and scale.version = e.version and scale.indicator = e.indicator
        -- What rows of the same kinds make of the value is worked out again by a statement of its own.
        left join lateral (
            select s.adjusted
            from merit.mix_standing s
            where e.is_adjusted and s.period_id = $1 and s.employee_id = e.employee_id and s.indicator = e.indicator
                and s.revision <= e.revision and s.rows = e.denominator
            order by s.revision desc
            limit 1) standing on true
        cross join lateral (
            select coalesce(e.sample, 0) = 0 and e.numerator is null and e.denominator is null as is_empty
            offset 0
        ) rows
        cross join lateral (
            select case
                when not rows.is_empty
                    then merit.quotient(f.numerator * e.numerator, f.denominator * coalesce(e.denominator, 1), 6)
                -- Of a pick nothing is kept that tells rows of which none is known from no rows; nor does an old run tell a pick.
                when not (coalesce(f.is_pick, true) and e.stored_raw is null) then round(e.when_empty, 6) end as value
            offset 0
        ) fact
        cross join lateral (
            select case when e.per is null then fact.value
                when e.divisor > 0 then merit.quotient(fact.value, e.divisor, 6) end as raw_value
            offset 0
        ) raw
        cross join lateral (
            select case
                when e.ruled is not null then 'scored'
                when raw.raw_value is null or (e.is_relative and coalesce(m.mean, 0) = 0)
                    or (e.is_change and coalesce(e.previous_value, 0) <= 0)
                    or (e.is_adjusted and not rows.is_empty and standing.adjusted is null) then 'no_data'
                when not rows.is_empty and e.sample < e.min_sample then 'insufficient'
                else 'scored' end as state
            offset 0
        ) state
        cross join lateral (
            select case when e.ruled is not null then round(e.ruled, 6) when state.state = 'scored' then
                case when e.is_relative then merit.quotient(100 * raw.raw_value, m.mean, 6)
                    when e.is_change then merit.quotient(100 * raw.raw_value, e.previous_value, 6)
                    when e.is_adjusted and not rows.is_empty then standing.adjusted else raw.raw_value end end as value
            offset 0
        ) value
        -- The standard error of a mean of rows that were measured.
        cross join lateral (
            select case when e.ruled is null and not e.is_change and value.value is not null and e.denominator > 0 then round(sqrt(merit.quotient(
                scatter.within_variance * case when e.is_relative then 10000 when e.is_adjusted then value.value * value.value else 1 end,
                e.denominator
                    * case when e.is_relative then m.mean * m.mean
                        when e.is_adjusted then nullif(raw.raw_value * raw.raw_value, 0) else 1 end
                    * case when e.per is not null then e.divisor * e.divisor else 1 end, 40)), 6) end as error
            offset 0
        ) chance
        -- Points are those of the value, and where it has an error those one error below and above it.
        cross join lateral (
            select side, case side when 0 then value.value else value.value + side * chance.error end as value
            from (values (0), (-1), (1)) way (side)
            where side = 0 or chance.error is not null
            offset 0
        ) point
        cross join lateral (
            select coalesce(
                (select min(n) from generate_subscripts(scale.worsts, 1) n
                where case when scale.is_higher_better then scale.worsts[n] <= point.value else scale.worsts[n] >= point.value end),
                cardinality(scale.worsts)) as place
            offset 0
        ) reached
        cross join lateral (
            select reached.place, case when point.value is not null then scale.bands[reached.place] end as band
            offset 0
        ) place
        cross join lateral (
            select abs(scale.worsts[place.place] - scale.bests[place.place]) as width,
                greatest(
                    (point.value - scale.bests[place.place]) * sign(scale.worsts[place.place] - scale.bests[place.place]),
                    0) as distance,
                scale.steps[place.place] as step, scale.firsts[place.place] as first_points,
                scale.lasts[place.place] as last_points
            offset 0
        ) line
        cross join lateral (
            select case when point.value is null then null
                when line.width = 0 then round(line.first_points, 2)
                else merit.quotient(
                    line.first_points * line.width
                    - least(coalesce(div(line.distance, line.step) * line.step, line.distance), line.width)
                        * (line.first_points - line.last_points),
                    line.width, 2) end as points
            offset 0
        ) points
    where e.kind = 'measured'
),
rated as (
    select e.*, view.self_points, view.supervisor_points, view.peer_points, counting.points,
        (
            select l.value ->> 'level' from jsonb_array_elements(e.levels) with ordinality l
            where case jsonb_typeof(l.value -> 'points') when 'array' then (l.value #>> '{points,0}')::numeric
                else (l.value ->> 'points')::numeric end <= counting.points
            order by l.ordinality limit 1) as band
    from expected e
        left join given own on e.is_held_against and own.employee_id = e.employee_id and own.indicator = e.indicator
            and own.source = 'self'
        left join given above on e.is_held_against and above.employee_id = e.employee_id and above.indicator = e.indicator
            and above.source = 'supervisor'
        left join given beside on e.is_held_against and beside.employee_id = e.employee_id and beside.indicator = e.indicator
            and beside.source = 'peer'
        cross join lateral (
            select case when e.is_held_against then own.points else e.stored_self end as self_points,
                case when e.is_held_against then above.points else e.stored_supervisor end as supervisor_points,
                case when e.is_held_against then beside.points else e.stored_peer end as peer_points
        ) view
        left join lateral (
            select v.points
            from source s
                join (values ('self', view.self_points), ('supervisor', view.supervisor_points), ('peer', view.peer_points))
                    v (source, points) using (source)
            where s.code = e.code and s.version = e.version and v.points is not null
            order by s.weight desc, s.place limit 1
        ) heaviest on true
        cross join lateral (select coalesce(round(e.ruled, 2), heaviest.points) as points) counting
    where e.kind = 'rated'
),
score as materialized (
    select employee_id, revision, code, version, is_apart, dimension, weight, dimension_points, indicator, kind, max_points, stored_indicator,
        stored_dimension, stored_kind, stored_state, stored_value, stored_raw, stored_band, stored_points, stored_max, stored_self,
        stored_supervisor, stored_peer, ruled, state, value, raw_value, band, points, null::numeric as self_points,
        null::numeric as supervisor_points, null::numeric as peer_points
    from measured
    where side = 0
    union all
    select employee_id, revision, code, version, is_apart, dimension, weight, dimension_points, indicator, kind, max_points, stored_indicator,
        stored_dimension, stored_kind, stored_state, stored_value, stored_raw, stored_band, stored_points, stored_max, stored_self,
        stored_supervisor, stored_peer, ruled, case when points is null then 'not_rated' else 'scored' end, null, null, band, points,
        self_points, supervisor_points, peer_points
    from rated
),
contribution as (
    select s.employee_id, s.revision, v.source, s.dimension, min(s.weight) as weight, sum(v.points) as earned,
        sum(s.max_points) as available, min(s.dimension_points) as dimension_points, coalesce(min(k.weight), 100) as sheet_weight
    from score s
        left join kind k on k.code = s.code and k.version = s.version and k.kind = s.kind
        cross join lateral (values
            ('self', case when s.kind = 'measured' or s.ruled is not null then s.points else s.self_points end),
            ('supervisor', case when s.kind = 'measured' or s.ruled is not null then s.points else s.supervisor_points end),
            ('peer', case when s.kind = 'measured' or s.ruled is not null then s.points else s.peer_points end),
            ('data', case when s.kind = 'measured' then s.points end)) v (source, points)
    where v.points is not null and (not s.is_apart or (s.kind = 'measured') = (v.source = 'data'))
    group by s.employee_id, s.revision, v.source, s.dimension
),
weighed as (
    select c.*, sum(weight) over (partition by employee_id, revision, source) as weight_present from contribution c
),
by_indicator as materialized (
    select employee_id, revision, source,
        sum(merit.quotient(weight * 100 * earned, weight_present * available, 2)) as score,
        -- Sixty digits of each share, so that forty of the sum are exact, and half a hundredth is seen as that.
        round(round(sum(merit.quotient(100 * weight * available, dimension_points * sheet_weight, 60)), 40), 2) as coverage
    from weighed
    group by employee_id, revision, source
),
speaks as materialized (
    select employee_id, revision, bool_or(self_points is not null) as self, bool_or(supervisor_points is not null) as supervisor,
        bool_or(peer_points is not null) as peer
    from score
    group by employee_id, revision
),
sheet as materialized (
    select r.employee_id, r.revision, s.source, s.weight, s.place, s.is_required, sheet.score, sheet.coverage,
        at_once.score is not null as is_overall
    from appraised r
        join source s on s.code = r.template_code and s.version = r.template_version
        left join speaks using (employee_id, revision)
        left join by_indicator i on i.employee_id = r.employee_id and i.revision = r.revision and i.source = s.source
        left join given overall on overall.employee_id = r.employee_id and overall.source = s.source and overall.indicator is null
        cross join lateral (
            select case s.source when 'self' then r.self_score when 'supervisor' then r.supervisor_score
                    when 'peer' then r.peer_score else r.data_score end as stored,
                case s.source when 'self' then speaks.self when 'supervisor' then speaks.supervisor
                    when 'peer' then speaks.peer else true end as speaks
        ) kept
        cross join lateral (
            select case
                when s.source = 'data' then null
                when r.is_newest and not r.is_late then overall.points
                when not coalesce(kept.speaks, false) then kept.stored
                -- Whether an overall number was there already shows by what its sheet would have been without, and by the coverage.
                when overall.points is not null and (kept.stored is distinct from i.score or r.coverage = 100 and i.coverage < 100)
                    then kept.stored end as score
            offset 0
        ) at_once
        cross join lateral (
            select coalesce(at_once.score, case when kept.speaks then i.score end) as score,
                case when at_once.score is not null then 100.00 when kept.speaks then i.coverage end as coverage
            offset 0
        ) sheet
),
summed as materialized (
    select employee_id, revision,
        max(score) filter (where source = 'self') as self_score, max(score) filter (where source = 'supervisor') as supervisor_score,
        max(score) filter (where source = 'peer') as peer_score, max(score) filter (where source = 'data') as data_score,
        merit.quotient(sum(score * weight), sum(weight) filter (where score is not null), 2) as total,
        (array_agg(coverage order by weight desc, place) filter (where score is not null))[1] as coverage,
        array_agg(source order by place) filter (where is_required and score is null) as missing
    from sheet
    group by employee_id, revision
),
-- The cap that leaves the worst grade of those whose value is there; of several the first.
capped as materialized (
    select distinct on (s.employee_id, s.revision) s.employee_id, s.revision, s.indicator, g.ordinality as place, g.value as grade
    from template t
        cross join lateral jsonb_array_elements(case jsonb_typeof(t.document -> 'caps') when 'array' then t.document -> 'caps' end)
            with ordinality c
        join lateral jsonb_array_elements(t.document -> 'grades') with ordinality g on g.value ->> 'grade' = c.value ->> 'grade'
        join score s on s.code = t.code and s.version = t.version and s.indicator = c.value ->> 'indicator'
    where s.value >= (c.value ->> 'at_least')::numeric or s.value <= (c.value ->> 'at_most')::numeric
    order by s.employee_id, s.revision, g.ordinality desc, c.ordinality
),
reasoned as (
    select r.*, s.self_score as new_self, s.supervisor_score as new_supervisor, s.peer_score as new_peer, s.data_score as new_data,
        s.coverage as new_coverage, s.total as sum_total, r.template_code is not null and a.employee_id is null as is_short,
        t.min_days, a.grades, a.near_points, why.reason_en, why.reason_zh as why_zh
    from found r
        left join template t on t.code = r.template_code and t.version = r.template_version
        left join appraised a on a.employee_id = r.employee_id and a.revision = r.revision
        left join summed s on s.employee_id = r.employee_id and s.revision = r.revision
        cross join lateral (
            select string_agg(reason.en, '; ' order by reason.place) as reason_en,
                string_agg(reason.zh, '；' order by reason.place) as reason_zh
            from (
                select m.ordinality as place, named.en, named.zh
                from unnest(s.missing) with ordinality m (source, ordinality)
                    join (values ('self', 'no self-evaluation', '缺少自评'), ('supervisor', 'no supervisor evaluation', '缺少上级评价'),
                        ('peer', 'no peer evaluation', '缺少同事评价'), ('data', 'nothing could be measured', '没有可计分的客观数据'))
                        named (source, en, zh) using (source)
                union all
                select 98, format('%s%% of the weight could be scored, %s%% is needed', s.coverage, trim_scale(a.min_coverage)),
                    format('可计分权重为 %s%%，低于要求的 %s%%', s.coverage, trim_scale(a.min_coverage))
                where s.coverage < a.min_coverage
                union all
                select 99, 'no evaluation and no data', '没有任何评价或数据'
                where a.employee_id is not null and s.total is null and s.missing is null
                union all
                select 1, format('employed %s %s of the period, %s are needed', r.days_employed,
                        case r.days_employed when 1 then 'day' else 'days' end, t.min_days),
                    format('考核期内在职 %s 天，少于要求的 %s 天', r.days_employed, t.min_days)
                where r.days_employed < t.min_days
                union all
                -- In which other department the source has somebody is not stored, and taken as it stands.
                select 1, case when p.department is not null then r.reason
                        else 'the source does not name this person among the people of the period any more' end,
                    case when p.department is not null then r.reason_zh else '按数据源，该员工已不属于本考核期的考核范围' end
                from merit.appraisal_period p
                where p.period_id = $1 and r.template_code is null and r.days_employed = 0
                union all
                select 1, case when r.post is null then 'no post, and no default template'
                        else format('no template for the post ''%s'', and no default', r.post) end,
                    case when r.post is null then '没有岗位，也没有默认考核模板' else format('岗位“%s”没有对应的考核模板', r.post) end
                where r.template_code is null and r.days_employed > 0
            ) reason
            offset 0
        ) why
),
graded as (
    select r.*, total.total as new_total, grade.value ->> 'grade' as new_grade, (grade.value ->> 'coefficient')::numeric as new_coefficient,
        grade.capped_by as new_capped_by,
        case when r.grades is null then 'not_appraised' when r.reason_en is not null then 'incomplete' else 'scored' end as new_status,
        coalesce((
            select bool_or((g.value ->> 'at_least')::numeric > 0
                and abs(total.total - (g.value ->> 'at_least')::numeric) <= r.near_points)
            from jsonb_array_elements(r.grades) g), false) as new_near_cut,
        merit.quotient(100 * (nps_promoters - nps_detractors), nps_responses, 2) as new_nps,
        div(trunc(sqrt(div(
                (nps_responses::numeric * (nps_promoters + nps_detractors)
                    - (nps_promoters - nps_detractors)::numeric * (nps_promoters - nps_detractors)) * 39200 * 39200,
                nullif(nps_responses::numeric * nps_responses * nps_responses, 0)))) + 1, 2) / 100 as new_margin,
        merit.quotient(100 * satisfied, satisfaction_responses, 2) as new_satisfaction
    from reasoned r
        cross join lateral (select case when r.reason_en is null then r.sum_total end as total) total
        left join lateral (
            select g.value, g.ordinality as place from jsonb_array_elements(r.grades) with ordinality g
            where (g.value ->> 'at_least')::numeric <= total.total
            order by g.ordinality limit 1) reached on true
        left join capped c on c.employee_id = r.employee_id and c.revision = r.revision and c.place > reached.place
        cross join lateral (select coalesce(c.grade, reached.value) as value, c.indicator as capped_by) grade
),
{how_sure},
-- What lists show of the newest results is kept beside them. It is named where it agrees neither with the result nor with what was worked
-- out here, so that a false result is named once.
shown as (
    select ranked.employee_id, ranked.revision, 'newest_result.' || field as field, kept as stored, recomputed
    from (
            select g.*, rank() over (partition by department, total is null order by total desc) as stored_rank,
                rank() over (partition by department, new_total is null order by new_total desc) as new_rank
            from graded g
            where is_newest
        ) ranked
        left join merit.newest_result n on n.period_id = $1 and n.employee_id = ranked.employee_id
        cross join lateral (values
            ('revision', n.revision::text, ranked.revision::text, ranked.revision::text), ('name', n.name, ranked.name, ranked.name),
            ('department', n.department, ranked.department, ranked.department), ('status', n.status, ranked.status, new_status),
            ('reason', n.reason, ranked.reason, reason_en), ('reason_zh', n.reason_zh, ranked.reason_zh, why_zh),
            ('total', trim_scale(n.total)::text, trim_scale(ranked.total)::text, trim_scale(new_total)::text),
            ('grade', n.grade, ranked.grade, new_grade),
            ('coefficient', trim_scale(n.coefficient)::text, trim_scale(ranked.coefficient)::text, trim_scale(new_coefficient)::text),
            ('rank_in_department', n.rank_in_department::text, case when ranked.total is not null then stored_rank end::text,
                case when new_total is not null then new_rank end::text)) field (field, kept, result, recomputed)
    where kept is distinct from result and kept is distinct from recomputed
),
difference as (
    select employee_id, revision, null::text as indicator, field, stored, recomputed
    from shown
    union all
    select employee_id, revision, null, field, stored, recomputed
    from unsure
    union all
    select employee_id, revision, null, field, stored, recomputed
    from graded
        cross join lateral (values
            ('status', status, new_status), ('reason', reason, reason_en), ('reason_zh', reason_zh, why_zh),
            ('self_score', trim_scale(self_score)::text, trim_scale(new_self)::text),
            ('supervisor_score', trim_scale(supervisor_score)::text, trim_scale(new_supervisor)::text),
            ('peer_score', trim_scale(peer_score)::text, trim_scale(new_peer)::text),
            ('data_score', trim_scale(data_score)::text, trim_scale(new_data)::text),
            ('total', trim_scale(total)::text, trim_scale(new_total)::text), ('grade', grade, new_grade),
            ('coefficient', trim_scale(coefficient)::text, trim_scale(new_coefficient)::text),
            ('coverage', trim_scale(coverage)::text, trim_scale(new_coverage)::text),
            ('capped_by', capped_by, new_capped_by),
            ('near_cut', near_cut::text, new_near_cut::text), ('nps', trim_scale(nps)::text, trim_scale(new_nps)::text),
            ('nps_margin', trim_scale(nps_margin)::text, trim_scale(new_margin)::text),
            ('satisfaction', trim_scale(satisfaction)::text, trim_scale(new_satisfaction)::text)) field (field, stored, recomputed)
    where stored is distinct from recomputed
    union all
    select employee_id, revision, indicator, field, stored, recomputed
    from score
        cross join lateral (values
            ('dimension', stored_dimension, dimension), ('kind', stored_kind, kind), ('state', stored_state, state),
            ('value', trim_scale(stored_value)::text, trim_scale(value)::text),
            ('raw_value', trim_scale(stored_raw)::text, trim_scale(raw_value)::text), ('band', stored_band, band),
            ('points', trim_scale(stored_points)::text, trim_scale(points)::text),
            ('max_points', trim_scale(stored_max)::text, trim_scale(max_points)::text),
            ('self_points', trim_scale(stored_self)::text, trim_scale(self_points)::text),
            ('supervisor_points', trim_scale(stored_supervisor)::text, trim_scale(supervisor_points)::text),
            ('peer_points', trim_scale(stored_peer)::text, trim_scale(peer_points)::text)) field (field, stored, recomputed)
    where stored_indicator is not null and stored is distinct from recomputed
    union all
    select employee_id, revision, indicator, 'indicator_score', null, 'a row'
    from score
    where stored_indicator is null
    union all
    select s.employee_id, s.revision, s.indicator, 'indicator_score', 'a row', null
    from merit.indicator_score s
        left join appraised r on r.employee_id = s.employee_id and r.revision = s.revision
        left join indicator i on i.code = r.template_code and i.version = r.template_version and i.indicator = s.indicator
    where s.period_id = $1 and i.indicator is null
)
select employee_id, revision, indicator, field, stored, recomputed, true as is_difference
from difference
union all
select employee_id, revision, null, 'evaluation', null, 'changed since the last scoring; the next takes it in', false
from found
where is_newest and is_late
order by employee_id, revision, indicator nulls first, field

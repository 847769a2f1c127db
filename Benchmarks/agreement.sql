-- The newest period that Merit scored, held against the hand-written results: how many rows there are on either side, and how many
-- differ or have no counterpart.
with newest as (
    select period_id from merit.appraisal_period where status = 'scored' order by scored_at desc limit 1
), results as (
    select count(*) as compared,
        count(*) filter (where (m.department, m.post, m.total, m.grade, m.coefficient, m.coverage, m.nps, m.nps_margin, m.nps_responses, m.rank_in_department)
            is distinct from (h.department, h.post, h.total, h.grade, h.coefficient, h.coverage, h.nps, h.nps_margin, h.nps_responses, h.rank_in_department)) as different
    from (select * from merit.current_result join newest using (period_id) where status = 'scored') m
        full join by_hand.result h using (employee_id)
), scores as (
    select count(*) as compared,
        count(*) filter (where (m.dimension, m.state, m.value, m.sample, m.points, m.max_points)
            is distinct from (h.dimension, h.state, h.value, h.sample, h.points, h.max_points)) as different
    from (
        select s.* from merit.current_indicator_score s join newest using (period_id)
            join merit.current_result r using (period_id, employee_id) where r.status = 'scored') m
        full join by_hand.indicator_score h using (employee_id, indicator)
)
select results.compared + scores.compared, results.different + scores.different from results, scores

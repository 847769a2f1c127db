-- A period belongs where the middle of its days lies: one from the 26th to the 25th to the month that has most of it. What is longer than a
-- quarter belongs to none.
create or replace function merit.results_between(first_day date, last_day date)
    returns table (period_id bigint, employee_id text, revision integer, run_id bigint, template_code text, template_version integer,
        department text, supervisor_id text, self_score numeric, supervisor_score numeric, peer_score numeric, data_score numeric,
        nps_responses bigint, nps_promoters bigint, nps_detractors bigint)
    language sql stable
begin atomic
    with ranked as (
        select p.period_id, p.starts_on, p.scored_at,
            rank() over (order by case p.kind when 'month' then 1 when 'quarter' then 2 else 3 end) as choice
        from merit.appraisal_period p
        where p.starts_on + (p.ends_on - p.starts_on) / 2 between first_day and last_day and p.ends_on - p.starts_on < 98 and p.revision > 0
    ),
    newest as (
        select distinct on (r.period_id, r.employee_id) r.*, ranked.starts_on, ranked.scored_at
        from ranked
            join merit.result r using (period_id)
        where ranked.choice = 1
        order by r.period_id, r.employee_id, r.revision desc
    )
    select distinct on (n.employee_id, n.starts_on) n.period_id, n.employee_id, n.revision, n.run_id, n.template_code, n.template_version,
        n.department, n.supervisor_id, n.self_score, n.supervisor_score, n.peer_score, n.data_score,
        n.nps_responses, n.nps_promoters, n.nps_detractors
    from newest n
    where n.status <> 'not_appraised'
    order by n.employee_id, n.starts_on, n.scored_at desc, n.period_id desc;
end;
comment on function merit.results_between is
    'The newest results that count in a review of the days from the first to the last: one for each person and month, or period of another length.';
grant execute on function merit.results_between to merit_worker, merit_hr;

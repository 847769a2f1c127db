-- What a scored month has of the people of a template, for points and weights to be tried on: values as they were measured, and what people
-- said as it stands. Numbers are texts, so that no reader of JSON rounds them. Nobody looks at themselves here.
create or replace function merit_api.trial_people(of_period text, of_code text)
    returns table (
        employee_id text, name text, template_version integer, department text, supervisor_id text, days_employed integer,
        days_on_leave integer, working_days integer, working_days_on_leave numeric, full_time_equivalent numeric, total numeric, grade text,
        coefficient numeric, scores jsonb, evaluations jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := coalesce(merit.period_of(of_period), -1);
begin
    if not exists (select from merit.duty_of(viewer, 'hr') d where d is null) then
        return;
    end if;
    return query
        select r.employee_id, r.name, r.template_version, r.department, r.supervisor_id, r.days_employed, r.days_on_leave, r.working_days,
            r.working_days_on_leave, r.full_time_equivalent, r.total, r.grade, r.coefficient, (
                select coalesce(jsonb_agg(jsonb_build_array(s.indicator, s.state, s.value::text, s.raw_value::text, s.numerator::text,
                    s.denominator::text, s.sample::text, s.points::text, s.appeal_id::text)), '[]')
                from merit.indicator_score s
                where s.period_id = n.period_id and s.employee_id = n.employee_id and s.revision = n.revision), (
                -- What is refused whatever the template: as a scoring reads it.
                select coalesce(jsonb_agg(jsonb_build_array(e.evaluation_id::text, e.source, e.rater_id, e.indicator, e.points::text, case
                    when e.source = 'self' then case
                        when e.rater_id <> e.employee_id and merit.setting_value('entered_for_others') is distinct from 1 then '2' else '0' end
                    when e.rater_id = e.employee_id then '1'
                    when e.source = 'supervisor' and merit.setting_value('rater_is_supervisor') = 1 and not exists (
                        select from merit.supervision named
                        where named.employee_id = e.employee_id and named.supervisor_id = e.rater_id) then '3'
                    when e.source = 'peer' and merit.setting_value('least_peers') > 1 and (
                        select count(distinct peer.rater_id) from merit.evaluation peer
                        where peer.period_id = e.period_id and peer.employee_id = e.employee_id and peer.source = 'peer'
                            and peer.indicator is not distinct from e.indicator and peer.points is not null)
                        < merit.setting_value('least_peers') then '4'
                    else '0' end)), '[]')
                from merit.evaluation e
                where e.period_id = n.period_id and e.employee_id = n.employee_id and e.points is not null)
        from merit.newest_result n
            cross join lateral (
                select * from merit.result one
                where one.period_id = n.period_id and one.employee_id = n.employee_id and one.revision = n.revision offset 0) r
        where n.period_id = chosen and n.employee_id <> viewer and r.template_code = of_code and r.status <> 'not_appraised'
        order by convert_to(r.employee_id, 'UTF8');
end
$$;
comment on function merit_api.trial_people is
    'Results of a period under a template, with the values and evaluations that they rest on, for another version to be tried on; without yourself. You have the duty hr towards everyone.';

create or replace function merit_api.trial_ground(of_period text, of_code text)
    returns table (indicator text, within_variance numeric, mean numeric)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    newest constant bigint := (
        select max(r.run_id) from merit.run r where r.period_id = coalesce(merit.period_of(of_period), -1) and r.kind = 'full');
begin
    if not exists (select from merit.duty_of(merit.viewer(), 'hr') d where d is null) then
        return;
    end if;
    return query
        select coalesce(v.indicator, m.indicator), v.within_variance, m.mean
        from (select * from merit.reliability r where r.run_id = newest and r.template_code = of_code) v
            full join (select * from merit.peer_mean p where p.run_id = newest and p.template_code = of_code) m
                on m.indicator = v.indicator
        order by 1;
end
$$;
comment on function merit_api.trial_ground is
    'What everyone''s rows came to in the newest full scoring of a period, by indicator of a template: how rows scatter within people, and the mean of the peers. You have the duty hr towards everyone.';

grant execute on function merit_api.trial_people, merit_api.trial_ground to merit_person;

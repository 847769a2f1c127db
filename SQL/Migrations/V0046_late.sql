-- How long people have at least to answer, and whether the rules of a result came too late.

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('answer_days', '1', 'How many days people have at least to answer a result that is delivered.', 0, 365);
alter table merit.setting enable trigger user;

-- One column more at the end: rules_late.
drop view merit_api.result;
drop function merit_api.results(text, text);
create function merit_api.results(of_period text default null, of_employee text default null)
    returns table (
        period text, starts_on date, ends_on date, employee_id text, name text, department text, post text, supervisor_id text,
        standing text, revision integer, template_code text, template_version integer, days_employed integer, days_on_leave integer,
        status text, reason text, reason_zh text, self_score numeric, supervisor_score numeric, peer_score numeric, data_score numeric,
        total numeric, grade text, coefficient numeric, coverage numeric, near_cut boolean, rank_in_department bigint, nps numeric,
        nps_margin numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint, changed jsonb,
        rules_late boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select p.label, p.starts_on, p.ends_on, r.employee_id, r.name, r.department, r.post, r.supervisor_id, seen.standing, r.revision,
        r.template_code, r.template_version, r.days_employed, r.days_on_leave, r.status, r.reason, r.reason_zh, r.self_score,
        r.supervisor_score, case when not hides.peers then r.peer_score end, r.data_score, r.total, r.grade, r.coefficient, r.coverage,
        r.near_cut,
        -- In a department of few a rank is a colleague's too.
        case when seen.standing <> 'person' or exists (
            select from merit.department_figure f
            where f.period_id = r.period_id and f.department is not distinct from r.department and not f.is_other)
            then (
                select n.rank_in_department from merit.newest_result n
                where n.period_id = r.period_id and n.employee_id = r.employee_id and n.revision = r.revision) end,
        r.nps, r.nps_margin, r.nps_responses, r.satisfaction, r.satisfaction_responses,
        case when seen.standing = 'person' then merit.shown_change(r.changed, true)
            when merit.sees_everyone(merit.viewer()) then r.changed else merit.shown_change(r.changed, false) end,
        (
            select t.published_at > p.starts_on::timestamp at time zone p.time_zone
            from merit.template t where t.code = r.template_code and t.version = r.template_version)
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.result one
            where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
        join merit.appraisal_period p on p.period_id = r.period_id
        cross join lateral (
            select case when seen.standing = 'person' then merit.has_few_peers(r.period_id, r.employee_id, null) else false end as peers) hides
    order by p.starts_on, p.label, r.employee_id
$$;
comment on function merit_api.results is
    'Results that you may see: your own, once delivered; of people whose supervisor you are; of those towards whom you have a duty.';

create view merit_api.result with (security_barrier) as select * from merit_api.results();
comment on view merit_api.result is
    'Results that you may see: your own, once delivered; of people whose supervisor you are; of those towards whom you have a duty.';

do $$
declare
    described record;
begin
    for described in
        select v.attname as name,
            case v.attname
                when 'period' then 'Label of the period.'
                when 'starts_on' then 'Its first day.'
                when 'ends_on' then 'Its last day.'
                when 'standing' then 'As whom you see it: person, supervisor, hr, payroll, auditor.'
                when 'rank_in_department' then 'Rank by total within the department; for the person where it has five totals or more.'
                when 'rules_late' then 'Whether the rules of the result were published after the period had begun.'
                else col_description(t.attrelid, t.attnum)
            end as comment
        from pg_attribute v
            left join pg_attribute t on t.attrelid = 'merit.result'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.result'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.result.%I is %L', described.name, described.comment);
    end loop;
end
$$;
grant select on merit_api.result to merit_person;
grant execute on function merit_api.results to merit_person;

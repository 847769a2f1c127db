-- What pages show beside the results: customers' words, how a result came to be revised, by which rules a period was scored, what the
-- review of a quarter found. As with all that people see, a function gives the rows that the viewer may see, and a view is the function
-- for everything.

create or replace function merit_api.customer_words(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, relation text, ticket_id text, score numeric, comment text, responded_at text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select p.label, c.employee_id, seen.standing, c.relation, c.ticket_id, c.score, c.comment, c.responded_at
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.customer_comment one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) c
        join merit.appraisal_period p on p.period_id = c.period_id
    order by p.starts_on, p.label, c.employee_id, c.comment_id
$$;
comment on function merit_api.customer_words is 'What customers wrote, in the periods whose results you may see.';

-- A person knows the revisions that were delivered.
create or replace function merit_api.revisions(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, scored_at timestamptz, status text, total numeric, grade text,
        coefficient numeric, changed jsonb)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select p.label, r.employee_id, seen.standing, r.revision, run.finished_at, r.status, r.total, r.grade, r.coefficient,
        case when seen.standing = 'person' then merit.shown_change(r.changed, true)
            when merit.sees_everyone(merit.viewer()) then r.changed else merit.shown_change(r.changed, false) end
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.result one
            where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision <= seen.revision
                and (seen.standing <> 'person' or exists (
                    select from merit.delivery d
                    where d.period_id = one.period_id and d.employee_id = one.employee_id and d.revision = one.revision))
            offset 0) r
        join merit.run run on run.run_id = r.run_id
        join merit.appraisal_period p on p.period_id = r.period_id
    order by p.starts_on, p.label, r.employee_id, r.revision
$$;
comment on function merit_api.revisions is 'Each revision of the results that you may see; of your own those that were delivered.';

create or replace function merit_api.rules_of(of_period text)
    returns table (template_code text, template_version integer, published_at timestamptz, consulted_on date, document jsonb)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select t.code, t.version, t.published_at, t.consulted_on, t.document
    from merit.period_template pinned
        join merit.template t using (template_id)
    where pinned.period_id = merit.period_of(of_period) and merit.viewer() is not null
    order by t.code, t.version
$$;
comment on function merit_api.rules_of is 'The rules by which a period is scored: they were published, and everybody who is known may read them.';

-- What a review says rests on everyone, and of raters it tells by name.
create or replace function merit_api.quarter_findings(of_quarter date default null)
    returns table (
        quarter date, ends_on date, reviewed_at timestamptz, periods text[], results integer, people integer, template_code text,
        template_version integer, indicator text, title text, title_zh text, weight numeric, mean numeric, recommendation text,
        certainty text, reason text, reason_zh text, status text, decided_by text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select q.quarter, (q.quarter + interval '3 months')::date - 1, q.reviewed_at, q.periods, q.results, q.people, i.template_code,
        i.template_version, i.indicator, i.title, i.title_zh, i.weight, i.mean, i.recommendation, i.certainty, i.reason, i.reason_zh,
        i.status, i.decided_by
    from (
        select distinct on (r.quarter) r.*
        from merit.quarter_review r where r.status = 'reviewed' order by r.quarter, r.revision desc
    ) q
        join merit.indicator_review i using (review_id)
    where merit.sees_everyone(merit.viewer()) and (of_quarter is null or q.quarter = of_quarter)
    order by q.quarter, case i.recommendation when 'keep' then 2 when 'too_few' then 1 else 0 end, i.certainty nulls last, i.weight desc,
        i.template_code, i.template_version, i.indicator
$$;
comment on function merit_api.quarter_findings is
    'What the newest review of a quarter recommends for each indicator, what to do first first; shown to whoever sees everyone.';

create or replace function merit_api.quarter_complaints(of_quarter date default null)
    returns table (
        quarter date, priority integer, category text, root_cause text, complaints bigint, share_percent numeric, running_percent numeric,
        change_percent numeric, repeat_percent numeric, suggestion text, suggestion_zh text, status text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select q.quarter, t.priority, t.category, t.root_cause, t.complaints, t.share_percent, t.running_percent, t.change_percent,
        t.repeat_percent, t.suggestion, t.suggestion_zh, t.status
    from (
        select distinct on (r.quarter) r.*
        from merit.quarter_review r where r.status = 'reviewed' order by r.quarter, r.revision desc
    ) q
        join merit.complaint_theme t using (review_id)
    where merit.sees_everyone(merit.viewer()) and (of_quarter is null or q.quarter = of_quarter)
    order by q.quarter, t.priority
$$;
comment on function merit_api.quarter_complaints is
    'What customers complained about in a quarter, the most frequent first, as its newest review has it; shown to whoever sees everyone.';

do $$
declare
    shown record;
    described record;
begin
    for shown in
        select * from (values
            ('customer_word', 'customer_words', 'merit.customer_comment'), ('revision', 'revisions', 'merit.result'),
            ('quarter_finding', 'quarter_findings', 'merit.indicator_review'),
            ('quarter_complaint', 'quarter_complaints', 'merit.complaint_theme')
        ) s (view_name, function_name, table_name)
    loop
        execute format('create or replace view merit_api.%I with (security_barrier) as select * from merit_api.%I()',
            shown.view_name, shown.function_name);
        execute format('comment on view merit_api.%I is %L', shown.view_name,
            obj_description(('merit_api.' || shown.function_name)::regproc, 'pg_proc'));
        for described in
            select v.attname as name, coalesce(
                case v.attname
                    when 'period' then 'Label of the period.'
                    when 'standing' then 'As whom you see it: person, supervisor, hr, auditor.'
                    when 'scored_at' then 'When the revision was written.'
                    when 'quarter' then 'First day of the quarter.'
                    when 'ends_on' then 'Its last day.'
                    when 'reviewed_at' then 'When it was reviewed.'
                    when 'periods' then 'Labels of the periods that the review looked at.'
                end,
                col_description(t.attrelid, t.attnum)) as comment
            from pg_attribute v
                left join pg_attribute t on t.attrelid = shown.table_name::regclass and t.attname = v.attname
            where v.attrelid = ('merit_api.' || shown.view_name)::regclass and v.attnum > 0
        loop
            execute format('comment on column merit_api.%I.%I is %L', shown.view_name, described.name, described.comment);
        end loop;
        execute format('grant select on merit_api.%I to merit_person', shown.view_name);
        execute format('grant execute on function merit_api.%I to merit_person', shown.function_name);
    end loop;
end
$$;

grant execute on function merit_api.rules_of to merit_person;

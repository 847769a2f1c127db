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
grant execute on function merit_api.quarter_complaints to merit_person;

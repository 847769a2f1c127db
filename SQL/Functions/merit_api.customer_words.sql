create or replace function merit_api.customer_words(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, relation text, ticket_id text, score numeric, comment text, responded_at text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select p.label, c.employee_id, seen.standing, c.relation, c.ticket_id, c.score, c.comment, c.responded_at
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.customer_comment one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) c
            join merit.appraisal_period p on p.period_id = c.period_id
        order by p.starts_on, p.label, c.employee_id, c.comment_id;
end
$$;
comment on function merit_api.customer_words is 'What customers wrote, in the periods whose results you may see.';
grant execute on function merit_api.customer_words to merit_person;

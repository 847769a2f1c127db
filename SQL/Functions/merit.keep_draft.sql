create or replace function merit.store_draft(of_employee text, of_form text, of_subject text, words jsonb) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.draft (employee_id, form, subject, said) values (of_employee, of_form, coalesce(of_subject, ''), words)
    on conflict on constraint draft_once do update set said = excluded.said, kept_at = clock_timestamp();
    if (select count(*) from merit.draft d where d.employee_id = of_employee) > 200 then
        delete from merit.draft d
        where d.draft_id in (
            select o.draft_id from merit.draft o where o.employee_id = of_employee order by o.kept_at desc, o.draft_id desc offset 200);
    end if;
end
$$;
comment on function merit.store_draft is 'Keeps a draft of somebody; of more than two hundred the oldest go.';

create or replace function merit.keep_draft(of_form text, of_subject text, words jsonb) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform merit.store_draft(merit.known_viewer(), of_form, of_subject, words);
end
$$;
comment on function merit.keep_draft is 'Keeps what the viewer wrote into a form.';

create or replace function merit.draft_of(of_form text, of_subject text) returns jsonb
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select d.said from merit.draft d
    where d.employee_id = merit.viewer() and d.form = of_form and d.subject = coalesce(of_subject, '')
$$;
comment on function merit.draft_of is 'What the viewer wrote into a form and did not hand in.';

create or replace function merit.drop_draft(of_form text, of_subject text) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    delete from merit.draft d
    where d.employee_id = merit.viewer() and d.form = of_form and d.subject = coalesce(of_subject, '')
$$;
comment on function merit.drop_draft is 'Forgets a draft of the viewer, because it was handed in or is not wanted.';

-- A form that comes when its session has ended by itself is its owner's draft. It is shown to nobody but that person, who hands it in
-- or does not; so a cookie that is over opens nothing.
create or replace function merit.rescue_draft(given bytea, of_form text, of_subject text, words jsonb) returns boolean
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    owner_id text;
begin
    select s.employee_id into owner_id from merit.session s
    where s.token_hash = given and s.ended_at is null
        and s.started_at > clock_timestamp() - make_interval(hours => merit.setting_value('session_hours')::integer) - interval '7 days';
    if found then
        perform merit.store_draft(owner_id, of_form, of_subject, words);
    end if;
    return found;
end
$$;
comment on function merit.rescue_draft is
    'Keeps what somebody wrote while their session ended by itself, a week ago at most, as a draft of that person; says whether it did.';

grant execute on function merit.keep_draft, merit.draft_of, merit.drop_draft, merit.rescue_draft to merit_portal;

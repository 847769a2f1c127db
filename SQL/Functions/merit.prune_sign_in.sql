-- Some thousand rows at a time; what is left goes the next time. What was read of the source is old after a day; what is over stays for 30 days, for whoever asks who was signed in.
create or replace function merit.prune_sign_in() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    most constant integer := 5000;
    drafts bigint;
begin
    delete from merit.session s
    where s.session_id in (
        select o.session_id from merit.session o
        where o.started_at < clock_timestamp() - make_interval(hours => merit.setting_value('session_hours')::integer) - interval '30 days'
        limit most);
    delete from merit.sign_in_link l
    where l.link_id in (select o.link_id from merit.sign_in_link o where o.until < clock_timestamp() - interval '30 days' limit most);
    delete from merit.sign_in_try t where t.since < clock_timestamp() - interval '1 day';
    delete from merit.row_reading q
    where q.reading_id in (
        select o.reading_id from merit.row_reading o where o.asked_at < clock_timestamp() - interval '1 day' limit most);
    delete from merit.draft d
    where d.draft_id in (
        select o.draft_id from merit.draft o
        where o.kept_at < clock_timestamp() - make_interval(days => merit.setting_value('draft_days')::integer)
        limit most);
    get diagnostics drafts = row_count;
    if drafts > 0 then
        return next row(null, null, null, format('%s drafts are deleted: nobody touched them for long', drafts), false)::merit.duty_note;
    end if;
end
$$;
comment on function merit.prune_sign_in is 'A duty: deletes sessions, links, drafts and readings of rows whose time is over, and counts of tries.';
grant execute on function merit.prune_sign_in to merit_worker;

-- Asking while one waits changes nothing; asking while one runs queues the next. The one that waits is locked against a claim
-- until whoever asks has committed, so that no worker begins without seeing what they changed; askers do not hold each other.
-- A running row is never touched: a long transaction of whoever asks must not hold what a heartbeat needs.
-- Whoever asks for the whole makes a waiting job of the other sort one for the whole, due when they say.
create or replace function merit.ask(job_kind text, job_subject bigint, due timestamptz, asks_whole boolean default true) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    loop
        update merit.job set whole = true, run_at = due
        where kind = job_kind and subject_id = job_subject and state = 'available' and asks_whole and not whole;
        exit when found;
        -- Looked for before one is added: a row that is not added uses up a number all the same.
        perform from merit.job
        where kind = job_kind and subject_id = job_subject and state = 'available'
        for key share;
        exit when found;
        insert into merit.job (kind, subject_id, run_at, max_attempts, whole)
        values (job_kind, job_subject, due, merit.setting_value('max_attempts'), asks_whole)
        on conflict (kind, subject_id) where state = 'available' do nothing;
        -- Not found: somebody asked meanwhile, and their job is to be locked, or it was claimed, and the next is to be queued.
        exit when found;
    end loop;
    perform pg_notify('merit_job', job_kind);
end
$$;
comment on function merit.ask is 'Asks for a job; one that waits already is enough.';

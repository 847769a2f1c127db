-- Whether the server waits for the client in a session of this login, or has ended it.
select not exists (
    select from pg_stat_activity
    where pid = $1
        and (wait_event_type is distinct from 'Client' or state_change > clock_timestamp() - interval '1 second'))

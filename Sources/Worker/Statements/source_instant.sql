-- Until when all that was committed can be read, the server's clock, and whether it is a standby. A standby that still receives and has
-- replayed what came is behind by the way from the primary alone; any other by what it replayed last.
select
    case when not standby or is_fed and pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() then statement_timestamp()
        else coalesce(pg_last_xact_replay_timestamp(), (select checkpoint_time from pg_control_checkpoint())) end as cutoff,
    statement_timestamp() as clock, standby
from pg_is_in_recovery() standby, lateral (select exists (select from pg_stat_wal_receiver) as is_fed) receiver

-- Days and times in the period's zone; a policy that hides rows is an error, not a quietly wrong figure; each part of a partitioned table
-- is summed up where it is, be it on another server; millions of rows are summed up by optimised code, where the server compiles any and
-- nobody has said from what cost on; by no more processes than its machine has cores, where that is this one ($2, else null) and nobody
-- has said how many; and the state is kept while many people are scored, when nothing is asked of it.
select set_config('TimeZone', $1, true), set_config('row_security', 'off', true), set_config('enable_partitionwise_aggregate', 'on', true),
    set_config('jit_optimize_above_cost', coalesce(nullif(current_setting('jit_optimize_above_cost'), '500000'), '200000'), true),
    set_config('max_parallel_workers_per_gather',
        case
            when current_setting('max_parallel_workers_per_gather') = '2' and inet_server_addr() is null then least(2, $2 - 1)::text
            else current_setting('max_parallel_workers_per_gather') end, true),
    set_config('idle_in_transaction_session_timeout', '15min', true)

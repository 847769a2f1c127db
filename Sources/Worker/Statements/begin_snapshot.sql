-- Days and times in the period's zone; a policy that hides rows is an error, not a quietly wrong figure; each part of a partitioned table
-- is summed up where it is, be it on another server; and the state is kept while many people are scored, when nothing is asked of it.
-- Nothing is compiled where a table lies in many partitions: each has a part of its own in the plan, and compiling a hundred of them took
-- 10 s to gain nothing. Where nobody has said otherwise, millions of rows are summed up by optimised code, if the server compiles any; and
-- by no more processes than its machine has cores, if that is this one ($2, else null). A login that reads nothing but the source ($3)
-- looks for names nowhere: a function behind a view names what it means. Behind one that is read by another login, such a function may look
-- where it always did.
select set_config(name, value, true)
from (values
    ('TimeZone', $1, true),
    ('row_security', 'off', true),
    ('search_path', case when $3 then '' else (select reset_val from pg_settings where name = 'search_path') end, true),
    ('enable_partitionwise_aggregate', 'on', true),
    ('idle_in_transaction_session_timeout', '15min', true),
    ('jit', case when exists (
        select from pg_inherits join pg_partitioned_table on partrelid = inhparent group by inhparent having count(*) > 8)
        then 'off' end, true),
    ('jit_optimize_above_cost', '200000', false),
    ('max_parallel_workers_per_gather', case when inet_server_addr() is null then least(2, $2 - 1)::text end, false)
) wanted (name, value, is_always)
where value is not null and (is_always or name in (select name from pg_settings where source = 'default'))

-- Other sessions that hold tables of schema merit, those first whose transaction is oldest. Of another role's session the server may not
-- say since when.
select format('process %s of %s%s holds %s%s', l.pid, a.usename, ' (' || nullif(a.application_name, '') || ')',
    string_agg(distinct 'merit.' || c.relname, ', '), to_char(a.xact_start, '" since "YYYY-MM-DD HH24:MI:SS TZ'))
from pg_locks l join pg_class c on c.oid = l.relation join pg_stat_activity a using (pid)
where l.database = (select oid from pg_database where datname = current_database())
    and c.relnamespace = to_regnamespace('merit') and c.relkind in ('r', 'p') and l.granted and l.pid <> pg_backend_pid()
group by l.pid, a.usename, a.application_name, a.xact_start
order by a.xact_start, l.pid
limit 3

select session_number, how, agent, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'),
    to_char(seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
from merit.own_sessions()

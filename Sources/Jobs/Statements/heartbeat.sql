select job_number, reason, note from merit.heartbeat($1::integer, $2::bigint[], $3::bigint[], $4::boolean[])
where reason <> 'none'

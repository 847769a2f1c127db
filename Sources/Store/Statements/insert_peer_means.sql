insert into merit.peer_mean (run_id, template_code, indicator, people, mean)
select $1, * from unnest($2::text[], $3::text[], $4::integer[], cast($5::text[] as numeric[]))

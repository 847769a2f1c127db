insert into merit.measure_factor (run_id, template_code, indicator, numerator, denominator, is_pick)
select $1, * from unnest($2::text[], $3::text[], cast($4::text[] as numeric[]), cast($5::text[] as numeric[]), $6::boolean[])

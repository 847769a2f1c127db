-- The template versions that a period is scored under from now on.
with gone as (
    delete from merit.period_template where period_id = $1 and template_id <> all ($2::bigint[])
)
insert into merit.period_template (period_id, template_id)
select $1, unnest($2::bigint[])
on conflict do nothing

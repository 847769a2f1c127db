insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
values ($1, $2::text::date, $3::text::date, $4, $5)
returning period_id

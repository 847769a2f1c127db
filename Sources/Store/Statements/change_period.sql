-- What is null stays; $6: everyone's, whatever the department was.
update merit.appraisal_period
set starts_on = coalesce($2::text::date, starts_on), ends_on = coalesce($3::text::date, ends_on), time_zone = coalesce($4, time_zone),
    department = case when not $6 then coalesce($5, department) end, label = coalesce($7, label)
where label = $1

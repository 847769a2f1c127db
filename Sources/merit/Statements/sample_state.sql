-- What stands where a sample is to go: whether there are periods to count, and what the source says it is (null: there is none).
select to_regclass('merit.appraisal_period') is not null as has_periods,
    case when to_regnamespace('merit_source') is not null
        then coalesce(obj_description(to_regnamespace('merit_source'), 'pg_namespace'), '')
    end as source

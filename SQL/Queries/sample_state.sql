-- What stands where a sample is to go: how many periods, and what the source says it is (null: there is none).
select count(*) as periods,
    case when to_regnamespace('merit_source') is not null
        then coalesce(obj_description(to_regnamespace('merit_source'), 'pg_namespace'), '')
    end as source
from merit.appraisal_period

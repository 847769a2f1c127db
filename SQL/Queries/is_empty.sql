-- Whether a sample may be put here: how many periods there are, and whether there is a source.
select count(*) as periods, to_regnamespace('merit_source') is not null as has_source
from merit.appraisal_period

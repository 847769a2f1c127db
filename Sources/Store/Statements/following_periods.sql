-- The scored periods that follow on period $1 one after the other, the nearest first.
with recursive following as (
    select period_id, ends_on from merit.appraisal_period where period_id = $1
    union
    select later.period_id, later.ends_on
    from following
        join merit.appraisal_period later
            on later.starts_on = following.ends_on + 1 and later.revision > 0
                and merit.previous_period(later.period_id) = following.period_id
)
select period_id from following where period_id <> $1 order by ends_on, period_id

-- A partial scoring ($3) leaves the templates to the next full one.
update merit.appraisal_period
set revision = $2, scored_at = clock_timestamp(), take_newest = take_newest and ($3 or exists (
        -- Asked for while this one ran: the next takes them.
        select from merit.job where kind = 'score_period' and subject_id = $1 and state = 'available' and whole))
where period_id = $1

-- What the newest full run of period $1, of those up to run $2 where that is given, found of the indicators of template $3 or of all.
select r.*
from merit.reliability r
where r.run_id = (
        select max(run_id) from merit.run where period_id = $1 and kind = 'full' and ($2::bigint is null or run_id <= $2))
    and ($3::text is null or r.template_code = $3)
order by r.template_code, r.indicator

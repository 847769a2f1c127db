-- Objects to the result of period $1 as long as person $6 may answer it, and appeals against it afterwards.
select case when exists (
        select from merit_api.deliveries($1, $6) d where d.is_newest and d.standing = 'person' and d.state in ('delivered', 'seen'))
    then merit_api.object($1, $2, $3, $4, $5)
    else merit_api.appeal($1, $2, $3, $4, $5) end

-- Puts day $2 into calendar $1, and says whether that is new or changes it; the same again writes nothing.
with old as (
    select * from merit.special_day where calendar = $1 and day = $2
), put as (
    insert into merit.special_day (calendar, day, kind, like_weekday, title) values ($1, $2, $3, $4, $5)
    on conflict (calendar, day) do update set kind = excluded.kind, like_weekday = excluded.like_weekday, title = excluded.title
    where (special_day.kind, special_day.like_weekday, special_day.title) is distinct from (excluded.kind, excluded.like_weekday, excluded.title)
    returning 1
)
select case when not exists (select from put) then 'same' when exists (select from old) then 'changed' else 'new' end

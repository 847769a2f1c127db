-- What the views of an adapter go by; a choice that was made stays where none is made now.
insert into merit_source.adapter as set (name, credit, time_zone) values ($1, coalesce($2, 'owner'), coalesce($3, 'UTC'))
on conflict (name) do update set credit = coalesce($2, set.credit), time_zone = coalesce($3, set.time_zone)
returning credit;

select target_id, measure, department, definition ->> 'from' as "from", definition ->> 'at' as at, definition ->> 'where' as "where",
    definition ->> 'value' as value
from merit.target
where active
order by target_id

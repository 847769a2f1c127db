-- The same, field by field.
select table_name, number, field.key, field.value #>> '{}' as value
from merit.held_about($1), jsonb_each(image) field
where field.value <> 'null'
order by table_name, number, field.key

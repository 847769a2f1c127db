-- All that is kept about person $1, as one document; null: nothing.
select jsonb_pretty(jsonb_object_agg(table_name, images))
from (select table_name, jsonb_agg(image order by number) as images from merit.held_about($1) group by table_name) found

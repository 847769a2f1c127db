-- All that is kept about person $1, as one document, with the head of the chain of seals ($2, $3); null: nothing.
select jsonb_pretty(jsonb_object_agg(table_name, images) || jsonb_build_object('chain', jsonb_build_object('seals', $2::bigint, 'head', $3::text)))
from (select table_name, jsonb_agg(image order by number) as images from merit.held_about($1) group by table_name) found

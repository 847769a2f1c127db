insert into merit.mix_cell (run_id, template_code, indicator, place, cell, people, rows, sum, mean)
select $1, $2, $3, c.ordinality, c.value -> 'cell', (c.value ->> 'people')::integer, (c.value ->> 'rows')::bigint,
    (c.value ->> 'sum')::numeric, (c.value ->> 'mean')::numeric
from jsonb_array_elements($4::jsonb) with ordinality c

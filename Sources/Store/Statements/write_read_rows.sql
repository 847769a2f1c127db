-- The rows of reading $1, in the order of list $2.
insert into merit.read_row (reading_id, place, row_id, ticket_id, at, says, is_left_out, effect, value_without)
select $1, place, told ->> 'row', told ->> 'ticket', told ->> 'at', array(select jsonb_array_elements_text(told -> 'says')),
    (told ->> 'left_out')::boolean, told ->> 'effect', (told ->> 'value_without')::numeric
from jsonb_array_elements($2) with ordinality r (told, place)

-- Which texts of functions were never put in place, by their place in the list.
select given.place::integer
from unnest($1::text[], $2::text[]) with ordinality given (name, text, place)
where not exists (
    select from merit.schema_function applied
    where applied.name = given.name and applied.hash = encode(sha256(convert_to(given.text, 'UTF8')), 'hex'))
order by given.place

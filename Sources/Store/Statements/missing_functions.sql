-- Which texts of functions are to be put in place, by their place in the list: those of which none stands, and those of which a text of an
-- older program stands, or one of a program that was made for the same version of the schema ($3) and came before. A schema that a newer
-- program has migrated has that one's texts, and those that are the same in both.
select given.place::integer
from unnest($1::text[], $2::text[]) with ordinality given (name, text, place)
    cross join lateral (values (encode(sha256(convert_to(given.text, 'UTF8')), 'hex'))) own (hash)
    left join lateral (
        select hash, schema_version from merit.schema_function applied
        where applied.name = given.name order by number desc limit 1) standing on true
where standing.hash is null
    or standing.hash <> own.hash
        and not exists (select from merit.schema_migration where version > $3)
        and (standing.schema_version < $3
            or standing.schema_version = $3 and not exists (
                select from merit.schema_function applied
                where applied.name = given.name and applied.hash = own.hash and applied.schema_version = $3))
order by given.place

-- Which texts of functions are to be put in place, by their place in the list: those of which none stands, and those of which another
-- stands that is not of a newer program. $3: the version of the schema that this program was made for. Of programs that were made for the
-- same version, the newer one is whose text came later.
select given.place::integer
from unnest($1::text[], $2::text[]) with ordinality given (name, text, place)
    cross join lateral (values (encode(sha256(convert_to(given.text, 'UTF8')), 'hex'))) own (hash)
    left join lateral (
        select hash, schema_version from merit.schema_function applied
        where applied.name = given.name order by number desc limit 1) standing on true
where standing.hash is null
    or standing.hash <> own.hash and standing.schema_version <= $3 and not exists (
        select from merit.schema_function applied
        where applied.name = given.name and applied.hash = own.hash and applied.schema_version = $3)
order by given.place

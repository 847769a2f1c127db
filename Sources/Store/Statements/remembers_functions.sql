-- Whether the schema knows which texts of functions stand, and of which program.
select exists (
    select from pg_attribute
    where attrelid = to_regclass('merit.schema_function') and attname = 'schema_version' and not attisdropped)

select to_regclass('merit.schema_function') is not null

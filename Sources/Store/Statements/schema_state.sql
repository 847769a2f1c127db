-- Whether the first migration's ground is laid.
select to_regclass('merit.schema_migration') is not null as prepared

insert into merit.schema_migration (version, name, breaking) values ($1, $2, $3)

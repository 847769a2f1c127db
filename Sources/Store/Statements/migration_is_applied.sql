select exists (select from merit.schema_migration where version = $1)

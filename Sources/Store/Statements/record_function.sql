-- $3: the version of the schema that the program was made for.
insert into merit.schema_function (name, hash, schema_version) values ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'), $3)

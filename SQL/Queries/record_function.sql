insert into merit.schema_function (name, hash) values ($1, encode(sha256(convert_to($2, 'UTF8')), 'hex'))

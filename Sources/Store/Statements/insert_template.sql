insert into merit.template (code, version, document) values ($1, $2, $3)
on conflict (code, version) do nothing
returning template_id, code, version, document::text

-- The rules by which period $1 is scored, the newest version of each first.
select template_code, template_version, document::text from merit_api.rules_of($1) order by template_version desc, template_code

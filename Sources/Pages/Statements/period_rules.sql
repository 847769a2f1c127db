-- By which rules period $1 is scored; days and times in the time zone $2. Of those that $3 names the document is left out.
select template_code, template_version, to_char(published_at at time zone $2, 'YYYY-MM-DD') as published_on, consulted_on::text,
    case when template_code || '@' || template_version = any ($3) then null else document::text end as document
from merit_api.rules_of($1)
order by template_code, template_version

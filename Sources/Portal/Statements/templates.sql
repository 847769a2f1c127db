-- Versions of template $1 or of all, as officers see them; of version $2 alone, where it is given, with its document. Days are UTC.
select template_code, template_version, status, problems, created_by, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as created_on,
    published_by, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD') as published_on, consulted_on::text as consulted_on, consultation,
    is_yours, seen, document::text as document
from merit_api.templates($1, $2::integer)

-- Rules that hold now, and those of the reader's results, what is to be acknowledged first; times are UTC.
select template_code, template_version, status, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD') as published_on,
    consulted_on::text as consulted_on, consultation, to_char(acknowledged_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as acknowledged_at,
    is_asked, document::text as document
from merit_api.own_rules()
order by is_asked desc, template_code, template_version desc

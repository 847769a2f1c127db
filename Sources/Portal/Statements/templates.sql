-- Versions of template $1 or of all, as officers see them, each with the title of the newest; of version $2 alone, where it is given, with
-- its document. Days are UTC.
with versions as materialized (
    select * from merit_api.templates($1, $2::integer)
), titled as (
    select newest.code, found.document -> 'title' as title
    from (select template_code as code, max(template_version) as version from versions group by template_code) newest
        cross join lateral merit_api.templates(newest.code, newest.version) found
)
select template_code, template_version, status, problems, created_by, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as created_on,
    published_by, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD') as published_on, consulted_on::text as consulted_on, consultation,
    is_yours, seen, document::text as document, title ->> 'zh' as title_zh, title ->> 'en' as title_en
from versions
    left join titled on code = template_code
order by template_code, template_version desc

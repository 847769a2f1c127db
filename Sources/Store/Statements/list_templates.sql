select code, version, status, coalesce(document ->> 'default' = 'true', false) as is_default, published_by, problems,
    array(select jsonb_array_elements_text(case jsonb_typeof(document -> 'posts') when 'array' then document -> 'posts' else '[]' end)) as posts
from merit.template
order by code, version

select template_id, code, version, document::text
from merit.template
where status = 'published'
order by code

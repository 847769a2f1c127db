select template_id, code, version, document::text
from merit.template
where template_id = $1 and status = 'draft'

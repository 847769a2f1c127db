select template_id, code, version, document::text
from merit.template
where code = $1 and version = $2

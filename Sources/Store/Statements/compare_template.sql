select template_id, status, document = $3 as same
from merit.template
where code = $1 and version = $2

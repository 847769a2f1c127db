select template_id, status, problems from merit.template where code = $1 and version = $2

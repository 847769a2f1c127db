update merit.template set status = 'checked', document = $2, problems = '{}'
where template_id = $1 and status = 'draft' and document = $3

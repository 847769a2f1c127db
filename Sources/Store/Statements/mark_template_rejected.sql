update merit.template set status = 'rejected', problems = $2
where template_id = $1 and status = 'draft' and document = $3

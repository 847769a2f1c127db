update merit.template set status = 'published' where template_id = $1

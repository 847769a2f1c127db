update merit.template set document = $2, status = 'draft'
where template_id = $1 and status in ('draft', 'checked', 'rejected')

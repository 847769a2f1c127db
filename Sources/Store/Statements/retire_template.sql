update merit.template set status = 'retired' where code = $1 and status = 'published' returning version

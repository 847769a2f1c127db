select jsonb_pretty(document)
from merit.template
where code = $1 and (version = $2::bigint or ($2::bigint is null and status = 'published'))

select t.template_id, t.code, t.version, t.document::text
from merit.period_template pinned join merit.template t using (template_id)
where pinned.period_id = $1
order by t.code

-- The draft that an earlier review of the same quarter as review $1 wrote of template $2, while nobody published it.
select t.template_id, t.code, t.version, t.document::text
from merit.quarter_review this
    join merit.quarter_review earlier on earlier.quarter = this.quarter and earlier.revision < this.revision
    join merit.complaint_theme c on c.review_id = earlier.review_id
    join merit.template t on t.template_id = c.draft_id
where this.review_id = $1 and t.code = $2 and t.status in ('draft', 'checked', 'rejected')
order by earlier.revision desc
limit 1

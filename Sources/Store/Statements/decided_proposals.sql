-- What people accepted, or put in its place, in the reviews of the quarter that begins on $1.
select template_code, subject, proposal::text as proposal
from merit.decision_effect
where quarter = $1 and status in ('accepted', 'changed') and proposal is not null and template_code is not null
order by template_code, about, subject

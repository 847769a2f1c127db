select t.template_code, t.indicator, i.title, i.title_zh, t.rater_id, t.people, t.ratings, t.mean, t.leniency, t.spread, t.stands_out,
    t.same_for_all
from merit.rater_review t
    join merit.indicator_review i using (review_id, template_code, template_version, indicator)
where t.review_id = $1 and (t.stands_out or t.same_for_all or not $2)
order by t.template_code, t.indicator, abs(t.leniency) desc nulls last, t.rater_id

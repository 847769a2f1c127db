-- How far the points of raters of period $1 lie from those of all, the strictest first.
select rater_id, name, is_own, people::text, ratings::text, trim_scale(mean)::text, trim_scale(difference)::text,
    trim_scale(difference - margin)::text, trim_scale(difference + margin)::text, trim_scale(margin)::text
from merit_api.rater_severities($1)

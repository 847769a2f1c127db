-- How results of period $1 came to be what they are, of person $2 or of everyone; times in the time zone $3. What of the result itself
-- changed stands in words.
select employee_id, revision, to_char(scored_at at time zone $3, 'YYYY-MM-DD HH24:MI') as scored_at, total, grade, changed ->> 'why' as why,
    array(select key from jsonb_object_keys(changed -> 'indicators') key order by key) as indicators
from merit_api.revisions($1, $2)
order by employee_id collate "C", revision

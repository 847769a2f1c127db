-- How the delivery of the newest results of period $1 stands, of person $2 or of everyone; times in the time zone $3.
select employee_id, state, to_char(delivered_at at time zone $3, 'YYYY-MM-DD') as delivered_on,
    to_char(answer_by at time zone $3, 'YYYY-MM-DD HH24:MI') as answer_by,
    to_char(answered_at at time zone $3, 'YYYY-MM-DD') as answered_on, words
from merit_api.deliveries($1, $2)
where is_newest
order by employee_id collate "C", revision

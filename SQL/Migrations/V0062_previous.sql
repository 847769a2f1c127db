-- What a value was held against stays with it: what becomes of the earlier period later moves nothing.
alter table merit.indicator_score add column previous_value numeric;
comment on column merit.indicator_score.previous_value is
    'Where the value is held against the person''s own of the period before: what that was; null: there was none, or the value is held against nothing of the kind.';

-- As in V0019, with the column at the end.
create or replace view merit.current_indicator_score as
select score.*
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    join merit.indicator_score score on score.period_id = named.period_id and score.employee_id = newest.employee_id
        and score.revision = newest.revision;
comment on column merit.current_indicator_score.previous_value is
    'Where the value is held against the person''s own of the period before: what that was; null: there was none, or the value is held against nothing of the kind.';

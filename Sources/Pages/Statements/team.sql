-- The reader's people, and who has done what in period $1.
select employee_id, name, department, has_evaluated, is_rated from merit_api.team_of($1)

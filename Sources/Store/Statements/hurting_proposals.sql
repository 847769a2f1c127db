-- Proposals about person $1 in period $2 that hurt.
select outcome_id, kind, status from merit.outcome
where employee_id = $1 and period_id = $2 and merit.hurts(kind) order by outcome_id

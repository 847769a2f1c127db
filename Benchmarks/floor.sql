select employee_id,
    sum(coalesce(first_response_at, timestamptz '2026-11-01') - opened_at) filter (where opened_at >= timestamptz '2026-10-01' and opened_at < timestamptz '2026-11-01'),
    count(*) filter (where opened_at >= timestamptz '2026-10-01' and opened_at < timestamptz '2026-11-01'),
    count(*) filter (where closed_at >= timestamptz '2026-10-01' and closed_at < timestamptz '2026-11-01' and status = 'resolved' and not reopened),
    count(*) filter (where closed_at >= timestamptz '2026-10-01' and closed_at < timestamptz '2026-11-01'),
    sum(resolved_at - opened_at) filter (where resolved_at >= timestamptz '2026-10-01' and resolved_at < timestamptz '2026-11-01' and target_at is not null),
    sum(target_at - opened_at) filter (where resolved_at >= timestamptz '2026-10-01' and resolved_at < timestamptz '2026-11-01' and target_at is not null),
    count(*) filter (where resolved_at >= timestamptz '2026-10-01' and resolved_at < timestamptz '2026-11-01' and target_at is not null),
    count(*) filter (where resolved_at >= timestamptz '2026-10-01' and resolved_at < timestamptz '2026-11-01')
from merit_source.ticket group by employee_id;
select employee_id, count(*) filter (where score >= 4), count(score)
from merit_source.satisfaction_response
where responded_at >= timestamptz '2026-10-01' and responded_at < timestamptz '2026-11-01' group by employee_id;
select employee_id, count(*) filter (where score >= 9), count(*) filter (where score < 7), count(score)
from merit_source.nps_response
where responded_at >= timestamptz '2026-10-01' and responded_at < timestamptz '2026-11-01' group by employee_id;
select employee_id, count(*) filter (where done_at is null or done_at > due_at), count(*)
from merit_source.task where due_at >= timestamptz '2026-10-01' and due_at < timestamptz '2026-11-01' group by employee_id;
select employee_id, count(*) filter (where kind = 'late'), count(*) filter (where kind = 'absent'), count(*)
from merit_source.attendance where day >= date '2026-10-01' and day < date '2026-11-01' group by employee_id;
select employee_id, day from merit_source.attendance
where kind = 'leave' and day >= date '2026-10-01' and day < date '2026-11-01';
select employee_id, count(*) filter (where severity = 'minor'), count(*) filter (where severity = 'major'), count(*)
from merit_source.violation where day >= date '2026-10-01' and day < date '2026-11-01' group by employee_id;
select employee_id, name, post, department, supervisor_id, employed_from, employed_to from merit_source.employee

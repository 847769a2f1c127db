-- An example to adapt: views of schema merit_source over an incident desk's own tables, here a log exported from ServiceNow:
--   desk.incident (number, resolved_by, caller, category, contact_type, priority, opened, first_touched, made_sla, resolved,
--                  closed, state, reopen_count, reassignment_count)
--   desk.resolver (login, display_name, assignment_group)
-- A view names what Merit reads and computes what the desk keeps in another shape. Columns that the desk has no idea of are
-- left out: a template that measures one of them is then refused with its name.
create schema if not exists merit_source;

create view merit_source.employee as
select login as employee_id, display_name as name, 'service-desk' as post, assignment_group as department,
    null::text as supervisor_id, null::date as employed_from, null::date as employed_to
from desk.resolver;

create view merit_source.ticket as
select number as ticket_id, resolved_by as employee_id, caller as customer_id, category, contact_type as channel, priority,
    opened as opened_at, first_touched as first_response_at, made_sla as target_met, resolved as resolved_at,
    closed as closed_at, state as status, reopen_count > 0 as reopened, reassignment_count > 0 as escalated
from desk.incident;

-- Which pages of officers the reader is led to.
select exists (
        select from unnest(w.duties) d where d in ('hr', 'auditor') or starts_with(d, 'hr:') or starts_with(d, 'auditor:')) as sees_periods,
    exists (
        select from unnest(w.duties) d where d in ('hr', 'auditor', 'operator') or starts_with(d, 'operator:')) as sees_queue,
    exists (select from unnest(w.duties) d where d = 'hr' or starts_with(d, 'hr:')) as delivers,
    exists (select from unnest(w.duties) d where d = 'hr') as asks,
    exists (select from unnest(w.duties) d where d in ('hr', 'auditor')) as sees_templates,
    exists (select from unnest(w.duties) d where d = 'operator' or starts_with(d, 'operator:')) as is_operator,
    exists (select from unnest(w.duties) d where d in ('hr', 'payroll')) as reads_payroll
from merit_api.whoami() w

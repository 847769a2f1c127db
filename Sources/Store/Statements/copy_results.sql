copy merit.result (revision, run_id, period_id, employee_id, {columns}, changed)
from stdin (format binary)

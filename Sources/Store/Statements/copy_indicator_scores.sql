copy merit.indicator_score (revision, period_id, employee_id, {columns})
from stdin (format binary)

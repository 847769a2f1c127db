copy merit.row_sum (revision, period_id, employee_id, {columns}) from stdin (format binary)

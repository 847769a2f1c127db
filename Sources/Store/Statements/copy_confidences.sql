copy merit.confidence (revision, period_id, employee_id, {columns}, grade_chance) from stdin (format binary)

copy merit.mix_standing (revision, period_id, employee_id, {columns}, cells) from stdin (format binary)

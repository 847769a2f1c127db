select merit.make_payroll($1)

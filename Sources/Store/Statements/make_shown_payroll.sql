select merit_api.make_payroll($1)

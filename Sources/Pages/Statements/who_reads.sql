select employee_id, duties from merit_api.me

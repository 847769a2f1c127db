select merit_api.record_reminders($1, $2)

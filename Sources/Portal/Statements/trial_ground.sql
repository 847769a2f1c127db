select indicator, within_variance, mean from merit_api.trial_ground($1, $2)

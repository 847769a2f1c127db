select merit_api.acknowledge_rules($1, $2::integer)

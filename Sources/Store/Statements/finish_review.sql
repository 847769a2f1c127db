update merit.quarter_review
set periods = $2, results = $3, people = $4, remarks = $5, engine_version = $6, data_cutoff = $7
where review_id = $1

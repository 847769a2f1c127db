select job_id from merit.complete($1::bigint[], $2::bigint[]) job_id

delete from merit.worker_session where worker_id = $1

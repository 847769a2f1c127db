select swept_job, swept_worker, now_in, why from merit.sweep()

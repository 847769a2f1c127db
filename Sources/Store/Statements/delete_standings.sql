delete from merit.standing_so_far where period_id = $1

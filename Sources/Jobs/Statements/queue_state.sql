select running, waiting, next_in_milliseconds from merit.queue_state($1::text[])

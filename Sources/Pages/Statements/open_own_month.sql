-- Opens what the reader's own page of period $1 shows, with the dimensions of the period before, $2: cursors by the names of the questions.
select merit_api.open_own_month($1, $2)

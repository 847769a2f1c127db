-- As whom the reader sees the result of period $1 of person $2.
select standing from merit_api.results($1, $2)

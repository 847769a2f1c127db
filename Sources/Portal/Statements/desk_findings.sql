-- What was odd about the rows that period $1 was scored from.
select relation, kind, rows, share, ids, finding, advice from merit_api.data_findings($1)

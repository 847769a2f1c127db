-- Says that the reader looks at their own result of period $1.
select merit_api.see($1)

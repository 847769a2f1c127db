-- How many people have which grade in period $1, in groups of five or more.
select grade, people from merit_api.grade_counts() where period = $1

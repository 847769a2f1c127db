-- The periods that have results, the newest first.
select period from merit_api.periods() where status in ('scored', 'closed') order by ends_on desc, period limit 60

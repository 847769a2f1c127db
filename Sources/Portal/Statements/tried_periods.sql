-- The newest months that are scored.
select period from merit_api.period_desk()
where status in ('scored', 'closed') and revision > 0
order by ends_on desc, starts_on, period
limit 12

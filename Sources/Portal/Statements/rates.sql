-- Whether the reader ($1) rated somebody in the newest period that is scored.
select exists (
    select from merit_api.evaluations(coalesce(
        (select p.period from merit_api.periods() p where p.status in ('scored', 'closed') order by p.ends_on desc, p.period limit 1), '')) e
    where e.source = 'supervisor' and e.rater_id = $1)

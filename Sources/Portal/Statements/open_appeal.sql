-- Appeal $1, if the reader may decide it; what it is about by its title in language $2.
select a.period, a.employee_id, a.kind, coalesce((
        select i.value -> 'title' ->> $2
        from merit_api.results(a.period, a.employee_id) r
            join merit_api.rules_of(a.period) t on t.template_code = r.template_code and t.template_version = r.template_version
            cross join lateral jsonb_path_query(t.document, 'lax $.dimensions[*].indicators[*]') i (value)
        where i.value ->> 'code' = a.indicator
        limit 1), a.indicator), a.reason, a.wanted, a.indicator as code
from merit_api.appeals() a
where a.appeal_id = $1 and a.status = 'open' and a.standing = 'hr'

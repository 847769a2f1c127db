-- All that is kept of person $1 in period $2, as one document; and of rules and training whenever it was.
select jsonb_pretty(jsonb_build_object(
    'period', (select to_jsonb(p) from merit.appraisal_period p where p.period_id = $2),
    'results', (select jsonb_agg(to_jsonb(r) order by r.revision) from merit.result r where r.employee_id = $1 and r.period_id = $2),
    'indicator_scores', (
        select jsonb_agg(to_jsonb(s) order by s.revision, s.dimension, s.indicator)
        from merit.indicator_score s where s.employee_id = $1 and s.period_id = $2),
    'evaluations', (
        select jsonb_agg(to_jsonb(e) order by e.evaluation_id) from merit.evaluation e where e.employee_id = $1 and e.period_id = $2),
    'deliveries', (
        select jsonb_agg(to_jsonb(d) order by d.delivery_id) from merit.delivery d where d.employee_id = $1 and d.period_id = $2),
    'appeals', (select jsonb_agg(to_jsonb(a) order by a.appeal_id) from merit.appeal a where a.employee_id = $1 and a.period_id = $2),
    'outcomes', (select jsonb_agg(to_jsonb(o) order by o.outcome_id) from merit.outcome o where o.employee_id = $1),
    'training_records', (select jsonb_agg(to_jsonb(t) order by t.record_id) from merit.training_record t where t.employee_id = $1),
    'rule_notices', (select jsonb_agg(to_jsonb(n) order by n.notice_id) from merit.rule_notice n where n.employee_id = $1),
    'templates', (
        select jsonb_agg(to_jsonb(t) order by t.code, t.version) from merit.template t
        where (t.code, t.version) in (
            select r.template_code, r.template_version from merit.result r where r.employee_id = $1 and r.period_id = $2)),
    'seals', (
        select jsonb_agg(jsonb_build_object('number', s.number, 'hash', encode(s.hash, 'hex'), 'row', encode(k.hash, 'hex')) order by s.number)
        from merit.seal s join merit.seal_row k on k.number = s.number
        where s.period_id = $2 and k.key = $1)))

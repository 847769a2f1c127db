-- The links of a proposal that hurts: each present, with when and by whom, missing, or not needed. `noted` says something and is no link.
-- Being last, a rank, a quota or a mean of others is never one. Improvement tasks are no training, and no link reads them.
create or replace function merit.evidence_chain(outcome_number bigint)
    returns table (
        link integer, part text, state text, says text, says_zh text, at timestamptz, who text, source text)
    language plpgsql stable set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
declare
    proposal merit.outcome;
    period merit.appraisal_period;
    found_in merit.result;
    rules merit.template;
    begins timestamptz;
    notice merit.rule_notice;
    given merit.delivery;
    answer_until text;
    trained merit.training_record;
    told merit.dismissal_notice;
    is_dismissal boolean;
    counted record;
    names text;
    open_appeals bigint;
    decided_appeals bigint;
begin
    select * into proposal from merit.outcome where outcome_id = outcome_number;
    if not found or not merit.hurts(proposal.kind) then
        return;
    end if;
    is_dismissal := proposal.kind = 'dismissal_review';
    select * into period from merit.appraisal_period where period_id = proposal.period_id;
    begins := period.starts_on::timestamp at time zone period.time_zone;
    select r.* into found_in
    from merit.newest_result n
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
    where n.period_id = proposal.period_id and n.employee_id = proposal.employee_id;
    select * into rules from merit.template where code = found_in.template_code and version = found_in.template_version;
    select * into notice from merit.rule_notice
    where template_code = rules.code and template_version = rules.version and employee_id = proposal.employee_id;

    -- 1. The duty and the standard were known.
    source := format('merit.template %s@%s', rules.code, rules.version);
    link := 1; part := 'published'; at := rules.published_at; who := rules.published_by;
    state := case when rules.published_at < begins then 'present' else 'missing' end;
    says := format('the rules, "%s", version %s, were %s', coalesce(rules.document #>> '{title,en}', rules.code), rules.version, case
        when rules.published_at is null then 'never published'
        when rules.published_at < begins then 'published before the period began' else 'published after the period had begun' end);
    says_zh := format('考核规则“%s”第 %s 版%s', coalesce(rules.document #>> '{title,zh}', rules.code), rules.version, case
        when rules.published_at is null then '从未发布'
        when rules.published_at < begins then '在考核期开始前发布' else '在考核期开始后才发布' end);
    return next;
    part := 'consulted'; at := rules.consulted_on::timestamp at time zone period.time_zone; who := null;
    state := case when rules.consulted_on is not null then 'present' else 'missing' end;
    says := case when rules.consulted_on is null then 'no consultation on the rules is recorded'
        else format('those whom it concerns were consulted on %s', rules.consulted_on) end;
    says_zh := case when rules.consulted_on is null then '没有征求职工意见的记录' else format('%s 征求了职工意见', rules.consulted_on) end;
    return next;
    part := 'acknowledged'; at := notice.acknowledged_at; who := notice.entered_by;
    source := 'merit.rule_notice ' || notice.notice_id;
    state := case when notice.acknowledged_at < begins then 'present' else 'missing' end;
    says := case when notice.notice_id is null then 'the person never acknowledged the rules'
        when notice.acknowledged_at < begins then format('the person acknowledged the rules before the period began (%s)', notice.means)
        else 'the person acknowledged the rules after the period had begun' end;
    says_zh := case when notice.notice_id is null then '本人从未确认过考核规则'
        when notice.acknowledged_at < begins then format('本人在考核期开始前确认了考核规则（%s）', notice.means)
        else '本人在考核期开始后才确认考核规则' end;
    return next;

    -- 2. The finding rests on records: on rows of the source, or on words that a rater wrote.
    link := 2; part := 'recorded'; at := null; who := null;
    source := format('merit.indicator_score of revision %s', found_in.revision);
    select coalesce(sum(s.max_points), 0) as points,
        coalesce(sum(s.max_points) filter (where s.kind = 'measured'), 0) as measured,
        coalesce(min(s.sample) filter (where s.kind = 'measured'), 0) as fewest,
        string_agg(titled.en, ', ' order by s.indicator) filter (where not founded.is_so) as without,
        string_agg(titled.zh, '、' order by s.indicator) filter (where not founded.is_so) as without_zh,
        string_agg(titled.en, ', ' order by s.indicator) filter (where among.others) as relative,
        string_agg(titled.zh, '、' order by s.indicator) filter (where among.others) as relative_zh,
        round(100 * sum(s.points) filter (where not among.others)
            / nullif(sum(s.max_points) filter (where not among.others), 0), 1) as share
    into counted
    from merit.indicator_score s
        cross join lateral (
            select coalesce(s.kind = 'measured' and s.sample > 0 or s.kind = 'rated' and exists (
                select from merit.evaluation e
                where e.period_id = s.period_id and e.employee_id = s.employee_id and e.source <> 'self'
                    and e.indicator is not distinct from s.indicator and e.problem is null and btrim(coalesce(e.comment, '')) <> ''),
            false) as is_so) founded
        -- What is held against the person's own value of the period before is compared with nobody.
        cross join lateral (select s.raw_value is distinct from s.value and s.previous_value is null and s.appeal_id is null as others) among
        cross join lateral (
            select coalesce(max(i.value #>> '{title,en}'), s.indicator) as en, coalesce(max(i.value #>> '{title,zh}'), s.indicator) as zh
            from jsonb_path_query(rules.document, 'lax $.dimensions[*].indicators[*]') i (value)
            where i.value ->> 'code' = s.indicator) titled
    where s.period_id = found_in.period_id and s.employee_id = found_in.employee_id and s.revision = found_in.revision
        and s.state = 'scored';
    state := case when counted.points > 0 and counted.without is null then 'present' else 'missing' end;
    says := format('%s%% of the points are measured, coverage is %s%%, the smallest sample is %s%s',
        round(100 * counted.measured / nullif(counted.points, 0), 1), found_in.coverage, counted.fewest,
        coalesce('; nothing on record stands behind ' || counted.without, ''));
    says_zh := format('%s%% 的分值由数据计算，已计分权重 %s%%，最小样本 %s%s',
        round(100 * counted.measured / nullif(counted.points, 0), 1), found_in.coverage, counted.fewest,
        coalesce('；以下指标没有记录支持：' || counted.without_zh, ''));
    return next;
    if counted.relative is not null then
        part := 'relative'; state := 'noted';
        says := format('relative to colleagues: %s; without them %s%% of the points were reached', counted.relative, counted.share);
        says_zh := format('与同事比较得出的指标：%s；不计这些指标，得分率为 %s%%', counted.relative_zh, counted.share);
        return next;
    end if;

    -- 3. The result was delivered, and could be objected to; what was objected is answered.
    link := 3; part := 'delivered';
    select * into given from merit.delivery
    where period_id = proposal.period_id and employee_id = proposal.employee_id and revision = found_in.revision;
    at := given.delivered_at; who := given.delivered_by; source := 'merit.delivery ' || given.delivery_id;
    state := case when given.delivery_id is not null then 'present' else 'missing' end;
    -- Midnight ends the day before.
    answer_until := to_char(given.answer_by at time zone period.time_zone, 'YYYY-MM-DD HH24:MI');
    if answer_until like '% 00:00' then
        answer_until := to_char(given.answer_by at time zone period.time_zone - interval '1 day', 'YYYY-MM-DD 24:00');
    end if;
    says := case when given.delivery_id is null then format('revision %s of the result was never delivered', found_in.revision)
        else format('revision %s of the result was delivered, to be answered by %s; answer: %s', found_in.revision,
            answer_until, coalesce(given.answer, 'none, which is no agreement')) end;
    says_zh := case when given.delivery_id is null then format('考核结果第 %s 版从未送达', found_in.revision)
        else format('考核结果第 %s 版已送达，答复期限 %s；答复：%s', found_in.revision,
            answer_until, case given.answer when 'confirmed' then '确认' when 'objected' then '异议' else '无（不视为同意）' end) end;
    return next;
    select count(*) filter (where a.status = 'open'), count(*) filter (where a.status in ('upheld', 'rejected')), max(a.decided_at),
        max(a.decided_by)
    into open_appeals, decided_appeals, at, who
    from merit.appeal a where a.period_id = proposal.period_id and a.employee_id = proposal.employee_id;
    part := 'answered'; source := 'merit.appeal';
    state := case when open_appeals > 0 then 'missing' when decided_appeals > 0 then 'present' else 'not_needed' end;
    says := case when open_appeals > 0 then format('objections that are not answered: %s', open_appeals)
        when decided_appeals > 0 then format('objections, all of them answered: %s', decided_appeals) else 'nobody objected' end;
    says_zh := case when open_appeals > 0 then format('有 %s 项异议未答复', open_appeals)
        when decided_appeals > 0 then format('%s 项异议均已答复', decided_appeals) else '没有异议' end;
    return next;

    -- 4. Training, or another post, because of an earlier finding, and before this period began.
    select r.* into trained
    from merit.training_record r
        join merit.appraisal_period earlier on earlier.period_id = r.because_of
    where is_dismissal and r.employee_id = proposal.employee_id and earlier.ends_on < period.starts_on and r.attended
        and r.acknowledged_at is not null and r.began_on > earlier.ends_on and r.ended_on < period.starts_on
        and exists (
            select from merit.outcome o
            where o.period_id = r.because_of and o.employee_id = r.employee_id and o.status <> 'withdrawn' and merit.is_finding(o.kind))
    order by r.ended_on desc, r.record_id desc
    limit 1;
    link := 4; part := 'trained'; at := trained.acknowledged_at; who := coalesce(trained.taught_by, trained.entered_by);
    source := 'merit.training_record ' || trained.record_id;
    state := case when not is_dismissal then 'not_needed' when trained.record_id is not null then 'present' else 'missing' end;
    says := case when not is_dismissal then 'needed for a dismissal alone'
        when trained.record_id is null then
            'no training or change of post because of an earlier finding is recorded as attended and acknowledged; improvement tasks are not training'
        when trained.kind = 'transfer' then format('the person agreed to another post, %s, on %s', trained.title, trained.began_on)
        else format('the person attended %s, %s hours, until %s', trained.title, trained.hours, trained.ended_on) end;
    says_zh := case when not is_dismissal then '仅解除劳动合同时需要'
        when trained.record_id is null then '没有因此前考核结果进行培训或调整岗位、且本人已参加并确认的记录；改进任务不是培训'
        when trained.kind = 'transfer' then format('本人同意自 %s 起调整岗位为 %s', trained.began_on, trained.title)
        else format('本人参加了培训“%s”，%s 小时，至 %s', trained.title, trained.hours, trained.ended_on) end;
    return next;

    -- 5. A second finding, of a period that began after it.
    link := 5; part := 'found_again'; at := period.scored_at; who := null; source := format('merit.outcome %s', proposal.outcome_id);
    state := case when not is_dismissal then 'not_needed' when trained.record_id is not null then 'present' else 'missing' end;
    says := case when not is_dismissal then 'needed for a dismissal alone'
        when trained.record_id is null then 'there is no finding of a period that began after a training or a change of post'
        else format('period %s began on %s, after that, and its result is no better than the rules ask for', period.label, period.starts_on) end;
    says_zh := case when not is_dismissal then '仅解除劳动合同时需要'
        when trained.record_id is null then '没有在培训或调岗之后开始的考核期再次不胜任的结果'
        else format('考核期 %s 自 %s 开始，在培训或调岗之后，结果仍不达标', period.label, period.starts_on) end;
    return next;

    -- 6. Thirty days, or a month's pay.
    select * into told from merit.dismissal_notice where outcome_id = proposal.outcome_id;
    link := 6; part := 'notice'; at := told.given_on::timestamp at time zone period.time_zone; who := told.entered_by;
    source := 'merit.dismissal_notice ' || told.notice_id;
    state := case when not is_dismissal or proposal.status <> 'accepted' then 'not_needed'
        when told.pay_instead or told.ends_on >= told.given_on + 30 then 'present' else 'missing' end;
    says := case when not is_dismissal then 'needed for a dismissal alone'
        when proposal.status <> 'accepted' then 'needed once it is accepted: thirty days, or a month''s pay'
        when told.notice_id is null then 'no notice is recorded'
        when told.pay_instead then format('a month''s pay is given instead of notice (%s)', told.given_on)
        when told.ends_on >= told.given_on + 30 then format('notice of %s days was given on %s', told.ends_on - told.given_on, told.given_on)
        else format('notice of %s days is shorter than thirty', told.ends_on - told.given_on) end;
    says_zh := case when not is_dismissal then '仅解除劳动合同时需要'
        when proposal.status <> 'accepted' then '接受后需要：提前三十日书面通知，或额外支付一个月工资'
        when told.notice_id is null then '没有通知的记录'
        when told.pay_instead then format('以额外支付一个月工资代替提前通知（%s）', told.given_on)
        when told.ends_on >= told.given_on + 30 then format('%s 提前 %s 日通知', told.given_on, told.ends_on - told.given_on)
        else format('只提前 %s 日通知，不足三十日', told.ends_on - told.given_on) end;
    return next;
end
$$;
comment on function merit.evidence_chain is
    'What a company is asked for when it accepts a proposal that hurts, link by link: present, missing, not_needed or noted, with when, who and where it is kept. It is no legal advice.';
grant execute on function merit.evidence_chain to merit_hr;

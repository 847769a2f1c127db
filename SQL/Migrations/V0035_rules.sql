-- Rules are known before they count: who was consulted on a version, who acknowledged it, and which months it came too late for.

alter table merit.template
    add column consulted_on date,
    add column consultation text check (length(consultation) <= 100000);

comment on column merit.template.consulted_on is 'When those whom it concerns were consulted on this version; given before it is published.';
comment on column merit.template.consultation is 'With whom, and what came of it.';

create table merit.rule_notice (
    notice_id        bigint      generated always as identity primary key,
    template_code    text        not null,
    template_version integer     not null,
    employee_id      text        not null check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    acknowledged_at  timestamptz not null default clock_timestamp(),
    means            text        not null check (btrim(means) <> '' and length(means) <= 1000),
    entered_by       text        not null default session_user,
    entered_at       timestamptz not null default clock_timestamp(),
    foreign key (template_code, template_version) references merit.template (code, version),
    constraint rule_notice_once unique (template_code, template_version, employee_id)
);

comment on table merit.rule_notice is 'Who acknowledged which version of a template, when, and by what means; append-only.';
comment on column merit.rule_notice.notice_id is 'Number of the notice.';
comment on column merit.rule_notice.template_code is 'The template.';
comment on column merit.rule_notice.template_version is 'Its version.';
comment on column merit.rule_notice.employee_id is 'Who acknowledged it.';
comment on column merit.rule_notice.acknowledged_at is 'When.';
comment on column merit.rule_notice.means is 'By what means: in person, such as by the portal; a signature on paper; a meeting.';
comment on column merit.rule_notice.entered_by is 'Who entered it.';
comment on column merit.rule_notice.entered_at is 'When it was entered.';

create function merit.guard_notice() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from merit.template
        where code = new.template_code and version = new.template_version and status in ('published', 'retired')) then
        raise exception 'template %@% was never published', new.template_code, new.template_version
            using errcode = 'foreign_key_violation', hint = 'What is published can be acknowledged.';
    end if;
    if new.acknowledged_at < (
        select published_at from merit.template where code = new.template_code and version = new.template_version) then
        raise exception 'nobody knew %@% at %, before it was published', new.template_code, new.template_version, new.acknowledged_at
            using errcode = 'check_violation', hint = 'Enter when this version was acknowledged.';
    end if;
    if new.means = 'in person' and merit.viewer() is distinct from new.employee_id then
        raise exception 'nobody acknowledges in person for "%"', new.employee_id
            using errcode = 'insufficient_privilege', hint = 'Say in means how it was done: a signature on paper, a meeting.';
    end if;
    if new.acknowledged_at > clock_timestamp() or not isfinite(new.acknowledged_at) then
        raise exception 'nobody acknowledged anything at %', new.acknowledged_at
            using errcode = 'check_violation', hint = 'Enter it once it was acknowledged.';
    end if;
    new.entered_at := clock_timestamp();
    return new;
end
$$;
comment on function merit.guard_notice is 'Refuses acknowledgements that cannot be.';

create trigger guard before insert on merit.rule_notice for each row execute function merit.guard_notice();
create trigger sign before insert on merit.rule_notice for each row execute function merit.sign('entered_by');
create trigger keep before update or delete or truncate on merit.rule_notice
    for each statement execute function merit.keep_results();
create trigger record_insert after insert on merit.rule_notice
    referencing new table as come for each statement execute function merit.record_event('notice_id');

create view merit.period_rule as
select period.period_id, period.label as period, template.code as template_code, template.version as template_version,
    template.published_at, template.consulted_on,
    coalesce(template.published_at > period.starts_on::timestamp at time zone period.time_zone, true) as rules_late,
    coalesce(scored.people, 0) as people, coalesce(scored.acknowledged, 0) as acknowledged,
    coalesce(scored.acknowledged_before, 0) as acknowledged_before
from merit.appraisal_period period
    join merit.period_template using (period_id)
    join merit.template using (template_id)
    left join lateral (
        select count(*) as people, count(notice.employee_id) as acknowledged,
            count(*) filter (where notice.acknowledged_at < period.starts_on::timestamp at time zone period.time_zone) as acknowledged_before
        from merit.newest_result newest
            join merit.result result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
                and result.revision = newest.revision
            left join merit.rule_notice notice on notice.template_code = template.code and notice.template_version = template.version
                and notice.employee_id = newest.employee_id
        where newest.period_id = period.period_id and result.template_code = template.code and result.template_version = template.version
    ) scored on true;

comment on view merit.period_rule is 'Under which versions of templates a period is scored, and whether they were known before it began.';
comment on column merit.period_rule.period_id is 'The period.';
comment on column merit.period_rule.period is 'Its label.';
comment on column merit.period_rule.template_code is 'The template.';
comment on column merit.period_rule.template_version is 'Its version.';
comment on column merit.period_rule.published_at is 'When it was published.';
comment on column merit.period_rule.consulted_on is 'When those whom it concerns were consulted on it.';
comment on column merit.period_rule.rules_late is 'Whether it was published after the period had begun.';
comment on column merit.period_rule.people is 'How many people have a result under it.';
comment on column merit.period_rule.acknowledged is 'How many of them acknowledged it.';
comment on column merit.period_rule.acknowledged_before is 'How many did before the period began.';

create view merit.result_rule as
select result.period_id, result.employee_id, result.revision, result.template_code, result.template_version,
    template.published_at > period.starts_on::timestamp at time zone period.time_zone as rules_late,
    notice.acknowledged_at,
    coalesce(notice.acknowledged_at < period.starts_on::timestamp at time zone period.time_zone, false) as is_known_before
from merit.appraisal_period period
    join merit.newest_result newest using (period_id)
    join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
        and result.revision = newest.revision
    join merit.template on template.code = result.template_code and template.version = result.template_version
    left join merit.rule_notice notice on notice.template_code = result.template_code
        and notice.template_version = result.template_version and notice.employee_id = result.employee_id;

comment on view merit.result_rule is 'Whether the rules of the newest result of each person were published, and acknowledged, before the period began.';
comment on column merit.result_rule.period_id is 'The period.';
comment on column merit.result_rule.employee_id is 'The person.';
comment on column merit.result_rule.revision is 'The newest revision.';
comment on column merit.result_rule.template_code is 'The template.';
comment on column merit.result_rule.template_version is 'Its version.';
comment on column merit.result_rule.rules_late is 'Whether it was published after the period had begun.';
comment on column merit.result_rule.acknowledged_at is 'When the person acknowledged it; null: did not.';
comment on column merit.result_rule.is_known_before is 'Whether that was before the period began.';

-- What one's own results rest on, and what holds now under the same names.
create or replace function merit_api.rules()
    returns table (
        template_code text, template_version integer, status text, published_at timestamptz, consulted_on date, acknowledged_at timestamptz,
        document jsonb)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with own as (
        select distinct r.template_code, r.template_version
        from merit.reach(merit.viewer(), null, merit.viewer()) seen
            cross join lateral (
                select * from merit.result one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
        where seen.standing = 'person'
    )
    select t.code, t.version, t.status, t.published_at, t.consulted_on, n.acknowledged_at, t.document
    from merit.template t
        left join merit.rule_notice n
            on n.template_code = t.code and n.template_version = t.version and n.employee_id = merit.viewer()
    where (t.code, t.version) in (select own.template_code, own.template_version from own)
        or t.status = 'published' and merit.viewer() is not null
    order by t.code, t.version
$$;
comment on function merit_api.rules is 'The rules that hold now, and those of results that were delivered to you; with when you acknowledged them.';

create or replace function merit_api.acknowledge_rules(template_code text, template_version integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (
        select from merit_api.rules() r
        where r.template_code = acknowledge_rules.template_code and r.template_version = acknowledge_rules.template_version) then
        perform merit.refuse(format('template %s@%s of yours', template_code, template_version));
    end if;
    insert into merit.rule_notice (template_code, template_version, employee_id, means)
    values (acknowledge_rules.template_code, acknowledge_rules.template_version, viewer, 'in person')
    on conflict on constraint rule_notice_once do nothing;
end
$$;
comment on function merit_api.acknowledge_rules is 'Says that you know a version of a template that holds now, or that a result of yours rests on.';

create or replace view merit_api.rule with (security_barrier) as select * from merit_api.rules();
comment on view merit_api.rule is 'The rules that hold now, and those of results that were delivered to you; with when you acknowledged them.';
comment on column merit_api.rule.template_code is 'The template.';
comment on column merit_api.rule.template_version is 'Its version.';
comment on column merit_api.rule.status is 'published, or retired: a later version holds.';
comment on column merit_api.rule.published_at is 'When it was published.';
comment on column merit_api.rule.consulted_on is 'When those whom it concerns were consulted on it.';
comment on column merit_api.rule.acknowledged_at is 'When you acknowledged it; null: not yet.';
comment on column merit_api.rule.document is 'What it says.';

grant select on merit_api.rule to merit_person;
grant execute on function merit_api.rules, merit_api.acknowledge_rules to merit_person;
grant select on merit.rule_notice, merit.period_rule, merit.result_rule to merit_hr;
grant insert (template_code, template_version, employee_id, acknowledged_at, means) on merit.rule_notice to merit_hr;
grant insert (consulted_on, consultation), update (consulted_on, consultation) on merit.template to merit_hr;

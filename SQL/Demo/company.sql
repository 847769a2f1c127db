-- A sample company: 60 people in 4 departments and 3 posts, and what they did from April to September 2026.
-- Every figure is drawn from the md5 of its own key, so that the company is the same on every server.
set local timezone = 'Asia/Shanghai';

-- From 0 up to 1, the same for the same key.
create function pg_temp.draw(variadic key text[]) returns numeric
    language sql immutable
    return ('x' || substr(md5(array_to_string(key, '/')), 1, 8))::bit(32)::bigint / 4294967296.0;

create temporary table person on commit drop as
select
    'E' || lpad(n::text, 3, '0') as employee_id,
    (array['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'])[1 + n % 10]
        || (array['磊', '静', '伟', '敏', '强', '丽', '军', '洋', '艳', '勇', '杰', '娟'])[1 + n * 7 % 12] as name,
    (array['华东维修部', '华南维修部', '客户服务中心', '电商客服部'])[1 + (n - 1) / 15] as department,
    (array['technician', 'technician', 'service-desk-agent', 'ecommerce-service'])[1 + (n - 1) / 15] as post,
    'M' || lpad((1 + (n - 1) / 15)::text, 2, '0') as supervisor_id,
    -- From 0, the weakest, to 1.
    0.15 + 0.85 * sqrt(pg_temp.draw('skill', n::text)) as skill
from generate_series(1, 60) n;

insert into merit_source.employee (employee_id, name, post, department, supervisor_id, employed_from, employed_to)
select employee_id, name, post, department, supervisor_id,
    case employee_id
        when 'E014' then date '2026-09-24'      -- too new to be appraised in September
        when 'E029' then date '2026-08-11'
        else date '2022-01-01' + (pg_temp.draw('from', employee_id) * 1400)::integer end,
    case employee_id
        when 'E033' then date '2026-08-06'      -- leaves: too few days in August
        when 'E041' then date '2026-08-15' end  -- moves to another post, below
from person;
insert into merit_source.employee (employee_id, name, post, department, supervisor_id, employed_from)
select employee_id, name, 'ecommerce-service', '电商客服部', 'M04', date '2026-08-16'
from person where employee_id = 'E041';

-- The months, and how each person does in each.
create temporary table month_of_person on commit drop as
select p.*, month.first_day::date, to_char(month.first_day, 'YYYY-MM') as label,
    greatest(0, least(1, skill + 0.18 * (pg_temp.draw('form', employee_id, month.first_day::text) - 0.5)))::numeric as form
from person p, generate_series(timestamp '2026-04-01', timestamp '2026-09-01', interval '1 month') month (first_day);

create temporary table work_day on commit drop as
select m.*, day::date as day
from month_of_person m,
    generate_series(m.first_day::timestamp, m.first_day + interval '1 month' - interval '1 day', interval '1 day') day
where extract(isodow from day) < 6
    and exists (
        select from merit_source.employee e
        where e.employee_id = m.employee_id and day::date between e.employed_from and coalesce(e.employed_to, 'infinity'));

insert into merit_source.attendance (employee_id, day, kind)
select employee_id, day, case
    when employee_id = 'E020' and day between '2026-08-03' and '2026-08-14' then 'leave'
    when luck < 0.004 * (1.3 - form) then 'absent'
    when luck < 0.075 * (1.2 - form) then 'late'
    when luck > 0.985 then 'leave'
    else 'present' end
from (select *, pg_temp.draw('day', employee_id, day::text) as luck from work_day) d;

insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, target_at, target_met, resolved_at,
    closed_at, status, reopened, escalated, customer_id, category, channel, priority, remote)
select
    'T' || to_char(day, 'YYMMDD') || '-' || substr(employee_id, 2) || '-' || slot,
    employee_id, opened_at, opened_at + first_response, opened_at + interval '48 hours', repair <= interval '48 hours',
    opened_at + repair, opened_at + repair + interval '2 hours',
    case when is_open then 'open' when luck < 0.80 + 0.19 * form then 'resolved' else 'failed' end,
    not is_open and pg_temp.draw('reopened', key) > 0.88 + 0.10 * form, pg_temp.draw('escalated', key) > 0.80 + 0.17 * form,
    'C' || lpad((pg_temp.draw('customer', key) * 400)::integer::text, 3, '0'),
    (array['screen', 'battery', 'network', 'printer', 'account', 'refund'])[1 + (pg_temp.draw('category', key) * 5.99)::integer % 6],
    (array['phone', 'chat', 'web'])[1 + (pg_temp.draw('channel', key) * 2.99)::integer % 3],
    (array['normal', 'normal', 'high'])[1 + (pg_temp.draw('priority', key) * 2.99)::integer % 3],
    pg_temp.draw('remote', key) < 0.3
from (
    select *,
        case when pg_temp.draw('answered', key) < 0.985
            then (0.25 + 1.9 * (1 - form)) * pg_temp.draw('response', key) * interval '90 minutes' end as first_response,
        case when not is_open
            then (0.5 + 0.9 * (1 - form)) * (0.4 + pg_temp.draw('repair', key)) * interval '46 hours' end as repair
    from (
        select *, pg_temp.draw('luck', key) as luck, pg_temp.draw('open', key) > 0.97 as is_open,
            day + interval '8 hours' + date_trunc('second', pg_temp.draw('time', key) * interval '10 hours') as opened_at
        from (
            select d.*, slot, concat_ws('/', employee_id, day, slot) as key
            from work_day d, generate_series(1, 4) slot
            where pg_temp.draw('slot', employee_id, day::text, slot::text) < 0.35 + 0.5 * form
        ) drawn
    ) dated
) timed;

insert into merit_source.satisfaction_response (employee_id, score, responded_at, aspect, ticket_id)
select t.employee_id,
    case when pg_temp.draw('score', t.ticket_id) < 0.80 + 0.20 * p.skill then 4 + round(pg_temp.draw('five', t.ticket_id))
        else 1 + round(2 * pg_temp.draw('low', t.ticket_id)) end,
    t.closed_at + interval '6 hours', (array['attitude', 'solution'])[1 + round(pg_temp.draw('aspect', t.ticket_id))::integer], t.ticket_id
from merit_source.ticket t join person p using (employee_id)
where t.closed_at is not null and pg_temp.draw('answers', t.ticket_id) < 0.4;

update merit_source.satisfaction_response s
set comment = case when score >= 4
    then (array['师傅讲解得很清楚，下次还找他。', '响应很快，一次就修好了。', 'Friendly, and called back as promised.', '态度好，收费透明。'])
        [1 + (pg_temp.draw('praise', ticket_id) * 3.99)::integer % 4]
    else (array['等了三天才有人联系我。', '修好两天又出同样的问题。', 'Nobody told me that the part was out of stock.', '上门时间改了两次，没有提前通知。'])
        [1 + (pg_temp.draw('blame', ticket_id) * 3.99)::integer % 4] end
where pg_temp.draw('comments', ticket_id) < 0.15;

insert into merit_source.nps_response (employee_id, score, responded_at, customer_id, ticket_id)
select t.employee_id, round(10 - 7.5 * (1.15 - p.skill) * pg_temp.draw('nps', t.ticket_id)), t.closed_at + interval '1 day',
    t.customer_id, t.ticket_id
from merit_source.ticket t join person p using (employee_id)
where t.closed_at is not null and pg_temp.draw('recommends', t.ticket_id) < 0.25;

insert into merit_source.complaint (complaint_id, employee_id, received_at, category, root_cause, ticket_id, customer_id, upheld)
select 'K-' || t.ticket_id, t.employee_id, t.closed_at + interval '3 hours', t.category,
    (array['parts', 'wording', 'delay'])[1 + (pg_temp.draw('cause', t.ticket_id) * 2.99)::integer % 3], t.ticket_id,
    t.customer_id, pg_temp.draw('upheld', t.ticket_id) < 0.7
from merit_source.ticket t
where t.closed_at is not null and t.reopened and pg_temp.draw('complains', t.ticket_id) < 0.3;

insert into merit_source.task (task_id, employee_id, due_at, done_at)
select concat_ws('-', 'A', label, substr(employee_id, 2), n), employee_id, due_at,
    due_at + (case when pg_temp.draw('task', key) < 0.88 + 0.12 * form then -1 else 1 end) * pg_temp.draw('hours', key) * interval '30 hours'
from (
    select *, concat_ws('/', employee_id, label, n) as key, first_day + n * interval '3 days' + interval '18 hours' as due_at
    from month_of_person, generate_series(1, 9) n
) drawn;

insert into merit_source.violation (employee_id, day, severity)
select employee_id, day, case when pg_temp.draw('major', employee_id, day::text) < 0.2 then 'major' else 'minor' end
from work_day
where pg_temp.draw('violation', employee_id, day::text) < 0.025 * (1.05 - form);

insert into merit_source.repair_report (report_id, ticket_id, employee_id, submitted_at, fixed_first_visit, visits, parts_wait_hours, remote)
select 'R-' || t.ticket_id, t.ticket_id, t.employee_id, t.resolved_at + interval '1 hour',
    pg_temp.draw('visit', t.ticket_id) < 0.62 + 0.36 * p.skill, 1 + round(pg_temp.draw('visits', t.ticket_id) * 2),
    round(pg_temp.draw('parts', t.ticket_id) * 40, 1), t.remote
from merit_source.ticket t join person p using (employee_id)
where p.post = 'technician' and t.resolved_at is not null and pg_temp.draw('report', t.ticket_id) < 0.6;

insert into merit_source.collaboration_feedback (employee_id, from_department, score, given_at)
select employee_id, 'sales', round(2.2 + 2.8 * form * pg_temp.draw('feedback', employee_id, label, n::text), 1),
    first_day + n * interval '9 days'
from month_of_person, generate_series(1, 3) n
where post = 'service-desk-agent';

insert into merit_source.service_order (order_id, employee_id, ordered_at, disputed)
select concat_ws('-', 'O', label, substr(employee_id, 2), n), employee_id, first_day + n * interval '70 minutes',
    n % 9973 = 17 and form < 0.6
from month_of_person, generate_series(1, 600) n
where post = 'ecommerce-service' or employee_id = 'E041';

comment on schema merit_source is 'The sample company of Merit: nobody in it is real.';

-- Bounds that guard_setting keeps values within. A value that lies outside them already stays until somebody sets it; merit doctor names it.
alter table merit.setting
    add column least integer not null default 0,
    add column most  integer not null default 0;

comment on column merit.setting.least is 'The least that its value may be.';
comment on column merit.setting.most is 'The most that its value may be.';

-- Nobody chose these: they are no events.
alter table merit.setting disable trigger user;

update merit.setting set least = bounds.least, most = bounds.most
from (values
    ('worker_deaths', 1, 1000000),
    -- Three heartbeats.
    ('lease_seconds', 15, 3600),
    ('job_seconds', 60, 1000000),
    ('max_attempts', 1, 1000),
    ('prune_days', 1, 36500),
    ('quiet_seconds', 0, 86400),
    ('open_next_month', 0, 1),
    ('review_quarters', 0, 1),
    ('first_quarter_month', 1, 12)) bounds (name, least, most)
where setting.name = bounds.name;

insert into merit.setting (name, value, note, least, most) values
    ('entered_for_others', '0',
        '1: somebody else, such as HR, may enter the self-evaluation of a person: rater_id is then who entered it.', 0, 1);

alter table merit.setting enable trigger user;
alter table merit.setting alter column least drop default, alter column most drop default;

alter table merit.evaluation add column entered_by text;
comment on column merit.evaluation.entered_by is
    'Who entered it, or changed it last: the role that had logged in, and before it in brackets whoever entered a self-evaluation for somebody else.';

-- What refers to a row is looked for when that row changes or goes.
create index period_template_template on merit.period_template (template_id);
create index improvement_task_judged_in on merit.improvement_task (judged_in) where judged_in is not null;
create index improvement_task_previous on merit.improvement_task (previous_task_id) where previous_task_id is not null;
create index complaint_theme_draft on merit.complaint_theme (draft_id) where draft_id is not null;

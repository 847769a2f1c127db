insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values
    ('2026-04', '2026-04-01', '2026-04-30', 'Asia/Shanghai'),
    ('2026-05', '2026-05-01', '2026-05-31', 'Asia/Shanghai'),
    ('2026-06', '2026-06-01', '2026-06-30', 'Asia/Shanghai'),
    ('2026-07', '2026-07-01', '2026-07-31', 'Asia/Shanghai'),
    ('2026-08', '2026-08-01', '2026-08-31', 'Asia/Shanghai'),
    ('2026-09', '2026-09-01', '2026-09-30', 'Asia/Shanghai');

-- How far supervisors who rated the same people agree.
alter table merit.indicator_review
    add column shared_ratings integer,
    add column shared_raters integer,
    add column icc_1 numeric,
    add column icc_2 numeric,
    add column icc_3 numeric,
    add column icc_1_mean numeric,
    add column icc_2_mean numeric,
    add column icc_3_mean numeric;
comment on column merit.indicator_review.shared_ratings is
    'Of a rated one: people, each for a period, whom two supervisors or more rated; severity and quality of a team can be told apart by these alone.';
comment on column merit.indicator_review.shared_raters is 'How many supervisors rated them.';
comment on column merit.indicator_review.icc_1 is 'ICC(1) of one supervisor''s points over them: agreement, whoever rates whom; 6 digits.';
comment on column merit.indicator_review.icc_2 is 'ICC(2,1): agreement of the same supervisors, severity included; null where not each rated all.';
comment on column merit.indicator_review.icc_3 is 'ICC(3,1): agreement in the order of people, whatever the severity; null where not each rated all.';
comment on column merit.indicator_review.icc_1_mean is 'The same as icc_1, of the mean of their points.';
comment on column merit.indicator_review.icc_2_mean is 'The same as icc_2, of the mean of their points.';
comment on column merit.indicator_review.icc_3_mean is 'The same as icc_3, of the mean of their points.';

create table merit.rater_pair (
    review_id        bigint  not null,
    template_code    text    not null,
    template_version integer not null,
    indicator        text    not null,
    rater_id         text    not null,
    other_id         text    not null,
    ratings          integer not null,
    difference       numeric not null,
    distance         numeric not null,
    primary key (review_id, template_code, template_version, indicator, rater_id, other_id),
    foreign key (review_id, template_code, template_version, indicator)
        references merit.indicator_review (review_id, template_code, template_version, indicator)
);

comment on table merit.rater_pair is 'Supervisors who rated the same people, two by two; shown, never used to change a score.';
comment on column merit.rater_pair.review_id is 'The review.';
comment on column merit.rater_pair.template_code is 'Template of the indicator.';
comment on column merit.rater_pair.template_version is 'Its version.';
comment on column merit.rater_pair.indicator is 'The rated indicator.';
comment on column merit.rater_pair.rater_id is 'One of them.';
comment on column merit.rater_pair.other_id is 'The other one.';
comment on column merit.rater_pair.ratings is 'People, each for a period, whom both rated.';
comment on column merit.rater_pair.difference is 'Mean points of the one less those of the other, 6 digits.';
comment on column merit.rater_pair.distance is 'Mean distance, whoever gave more, 6 digits.';

grant select on merit.rater_pair to merit_worker, merit_hr;
grant insert on merit.rater_pair to merit_worker;

-- Numbers that people write are of a size that can be calculated with; rows that are there already stay as they are.
alter table merit.evaluation add constraint evaluation_points_digits
    check (scale(trim_scale(points)) <= 12) not valid;
alter table merit.benchmark add constraint benchmark_value_digits
    check (abs(value) < 1e15 and scale(trim_scale(value)) <= 12) not valid;
alter table merit.target add constraint target_digits
    check (abs(value) < 1e15 and scale(trim_scale(value)) <= 12
        and (baseline is null or abs(baseline) < 1e15 and scale(trim_scale(baseline)) <= 12)) not valid;

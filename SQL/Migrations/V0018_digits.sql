-- Numbers that people write are of a size that can be calculated with; a row that is there already stays until somebody changes it. Points of
-- evaluations are looked at by their guard: the worker marks evaluations, whatever their points.
alter table merit.benchmark add constraint benchmark_value_digits
    check (abs(value) < 1e15 and scale(trim_scale(value)) <= 12) not valid;
alter table merit.target add constraint target_digits
    check (abs(value) < 1e15 and scale(trim_scale(value)) <= 12
        and (baseline is null or abs(baseline) < 1e15 and scale(trim_scale(baseline)) <= 12)) not valid;

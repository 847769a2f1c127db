-- Which ranks chance does not exclude is asked for with each person's month, and compares the total with those of the whole department. The
-- errors of these stand beside the newest totals, in one index with them: looked up person by person they took longer than all else of a page.
alter table merit.newest_result add total_error numeric(5,2);
comment on column merit.newest_result.total_error is 'Its standard error, as merit.confidence has it; null where none is known.';

drop index merit.newest_result_department;
create index newest_result_department on merit.newest_result (period_id, department) include (total, total_error);

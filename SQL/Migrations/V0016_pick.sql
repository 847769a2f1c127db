-- Nothing of a value of min, max, median or percentile tells rows of which none is known from no rows.
alter table merit.measure_factor add column is_pick boolean;

comment on column merit.measure_factor.is_pick is 'Whether the whole value is one min, max, median or percentile; NULL of a run that did not note it.';
comment on column merit.result.nps_detractors is 'Responses from 0 up, below 7.';

create schema if not exists merit_source;
comment on schema merit_source is 'What Merit reads: views or tables that the company provides.';

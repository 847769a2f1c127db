-- In PL/pgSQL its plan is kept.
create or replace function merit.setting_value(setting_name text) returns integer
    language plpgsql stable strict set search_path = pg_catalog, pg_temp
as $$
begin
    return (select value::integer from merit.setting where name = setting_name);
end
$$;
comment on function merit.setting_value is 'The value of one setting.';

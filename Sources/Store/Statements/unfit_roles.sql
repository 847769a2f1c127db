-- What roles ($1) are that none of Merit's should be, each with what mends it. $2: the owner, who may have been given the right to make
-- roles, so that it migrates alone; $3: those that read a source, whose policies may want that; $4: those that programs log in as.
select r.rolname::text, odd.finding, format('alter role %I %s', r.rolname, odd.mending), odd.is_power
from pg_roles r, lateral (values
        (1, r.rolsuper, 'is a superuser, to whom nothing can be refused', 'nosuperuser', true),
        (2, r.rolcreaterole and r.rolname <> $2, 'may create roles', 'nocreaterole', true),
        (3, r.rolbypassrls and r.rolname <> all ($3), 'reads past row-level security', 'nobypassrls', true),
        (4, not r.rolcanlogin and r.rolname = any ($4), 'cannot log in', 'login', false)
    ) odd (place, is_so, finding, mending, is_power)
where r.rolname = any ($1) and odd.is_so
order by r.rolname, odd.place

-- The agents of GLPI: who was ever assigned to a ticket, or solved one.
create view merit_source.desk_agent as
select users.id::text as agent_id,
    coalesce(nullif(trim(concat_ws(' ', users.firstname, users.realname)), ''), users.name) as name,
    (
        select nullif(trim(email), '')
        from help_desk.glpi_useremails
        where glpi_useremails.users_id = users.id
        order by is_default desc, id
        limit 1) as email,
    'glpi-agent' as post, groups.name as department,
    case
        when users.is_active = 0 or users.is_deleted <> 0 then
            coalesce(users.end_date, users.last_login, users.date_mod)
        else users.end_date
    end::date as left_on
from help_desk.glpi_users users
left join help_desk.glpi_groups groups on groups.id = users.groups_id
where users.name is distinct from 'glpi-system'
    and (
        -- 1 requester, 2 assigned, 3 observer.
        exists (select from help_desk.glpi_tickets_users roles where roles.users_id = users.id and roles.type = 2)
        or exists (
            select from help_desk.glpi_itilsolutions solutions
            where solutions.users_id = users.id and solutions.itemtype = 'Ticket'));
comment on view merit_source.desk_agent is 'The agents of GLPI.';

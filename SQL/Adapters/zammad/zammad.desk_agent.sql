-- The agents of Zammad: who has the permission of an agent, or owns a ticket still. User 1 is Zammad itself.
create view merit_source.desk_agent as
select id::text as agent_id, nullif(trim(concat_ws(' ', firstname, lastname)), '') as name,
    nullif(trim(email), '') as email,
    'zammad-agent' as post, nullif(trim(department), '') as department,
    -- Zammad keeps no day of leaving: who was deactivated left at the last login.
    case when not active then coalesce(last_login, created_at)::date end as left_on
from help_desk.users
where id <> 1
    and (
        exists (
            select
            from help_desk.roles_users
            join help_desk.permissions_roles using (role_id)
            join help_desk.permissions on permissions.id = permissions_roles.permission_id
            where roles_users.user_id = users.id and permissions.name in ('ticket', 'ticket.agent'))
        or exists (select from help_desk.tickets where tickets.owner_id = users.id));
comment on view merit_source.desk_agent is 'The agents of Zammad.';

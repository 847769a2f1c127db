-- The agents of Odoo: internal users who are in a team of the help desk, or have a ticket. User 1 is Odoo itself.
create view merit_source.desk_agent as
select res_users.id::text as agent_id, res_partner.name::text as name,
    coalesce(nullif(trim(res_partner.email), ''), case when res_users.login like '%@%' then trim(res_users.login) end)
        as email,
    'odoo-agent' as post,
    -- Somebody in several teams is in none that could be named.
    (
        select min(teams.name)
        from help_desk.helpdesk_ticket_team_res_users_rel members
        join help_desk.helpdesk_ticket_team teams on teams.id = members.helpdesk_ticket_team_id and teams.active
        where members.res_users_id = res_users.id
        having count(*) = 1) as department,
    -- Odoo keeps no day of leaving without its HR: who was archived left at the last login.
    case when not res_users.active then
        coalesce(
            (select max(create_date) from help_desk.res_users_log where res_users_log.create_uid = res_users.id),
            res_users.create_date)::date
    end as left_on,
    res_users.partner_id
from help_desk.res_users
join help_desk.res_partner on res_partner.id = res_users.partner_id
where res_users.id <> 1 and not coalesce(res_users.share, false)
    and (
        exists (
            select from help_desk.helpdesk_ticket_team_res_users_rel members where members.res_users_id = res_users.id)
        or exists (select from help_desk.helpdesk_ticket where helpdesk_ticket.user_id = res_users.id));
comment on view merit_source.desk_agent is 'The agents of the help desk of Odoo.';

-- Tickets of GLPI 10.0.16, through foreign tables of mysql_fdw or tables of the same shape.
--
-- Left out: tickets in the bin, where merging puts them too, and those linked as the duplicate of another.
-- Not to be had: spam, unless it is in the bin; tickets that a rule, a recurrence or a collector opened; whether a
-- ticket went from one agent to another, which stands in words in glpi_logs alone. Of several who are assigned, the last
-- to come is the owner.
create view merit_source.ticket as
select tickets.id::text as ticket_id,
    case
        when credit.agent_id is not null and agent.agent_id is null then 'agent ' || credit.agent_id
        else agent.employee_id
    end as employee_id,
    -- MySQL gives times in the zone of its session, and without saying so.
    tickets.date at time zone zone.name as opened_at,
    least(answer.date, solved.first_at) at time zone zone.name as first_response_at,
    -- 1 new, 2 assigned, 3 planned, 4 waiting, 5 solved, 6 closed. solvedate is emptied when a ticket is opened again.
    case when tickets.status in (5, 6) then tickets.solvedate end at time zone zone.name as resolved_at,
    coalesce(case when tickets.status in (5, 6) then tickets.solvedate end, solved.last_at) at time zone zone.name
        as closed_at,
    case tickets.status
        when 1 then 'new' when 2 then 'open' when 3 then 'planned' when 4 then 'pending' when 5 then 'resolved'
        when 6 then 'resolved'
    end as status,
    tickets.time_to_resolve at time zone zone.name as target_at,
    case when tickets.status in (5, 6) then tickets.solvedate <= tickets.time_to_resolve end as target_met,
    -- A solution that was refused, by whoever asked or by opening the ticket again.
    solved.items_id is not null and (solved.is_refused or tickets.status not in (5, 6)) as reopened,
    requester.users_id::text as customer_id, category.completename as category, channel.name as channel,
    case tickets.priority
        when 1 then 'very low' when 2 then 'low' when 3 then 'medium' when 4 then 'high' when 5 then 'very high'
        when 6 then 'major'
    end as priority,
    credit.agent_id,
    -- By the calendar of the entity, without the time that the ticket waited.
    case when tickets.status in (5, 6) then nullif(tickets.solve_delay_stat, 0) / 60 end as resolution_working_minutes
from help_desk.glpi_tickets tickets
cross join (select time_zone as name from merit_source.adapter where adapter.name = 'glpi') zone
left join help_desk.glpi_itilcategories category on category.id = tickets.itilcategories_id
left join help_desk.glpi_requesttypes channel on channel.id = tickets.requesttypes_id
-- Once for all tickets: a foreign table is asked once, and not for each ticket.
left join (
    select tickets_id, min(users_id) as users_id
    from help_desk.glpi_tickets_users
    where type = 1 and users_id <> 0
    group by tickets_id
) requester on requester.tickets_id = tickets.id
left join (
    select tickets_id, (array_agg(users_id order by id desc))[1] as users_id
    from help_desk.glpi_tickets_users
    where type = 2 and users_id <> 0
    group by tickets_id
) owner on owner.tickets_id = tickets.id
left join (
    -- 1 none, 2 waiting, 3 accepted, 4 refused.
    select items_id, max(date_creation) as last_at, bool_or(status = 4) as is_refused,
        min(date_creation) filter (where is_person) as first_at,
        (array_agg(users_id order by date_creation desc, solutions.id desc) filter (where is_person))[1] as last_id,
        (array_agg(users_id order by date_creation, solutions.id) filter (where is_person))[1] as first_id
    from help_desk.glpi_itilsolutions solutions
    cross join lateral (
        select users_id <> 0
            and users_id not in (select id from help_desk.glpi_users where name = 'glpi-system')
            and users_id::text not in (select agent_id from merit_source.agent where employee_id is null)
    ) author (is_person)
    where itemtype = 'Ticket'
    group by items_id
) solved on solved.items_id = tickets.id
-- The first answer of a person: in public, and by nobody who asked.
left join (
    select distinct on (followups.items_id) followups.items_id, followups.date, followups.users_id
    from help_desk.glpi_itilfollowups followups
    join merit_source.agent on agent.agent_id = followups.users_id::text and agent.employee_id is not null
    where followups.itemtype = 'Ticket' and followups.is_private = 0
        and not exists (
            select
            from help_desk.glpi_tickets_users roles
            where roles.tickets_id = followups.items_id and roles.users_id = followups.users_id and roles.type = 1)
    order by followups.items_id, followups.date, followups.id
) answer on answer.items_id = tickets.id
cross join lateral (
    select coalesce(
        case (select adapter.credit from merit_source.adapter where adapter.name = 'glpi')
            -- A ticket that was solved without a word before is answered by its solution.
            when 'first_responder' then
                case when answer.date <= solved.first_at or solved.first_at is null then answer.users_id
                    else solved.first_id
                end
            when 'resolver' then solved.last_id
        end,
        owner.users_id)::text as agent_id
    offset 0
) credit
left join merit_source.agent on agent.agent_id = credit.agent_id
where tickets.is_deleted = 0
    -- 1 linked, 2 duplicate of, 3 son of, 4 parent of.
    and not exists (
        select from help_desk.glpi_tickets_tickets links where links.tickets_id_1 = tickets.id and links.link = 2);
comment on view merit_source.ticket is 'Tickets of GLPI, but for duplicates and those in the bin.';

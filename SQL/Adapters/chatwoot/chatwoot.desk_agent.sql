-- The agents of Chatwoot: who is in an account, or was: their conversations and events name them still.
create view merit_source.desk_agent as
select users.id::text as agent_id, coalesce(nullif(trim(display_name), ''), name) as name,
    nullif(trim(email), '') as email,
    'chatwoot-agent' as post,
    -- Somebody in several teams is in none that could be named.
    (
        select min(teams.name)
        from help_desk.team_members
        join help_desk.teams on teams.id = team_members.team_id
        where team_members.user_id = users.id
        having count(*) = 1) as department,
    -- Chatwoot keeps no day of leaving: who is in no account any more left on the day of the last event.
    case when not exists (select from help_desk.account_users where account_users.user_id = users.id) then
        (select max(event_end_time)::date from help_desk.reporting_events where reporting_events.user_id = users.id)
    end as left_on
from help_desk.users
where exists (select from help_desk.account_users where account_users.user_id = users.id)
    or exists (select from help_desk.conversations where conversations.assignee_id = users.id)
    or exists (select from help_desk.reporting_events where reporting_events.user_id = users.id);
comment on view merit_source.desk_agent is 'The agents of Chatwoot.';

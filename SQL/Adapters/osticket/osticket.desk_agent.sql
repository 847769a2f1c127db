-- The agents of osTicket: its staff.
create view merit_source.desk_agent as
select staff.staff_id::text as agent_id,
    coalesce(nullif(trim(concat_ws(' ', staff.firstname, staff.lastname)), ''), staff.username) as name,
    nullif(trim(staff.email), '') as email, 'osticket-agent' as post, department.name as department,
    case when staff.isactive = 0 then coalesce(staff.lastlogin, staff.updated) end::date as left_on
from help_desk.ost_staff staff
left join help_desk.ost_department department on department.id = staff.dept_id;
comment on view merit_source.desk_agent is 'The agents of osTicket.';

/// What is planted, and what is found.
extension DataFindingTests {
    static let plants = [
        Plant(name: "nothing", sql: "select", found: []),
        Plant(name: "nothing, asked for a department", sql: "select", department: "service", found: []),
        Plant(
            name: "a number that nobody has",
            sql: "update merit_source.ticket set employee_id = 'cat1' where ticket_id in ('01-1', '02-1')",
            found: ["unknown_employee ticket 2 0.76 {cat1} {}"]),
        Plant(
            name: "answers of nobody's", sql: "update merit_source.nps_response set employee_id = upper(employee_id)",
            found: ["unknown_employee nps_response 52 100.00 {ANN,BOB,CAT} {ann,bob,cat} !"]),
        Plant(
            name: "a ticket that stands twice",
            sql:
                "insert into merit_source.ticket select * from merit_source.ticket where ticket_id in ('01-1', '01-2')",
            found: ["duplicate_id ticket 4 - {01-1,01-2} {bob,cat}"]),
        Plant(
            name: "a ticket that stands twice, asked for a department",
            sql:
                "insert into merit_source.ticket select * from merit_source.ticket where ticket_id in ('01-1', '01-2')",
            department: "service", found: ["duplicate_id ticket 4 - {01-1,01-2} {bob,cat}"]),
        Plant(
            name: "answered before it was opened",
            sql:
                "update merit_source.ticket set first_response_at = opened_at - interval '1 second' where ticket_id in ('01-3', '02-3')",
            found: ["impossible_time ticket 2 0.76 {01-3,02-3} {ann}"]),
        Plant(
            name: "closed and never opened",
            sql: "update merit_source.ticket set opened_at = null where ticket_id = '01-3'",
            found: ["impossible_time ticket 1 0.38 {01-3} {ann}"]),
        Plant(
            name: "resolved in a thousand years",
            sql: "update merit_source.ticket set resolved_at = '3026-09-01' where ticket_id = '01-3'",
            found: ["impossible_time ticket 1 0.38 {01-3} {ann}"]),
        Plant(
            name: "opened when time began",
            sql: "update merit_source.ticket set opened_at = '1970-01-01' where ticket_id = '01-3'",
            found: ["impossible_time ticket 1 0.38 {01-3} {ann}"]),
        Plant(
            name: "times that are unknown",
            sql: """
                update merit_source.ticket set resolved_at = 'infinity', opened_at = '-infinity' where ticket_id = '01-3';
                update merit_source.ticket set resolved_at = '-infinity' where ticket_id = '01-6'
                """, found: []),
        Plant(
            name: "days beside times",
            sql:
                "alter table merit_source.ticket alter resolved_at type date using resolved_at::date, alter closed_at type timestamp",
            found: []),
        Plant(
            name: "a recommendation of eleven",
            sql:
                "update merit_source.nps_response set score = 11 where ticket_id = (select min(ticket_id) from merit_source.nps_response)",
            found: ["off_scale nps_response 1 1.92 {01-2} {cat}"]),
        Plant(
            name: "a scale of five for one of ten",
            sql: "update merit_source.nps_response set score = round(score / 2)",
            found: ["off_scale nps_response 52 100.00 {} {}"]),
        Plant(
            name: "a scale of ten for one of five",
            sql: "update merit_source.satisfaction_response set score = score * 2",
            found: ["off_scale satisfaction_response 62 59.62 {01-7,02-11,02-5,03-8,04-12} {ann,bob,cat}"]),
        Plant(
            name: "leave in percent", sql: "update merit_source.attendance set portion = 50 where portion is not null",
            found: ["off_scale attendance 1 33.33 {} {ann}"]),
        Plant(
            name: "parts of one for percent",
            sql:
                "insert into merit_source.repair_report (report_id, employee_id, submitted_at, visits) select id, id, '2026-09-09', 0.9 from unnest(array['ann', 'bob', 'cat']) id",
            template: visits, found: ["off_scale repair_report - - {} {}"]),
        Plant(
            name: "percent",
            sql:
                "insert into merit_source.repair_report (report_id, employee_id, submitted_at, visits) select id, id, '2026-09-09', 90 from unnest(array['ann', 'bob', 'cat']) id",
            template: visits, found: []),
        Plant(
            name: "complaints that may not be read", sql: "revoke select on merit_source.complaint from merit_reader",
            found: ["unreadable complaint - - {} {}"]),
        Plant(
            name: "complaints behind a function that may not be called",
            sql: """
                alter table merit_source.complaint rename to kept;
                create function merit_source.seen(text) returns text language sql return $1;
                revoke execute on function merit_source.seen from public;
                create view merit_source.complaint as
                    select complaint_id, merit_source.seen(employee_id) as employee_id, received_at, category from merit_source.kept;
                grant select on merit_source.complaint to merit_reader
                """, found: ["unreadable complaint - - {} {}"]),
        Plant(
            name: "complaints that stand elsewhere, where nothing is asked beside measuring",
            sql: """
                create extension file_fdw;
                create server elsewhere foreign data wrapper file_fdw;
                alter table merit_source.complaint rename to kept;
                create foreign table merit_source.complaint (complaint_id text, employee_id text, received_at timestamptz, category text)
                    server elsewhere options (program 'echo C1,ann,never,noise', format 'csv');
                grant select on merit_source.complaint to merit_reader
                """, found: []),
        Plant(
            name: "rights to columns that are enough",
            sql:
                "revoke select on merit_source.ticket from merit_reader; grant select (employee_id, closed_at, status) on merit_source.ticket to merit_reader",
            found: []),
        Plant(
            name: "a right to leave that is not enough",
            sql:
                "revoke select on merit_source.attendance from merit_reader; grant select (employee_id, day, kind) on merit_source.attendance to merit_reader",
            found: ["unreadable attendance - - {} {}"]),
        Plant(
            name: "a score that is a text", sql: "alter table merit_source.nps_response alter score type text",
            found: ["type nps_response - - {} {}"]),
        Plant(
            name: "no tickets at all", sql: "delete from merit_source.ticket", found: ["empty ticket - - {} {} !"]),
        Plant(
            name: "no tickets in the period",
            sql:
                "update merit_source.ticket set closed_at = closed_at - interval '1 year', opened_at = opened_at - interval '1 year'",
            found: ["empty ticket - - {} {} !"]),
        Plant(
            name: "another department", sql: "select", department: "servise",
            found: ["empty employee - - {} {} !"]),
        Plant(
            name: "a post with a blank",
            sql: "update merit_source.employee set post = 'desk ' where employee_id = 'bob'", template: forDesks,
            found: ["empty employee - - {} {}"]),
        Plant(
            name: "a post that nothing is like",
            sql: "update merit_source.employee set post = 'chief' where employee_id = 'bob'",
            template: forDesks, found: ["empty employee - - {} {}"]),
        Plant(
            name: "a post that the template for all others takes",
            sql: "update merit_source.employee set post = 'chief' where employee_id = 'bob'", found: []),
        Plant(
            name: "a post that nobody holds",
            sql: "update merit_source.employee set post = 'chief'", template: forDesks,
            found: ["empty employee - - {} {}"]),
        Plant(
            name: "a post that nobody of the department holds",
            sql: """
                update merit_source.employee set post = 'chief', department = 'heads' where employee_id = 'bob';
                update merit_source.employee set department = 'other' where employee_id <> 'bob'
                """, template: forDesks, department: "heads", found: ["empty employee - - {} {}"]),
        Plant(
            name: "one of whom there is nothing",
            sql:
                "insert into merit_source.employee (employee_id, name, post, department) values ('zed', 'Zed', 'desk', 'service')",
            found: ["empty ticket - - {zed} {zed}"]),
        Plant(
            name: "one of whom there is nothing, who came later",
            sql: """
                insert into merit_source.employee (employee_id, name, post, department, employed_from)
                values ('zed', 'Zed', 'desk', 'service', '2026-09-14')
                """, found: []),
        Plant(
            name: "one of whom there is nothing, on leave",
            sql: """
                insert into merit_source.employee (employee_id, name, post, department) values ('zed', 'Zed', 'desk', 'service');
                insert into merit_source.attendance (employee_id, day, kind) select 'zed', date '2026-09-01' + n, 'leave' from generate_series(0, 20) n
                """, found: []),
        Plant(
            name: "two of five of whom there is nothing, as of people who do other work",
            sql: """
                insert into merit_source.employee (employee_id, name, post, department)
                values ('zed', 'Zed', 'desk', 'service'), ('yve', 'Yve', 'desk', 'service')
                """, found: []),
        Plant(
            name: "a day that was not loaded", sql: "delete from merit_source.ticket where ticket_id like '15-%'",
            found: ["gap ticket 1 3.33 {2026-09-15} {}"]),
        Plant(
            name: "rows that begin and end within the period",
            sql: "delete from merit_source.ticket where ticket_id < '03' or ticket_id >= '29'", found: []),
        Plant(
            name: "rows of every third day",
            sql: "delete from merit_source.ticket where substr(ticket_id, 1, 2)::integer % 3 > 0", found: []),
        Plant(
            name: "a holiday",
            sql: """
                delete from merit_source.ticket where ticket_id like '15-%';
                insert into merit.special_day (calendar, day, kind, title) values ('standard', '2026-09-15', 'holiday', 'off')
                """, found: []),
        Plant(
            name: "a load that broke off", sql: "delete from merit_source.ticket where ticket_id >= '22'",
            found: ["gap ticket 7 23.33 {2026-09-22,2026-09-23,2026-09-24,2026-09-25,2026-09-28} {}"]),
        Plant(
            name: "a column that is mostly null",
            sql: "update merit_source.ticket set status = null where ticket_id !~ '-(1|2|3|4|5)$'",
            found: ["gap ticket 154 58.33 {} {}"]),
        Plant(
            name: "a word that the template does not know",
            sql: "update merit_source.ticket set status = 'closed' where status = 'resolved'",
            found: ["empty ticket - - {} {}"]),
        Plant(
            name: "a month in which nobody was late",
            sql: """
                delete from merit_source.attendance;
                insert into merit_source.attendance (employee_id, day, kind)
                select id, date '2026-09-01' + n, 'leave' from unnest(array['ann', 'bob', 'cat']) id, generate_series(0, 8) n
                """,
            template: SmallCompany.template.replacing(
                "{from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}",
                with: "{from: attendance, at: day, value: \"count(kind = 'late') + 3 * count(kind = 'absent')\"}"),
            found: []),
        Plant(
            name: "a word in capitals", sql: "update merit_source.ticket set status = upper(status)",
            department: "service", found: ["empty ticket - - {} {}"]),
        Plant(
            name: "one of two words", sql: "select", template: asking("share(status in ('done', 'resolved'))"),
            found: []),
        Plant(
            name: "neither of two words", sql: "select", template: asking("share(status in ('done', 'solved'))"),
            found: ["empty ticket - - {} {}"]),
        Plant(
            name: "words that rows are not to have, or to be like", sql: "select",
            template: asking(
                "share(status <> 'done' and status not in ('new', 'old') and not (status = 'open') and not status like 'x%')"
            ),
            found: []),
        Plant(
            name: "a word that a few rows have not", sql: "select",
            template: SmallCompany.template.replacing(
                "{from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}",
                with: "{from: complaint, at: received_at, value: \"share(category = 'noise')\"}"), found: []),
    ]

    private static func asking(_ value: String) -> String {
        SmallCompany.template.replacing("share(status = 'resolved')", with: value)
    }

    static let forDesks = SmallCompany.template.replacing("posts: []", with: "posts: [desk]")
        .replacing("default: true", with: "default: false")

    static let visits = SmallCompany.template
        .replacing(
            "measure: {from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}",
            with: "unit: percent\n        measure: {from: repair_report, at: submitted_at, value: \"avg(visits)\"}")
}

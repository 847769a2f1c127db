import Pages
import Postgres
import Reports
import Store
import Support
import Testing

@testable import Worker

/// Each kind of what can be odd about the rows is planted in a company where nothing else is, and found; and nothing where nothing is.
@Suite(.database(.sourced)) struct DataFindingTests {
    struct Plant: Sendable, CustomTestStringConvertible {
        let name: String
        let sql: String
        var template = SmallCompany.template
        var department: String?
        /// Kind, relation, rows, share, ids, people; `!` where nobody is matched.
        let found: [String]
        var testDescription: String { name }
    }

    /// Three people with twelve tickets on each working day of September, answers of customers, and days of leave.
    private static let company = """
        insert into merit_source.employee (employee_id, name, post, department)
        select id, id, 'desk', 'service' from unnest(array['ann', 'bob', 'cat']) id;
        insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, resolved_at, closed_at, status)
        select to_char(day, 'DD') || '-' || n, (array['ann', 'bob', 'cat'])[1 + n % 3], day + interval '8 hours', day + interval '9 hours',
            day + interval '10 hours', day + interval '11 hours', case when n % 4 = 0 then 'failed' else 'resolved' end
        from generate_series(timestamptz '2026-09-01', '2026-09-30', interval '1 day') day, generate_series(1, 12) n
        where extract(isodow from day) < 6;
        insert into merit_source.nps_response (employee_id, score, responded_at, ticket_id)
        select employee_id, n % 11, closed_at + interval '1 hour', ticket_id
        from (select *, row_number() over (order by ticket_id) as n from merit_source.ticket) t where n % 5 = 0;
        insert into merit_source.satisfaction_response (employee_id, score, responded_at, aspect, ticket_id)
        select employee_id, 1 + n / 5 % 5, closed_at + interval '1 hour', aspect, ticket_id
        from (select *, row_number() over (order by ticket_id) as n from merit_source.ticket) t, unnest(array['attitude', 'solution']) aspect
        where n % 5 = 0;
        insert into merit_source.attendance (employee_id, day, kind, portion) values
            ('ann', '2026-09-03', 'leave', 0.5), ('bob', '2026-09-04', 'leave', null), ('bob', '2026-09-07', 'late', null);
        insert into merit_source.complaint (complaint_id, employee_id, received_at, category) values ('K1', 'cat', '2026-09-09', 'parts');
        """

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
            template: forDesks, found: []),
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
    ]

    private static let forDesks = SmallCompany.template.replacing("posts: []", with: "posts: [desk]")
        .replacing("default: true", with: "default: false")

    private static let visits = SmallCompany.template
        .replacing(
            "measure: {from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}",
            with: "unit: percent\n        measure: {from: repair_report, at: submitted_at, value: \"avg(visits)\"}")

    private static let findings = """
        select concat_ws(' ', kind, relation, coalesce(rows::text, '-'), coalesce(share::text, '-'), ids, people, case when matches_nobody then '!' end)
        from merit.newest_data_finding where period = 'asked' order by finding_id
        """

    /// Scores September of the company.
    private func score(_ plant: Plant) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { try await $0.script(Self.company) }
        try await database.publish(yaml: [plant.template])
        try await database.withConnection { try await $0.script(plant.sql) }
        try await database.ask("asked", from: "2026-09-01", to: "2026-09-30", department: plant.department)
        try await database.work()
        return database
    }

    private func found(in database: TestDatabase) async throws -> [String] {
        try await database.line(Self.findings, user: "merit_hr").split(separator: "\n").map(String.init)
    }

    @Test(arguments: plants) func isFound(_ plant: Plant) async throws {
        let database = try await score(plant)
        #expect(try await found(in: database) == plant.found)
        try await toldInChinese(in: database)
        // It is scored all the same.
        #expect(try await database.line("select status, problem from merit.appraisal_period") == "scored -")
    }

    /// What is found, and what to do, is known to pages that are Chinese: of English there is what the sentences name.
    private func toldInChinese(in database: TestDatabase) async throws {
        let sentences = try await database.line(
            "select unnest(array[finding, advice]) from merit.newest_data_finding where period = 'asked'")
        for sentence in sentences.split(separator: "\n").map(String.init) {
            let told = Words(.zhHans).findingSentence(sentence)
            #expect(told != sentence && !told.contains(#/[\[{][0-9]/#), "\(sentence)")
        }
    }

    /// Everything that a plant is odd by, by its kind alone: the period fails with what is odd, and is scored once it may be.
    @Test(arguments: DataFinding.Kind.allCases) func aStrictKindStopsTheScoring(kind: DataFinding.Kind) async throws {
        let database = try TestDatabase.current
        let plant = Self.plants.first { $0.found.first?.hasPrefix("\(kind.rawValue) ") ?? false }
        try await database.withConnection { connection in
            // Kinds beside it stop nothing.
            try await connection.script("update merit.setting set value = '1' where name = 'strict_\(kind.rawValue)'")
        }
        guard let plant else {
            #expect(kind == .lateChange, "it is tried where a period is scored again")
            return
        }
        _ = try await score(plant)
        let line = try await database.line("select status, problem from merit.appraisal_period")
        #expect(line.hasPrefix("failed "), "\(line)")
        #expect(
            line.contains(
                """
                ; a period with that is not scored because of the setting strict_\(kind.rawValue) of merit.setting; mend the source, or set it \
                to 0, then set the period's status to pending
                """), "\(line)")
        #expect(try await found(in: database) == [])
        try await database.execute("update merit.setting set value = '0' where name = 'strict_\(kind.rawValue)'")
        try await database.rescore()
        #expect(try await found(in: database) == plant.found)
        for other in DataFinding.Kind.allCases
        where !plant.found.contains(where: { $0.hasPrefix("\(other.rawValue) ") }) {
            try await database.execute("update merit.setting set value = '1' where name = 'strict_\(other.rawValue)'")
        }
        try await database.rescore()
        #expect(try await database.line("select status, problem from merit.appraisal_period") == "scored -")
    }

    @Test func whatChangedSinceIsFoundWhenItIsScoredAgain() async throws {
        let database = try TestDatabase.current
        _ = try await score(
            Plant(
                name: "", sql: "alter table merit_source.ticket add changed_at timestamptz default '2026-09-30'",
                found: []))
        #expect(try await found(in: database) == [])
        try await database.execute(
            "update merit_source.ticket set status = 'failed', changed_at = clock_timestamp() where ticket_id in ('01-1', '01-5')"
        )
        try await database.execute("update merit.setting set value = '1' where name = 'strict_late_change'")
        try await database.rescore()
        let problem = try await database.line("select problem from merit.appraisal_period")
        #expect(
            problem.hasPrefix(
                "2 rows of ticket: changed since the period was scored before, by changed_at, such as \"01-1\", \"01-5\": merit.result"
            ),
            "\(problem)")
        try await database.execute("update merit.setting set value = '0' where name = 'strict_late_change'")
        try await database.rescore()
        #expect(try await found(in: database) == ["late_change ticket 2 0.76 {01-1,01-5} {bob,cat}"])
        try await toldInChinese(in: database)
        // The next scoring knows of it.
        try await database.rescore()
        #expect(try await found(in: database) == [])
    }

    @Test func aRelationThatWasBusyInThePeriodBefore() async throws {
        let database = try await score(Plant(name: "", sql: "select", template: Self.visits, found: []))
        #expect(try await found(in: database) == ["empty repair_report - - {} {} !"])
        try await toldInChinese(in: database)
        try await database.execute(
            """
            insert into merit_source.repair_report (report_id, employee_id, submitted_at, visits)
            select 'R' || n, 'ann', '2026-08-09', 60 from generate_series(1, 20) n
            """)
        // Nobody knows yet whether there should be some.
        try await database.rescore()
        #expect(try await found(in: database) == [])
        try await database.ask("august", from: "2026-08-01", to: "2026-08-31")
        try await database.work()
        try await database.rescore()
        #expect(
            try await database.line("select period, kind, finding from merit.newest_data_finding")
                == "asked empty merit_source.repair_report has no row in the period, and has others")
        try await toldInChinese(in: database)
    }

    /// What the planner holds to be dear is measured, and not looked at again: what is counted while it is measured is told.
    @Test func largeRelationsAreNotReadAgain() async throws {
        let database = try TestDatabase.current
        try await database.execute("alter database \"\(database.name)\" set cpu_tuple_cost = 100000")
        _ = try await score(
            Plant(
                name: "",
                sql: """
                    insert into merit_source.ticket select * from merit_source.ticket where ticket_id = '01-1';
                    update merit_source.ticket set employee_id = 'zed' where ticket_id = '01-2';
                    update merit_source.ticket set first_response_at = opened_at - interval '1 second' where ticket_id = '01-3'
                    """, found: []))
        #expect(
            try await found(in: database) == [
                "unknown_employee ticket 1 0.38 {zed} {}", "impossible_time ticket 1 - {} {}",
            ])
    }
}

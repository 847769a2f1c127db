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

    @Test func whichWordsThereAreInstead() async throws {
        let database = try await score(
            Plant(
                name: "",
                sql: """
                    update merit_source.ticket set status = case when status = 'resolved' then 'closed' when ticket_id < '04' then 'it''s' else 'open' end
                    """, found: []))
        #expect(
            try await database.line("select sentence from merit.newest_data_finding") == """
                no row of ticket has status 'resolved', which desk solved asks for; there are 'closed' (198), 'open' (57), 'it's' (9); \
                write the view's values or the template's alike
                """)
    }

    /// What may be as it is meant stops nothing.
    @Test func hintsStopNoScoring() async throws {
        try await TestDatabase.current.execute("update merit.setting set value = '1' where name = 'strict_empty'")
        let database = try await score(
            Plant(
                name: "", sql: "update merit_source.ticket set status = 'closed' where status = 'resolved'", found: []))
        #expect(try await database.line("select status, problem from merit.appraisal_period") == "scored -")
        #expect(try await found(in: database) == ["empty ticket - - {} {}"])
    }

    @Test func whatAPostWithoutATemplateIsToldAs() async throws {
        let database = try await score(
            Plant(
                name: "",
                sql: """
                    update merit_source.employee set post = 'chief' where employee_id in ('ann', 'bob');
                    update merit_source.employee set post = 'driver' where employee_id = 'cat'
                    """, template: Self.forDesks, found: []))
        #expect(
            try await database.line(
                "select string_agg(sentence, E'\\n' order by finding_id) from merit.newest_data_finding") == """
                    no template is for the 2 posts "chief", "driver" of 3 people; publish one for it, or say default: true in the one that is \
                    for everyone else; until then nobody of it is appraised
                    """)
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

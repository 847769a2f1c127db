import Foundation
import Postgres
import Support
import Testing

/// One login asks for very much, or for something very large: what others ask for is done all the same, and what is out of bounds is refused
/// with a reason.
///
/// `TEST_FLOOD=full` in the environment floods with a million evaluations and notifications, and a thousand periods.
@Suite(.database(.sourced), .timeLimit(.minutes(60))) struct FloodTests {
    private static let isFull = ProcessInfo.processInfo.environment["TEST_FLOOD"] == "full"
    private static let many = isFull ? 1_000_000 : 2_000
    private static let several = isFull ? 1_000 : 15

    @Test func othersJobsStillEnd() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection(user: "merit_hr") { connection in
            try await connection.execute(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                select 'flood ' || n, '2020-01-01', '2020-01-31', 'UTC' from generate_series(1, $1) n
                """, Self.several)
            try await connection.execute(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
                select period_id, 'ann', 'peer', 'flood ' || n, 50
                from merit.appraisal_period, generate_series(1, $1) n where label = '2026-09'
                """, Self.many)
            try await connection.execute(
                """
                insert into merit.template (document)
                select jsonb_build_object('template', 'flood', 'version', n) from generate_series(1, $1) n
                """, Self.several)
            try await connection.execute(
                "select count(pg_notify(channel, n::text)) from generate_series(1, $1) n, unnest(array['merit_job', 'merit_scored']) channel",
                Self.many)
        }
        try await database.ask("after the flood", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        #expect(
            try await database.line(
                "select status, problem from merit.appraisal_period where label = 'after the flood'") == "scored -")
        #expect(
            try await database.line(
                "select count(*) filter (where status <> 'scored')::text from merit.appraisal_period") == "0")
        #expect(
            try await database.line(
                "select status, count(*)::text from merit.template where code = 'flood' group by status")
                == "rejected \(Self.several)")
    }

    /// A thousand that are due and a thousand that are not: another login's is done among the first.
    @Test func othersDoNotWaitForAFlood() async throws {
        let database = try TestDatabase.current
        let (many, other) = ("many_\(database.name)", "other_\(database.name)")
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann"], in: connection)
            for login in [many, other] { try await connection.script("create role \(login) login in role merit_hr") }
        }
        try await database.publish(yaml: [SmallCompany.template])
        try await database.withConnection(user: many) { connection in
            for (year, after) in [("2020", "null"), ("2021", "timestamptz '2999-01-01'")] {
                _ = try await connection.execute(
                    """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after)
                    select '\(year) ' || n, '\(year)-01-01', '\(year)-01-31', 'UTC', \(after) from generate_series(1, $1) n
                    """, Self.many / 2)
            }
        }
        try await database.withConnection(user: other) {
            try await $0.script(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                values ('single', '2022-01-01', '2022-01-31', 'UTC')
                """)
        }
        let working = Task { try await database.work() }
        try await database.withConnection {
            try await $0.waitUntil(
                "select status in ('scored', 'failed') from merit.appraisal_period where label = 'single'")
        }
        let (single, before) = try await database.withConnection {
            try await $0.query(
                """
                select string_agg(concat_ws(' ', status, problem), '') filter (where label = 'single'),
                    count(*) filter (where label like '2020%' and status <> 'pending')
                from merit.appraisal_period
                """
            ).one().decode(String.self, Int.self)
        }
        working.cancel()
        _ = await working.result
        #expect(single == "scored")
        #expect(before < 200)
        try await database.withConnection {
            for login in [many, other] { try await $0.script("drop role \(login)") }
        }
    }

    @Test func whoAppealsWithoutEndHoldsUpNobody() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        try await database.withConnection(user: "merit_hr") { connection in
            try await connection.script(
                """
                do $$ begin
                    for n in 1..\(Self.several * 20) loop
                        insert into merit.appeal (period_id, employee_id, reason, submitted_by)
                        select period_id, 'ann', 'flood ' || n, 'ann' from merit.appraisal_period where label = '2026-09';
                        update merit.appeal set status = 'withdrawn', decision = 'never mind', decided_by = 'ann' where status = 'open';
                    end loop;
                end $$
                """)
        }
        try await database.ask("after the flood", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        #expect(
            try await database.line(
                "select string_agg(distinct status || coalesce(problem, ''), ',') from merit.appraisal_period")
                == "scored")
    }

    @Test(arguments: [
        ("employee_id", "repeat('x', 1000000)", "an id or a code of an evaluation has more than 200 characters"),
        ("rater_id", "repeat('é', 201)", "an id or a code of an evaluation has more than 200 characters"),
        ("indicator", "repeat('x', 1000000)", "an id or a code of an evaluation has more than 200 characters"),
        ("comment", "repeat('x', 100001)", "a comment has 100001 characters; 100000 are the most"),
        ("submitted_at", "'infinity'", "an evaluation cannot have been given at infinity"),
        ("points", "1e1000", "points are a number from 0 to 100"),
    ])
    func anEvaluationHasBounds(column: String, value: String, reason: String) async throws {
        let database = try TestDatabase.current
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        let columns = [
            "employee_id": "'ann'", "rater_id": "'bob'", "indicator": "'i'", "comment": "'c'", "points": "50",
        ]
        .merging([column: value]) { $1 }
        try await expect(
            reason,
            """
            insert into merit.evaluation (period_id, source, \(columns.keys.sorted().joined(separator: ", ")))
            values (1, 'peer', \(columns.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")))
            """)
    }

    @Test(arguments: [
        (
            ("repeat('x', 1000000)", "'2026-09-01'", "'2026-09-30'"),
            "the label of a period has 1000000 characters; 200 are the most"
        ),
        (("'p'", "'5874897-12-01'", "'5874897-12-31'"), "lies outside the years 1900 to 9999"),
        (("'p'", "'4713-01-01 BC'", "'2026-09-30'"), "lies outside the years 1900 to 9999"),
        (("'p'", "'2000-01-01'", "'2999-12-31'"), "would have 365243 days; 1100 are the most"),
        (("'p'", "'-infinity'", "'infinity'"), "needs a first and a last day"),
    ])
    func aPeriodHasBounds(given: (label: String, first: String, last: String), reason: String) async throws {
        try await expect(
            reason,
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values (\(given.label), \(given.first), \(given.last), 'UTC')
            """)
    }

    @Test(arguments: [
        (
            "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department) values ('p', '2026-09-01', '2026-09-30', 'UTC', repeat('x', 501))",
            "period \"p\": a department of 501 characters; 500 are the most"
        ),
        (
            "insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, score_after) values ('p', '2026-09-01', '2026-09-30', 'UTC', '294276-12-31')",
            "cannot be scored after"
        ),
        ("insert into merit.quarter_review (quarter) values ('4713-01-01 BC')", "lies outside the years 1900 to 9999"),
        ("insert into merit.quarter_review (quarter) values ('5874897-10-01')", "lies outside the years 1900 to 9999"),
        (
            "insert into merit.template (document) values (jsonb_build_object('template', repeat('t', 1000000), 'version', 1))",
            "the code of a template has 1000000 characters; 200 are the most"
        ),
        (
            "insert into merit.template (document) values (jsonb_build_object('template', 't', 'version', 1, 'title', repeat('t', 10000000)))",
            "bytes is not read"
        ),
    ])
    func whatIsAskedForHasBounds(statement: String, reason: String) async throws {
        try await expect(reason, statement)
    }

    /// What the source says of a person lands in keys and in figures of groups.
    @Test(arguments: [
        (
            "employee_id",
            "employee_id of an employee has 1000000 characters, 200 are the most; mend the row whose employee_id begins with \"xxx"
        ),
        (
            "supervisor_id",
            "supervisor_id of an employee has 1000000 characters, 200 are the most; mend the row whose employee_id begins with \"eve\""
        ),
        (
            "department",
            "department of an employee has 1000000 characters, 500 are the most; mend the row whose employee_id begins with \"eve\""
        ),
        (
            "name",
            "name of an employee has 1000000 characters, 500 are the most; mend the row whose employee_id begins with \"eve\""
        ),
        (
            "post",
            "post of an employee has 1000000 characters, 500 are the most; mend the row whose employee_id begins with \"eve\""
        ),
    ])
    func aPersonOfTheSourceHasBounds(column: String, problem: String) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection {
            try await $0.script(
                """
                insert into merit_source.employee (employee_id, post) values ('eve', 'desk');
                update merit_source.employee set \(column) = repeat('x', 1000000) where employee_id = 'eve'
                """)
        }
        try await database.work()
        let state = try await database.line(SmallCompany.status)
        #expect(state.hasPrefix("failed 0 ") && state.contains(problem), "\(state)")
    }

    private func expect(_ reason: String, _ statement: String) async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestDatabase.current.withConnection(user: "merit_hr") { try await $0.script(statement) }
        }
        #expect(error?.message.contains(reason) == true, "\(error.map { "\($0)" } ?? "")")
        #expect(error?.hint != nil)
    }
}

import Postgres
import Support

/// A company of a few people, for tests that look at one thing: everybody has the same tickets unless a test says otherwise.
enum SmallCompany {
    /// One measured indicator out of tickets, one rated: 50 points each, half the weight each.
    static let template = DeskTemplate(
        rules: ["eligibility: {min_days: 10}", "coverage: {min_percent: 60}"],
        grades: ["{grade: A, at_least: 80, coefficient: 1.2}", "{grade: B, at_least: 0, coefficient: 0.8}"],
        weights: (solved: 50, manner: 50), bands: ["{band: all, best: 100, worst: 0, points: [50, 0]}"]
    ).yaml

    static func hire(_ ids: [String], in connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            insert into merit_source.employee (employee_id, name, post, department)
            select id, 'name of ' || id, 'desk', 'service' from unnest($1::text[]) id
            """, ids)
    }

    /// Tickets closed on 2026-09-10, each with a status.
    static func close(_ statuses: [String], by id: String, in connection: PostgresConnection) async throws {
        try await connection.execute(
            """
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
            select $1 || ' ' || n, $1, '2026-09-09', '2026-09-10', status from unnest($2::text[]) with ordinality t (status, n)
            """, id, statuses)
    }

    /// A supervisor's points for `manner`.
    static func rate(_ id: String, _ points: Int, source: String = "supervisor", in database: TestDatabase) async throws
    {
        _ = try await database.withConnection(user: "merit_hr") { connection in
            try await connection.execute(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                select period_id, $1, $2, case $2 when 'self' then $1 else 'boss' end, 'manner', $3 from merit.appraisal_period where label = '2026-09'
                """, id, source, points)
        }
    }

    /// Two people, each with tickets and a rating, and the period 2026-09 asked for.
    ///
    /// - Parameter department: the one that the period is for.
    static func september(in database: TestDatabase, department: String? = nil) async throws {
        try await database.withConnection { connection in
            try await hire(["ann", "bob"], in: connection)
            try await close(["resolved", "resolved", "resolved", "failed"], by: "ann", in: connection)
            try await close(["resolved", "failed"], by: "bob", in: connection)
        }
        try await database.publish(yaml: [template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30", department: department)
        try await rate("ann", 40, in: database)
        try await rate("bob", 20, in: database)
    }

    /// Sets people and tickets aside as they are now, for ``restoreSource(in:)``.
    static func keepSource(in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await connection.script(
                """
                create schema before;
                create table before.employee as table merit_source.employee;
                create table before.ticket as table merit_source.ticket;
                """)
        }
    }

    /// Puts people and tickets back as ``keepSource(in:)`` found them.
    static func restoreSource(in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await connection.script(
                """
                truncate merit_source.employee, merit_source.ticket;
                insert into merit_source.employee table before.employee;
                insert into merit_source.ticket table before.ticket;
                """)
        }
    }

    static let totals = """
        select employee_id, r.revision::text, r.status, total::text, grade, r.reason
        from merit.current_result r join merit.appraisal_period using (period_id)
        where label = '2026-09' order by employee_id
        """

    static let status = "select status, revision::text, problem from merit.appraisal_period where label = '2026-09'"
}

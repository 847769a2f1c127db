import Postgres
import Support

/// A service desk over the months of 2026, for tests of what results lead to.
struct Season {
    let database: TestDatabase

    /// What a person did in a month.
    struct Work {
        var resolved = 0
        var failed = 0
        /// The supervisor's points for `manner`; nil: not rated, so that the result is incomplete.
        var manner: Int?

        /// 100.00, an A.
        static let good = Work(resolved: 4, manner: 50)
        /// 16.00, an E: half the tickets failed, and unfriendly.
        static let bad = Work(resolved: 2, failed: 2, manner: 20)
        /// 52.00, an E of another kind: 75% solved is 20 of 50 points.
        static let middling = Work(resolved: 3, failed: 1, manner: 35)
        static let incomplete = Work(resolved: 2, failed: 2)
        /// Nothing was measured, and so there is too little for a total.
        static let away = Work()
    }

    static let template = DeskTemplate(
        rules: ["eligibility: {min_days: 10}", "coverage: {min_percent: 60}", "plan: {below_percent: 70, at_most: 2}"],
        grades: [
            "{grade: A, at_least: 90, coefficient: 1.2, outcomes: [talent_pool, share_case]}",
            "{grade: C, at_least: 60, coefficient: 1.0, outcomes: [improvement_training]}",
            "{grade: E, at_least: 0, coefficient: 0.5, outcomes: [improvement_plan]}",
        ],
        streaks: ["{grade: E, periods: 2, outcome: dismissal_review}"],
        weights: (solved: 60, manner: 40), unit: "percent",
        bands: [
            "{band: high, best: 100, worst: 90, points: [50, 40]}",
            "{band: fair, best: 90, worst: 60, points: [30, 10]}",
            "{band: low, best: 60, worst: 0, points: 0}",
        ]
    ).yaml

    /// Two people and their supervisor's id; what is late need not rest.
    static func begin(_ template: String = template) async throws -> Season {
        let season = Season(database: try TestDatabase.current)
        try await season.run(
            """
            insert into merit_source.employee (employee_id, name, post, department, supervisor_id)
            values ('ann', 'Ann', 'desk', 'service', 'boss'), ('bob', 'Bob', 'desk', 'service', 'boss')
            """)
        try await season.run("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await season.database.publish(yaml: [template])
        return season
    }

    /// Asks for a month with what was done in it; it is not scored yet.
    func ask(_ month: Int, _ works: [String: Work]) async throws {
        let (first, label) = (Self.date(month, 1), Self.label(month))
        let last = try await database.line(
            "select ($1::text::date + interval '1 month' - interval '1 day')::date::text", first)
        try await database.ask(label, from: first, to: last)
        for (person, work) in works.sorted(by: { $0.key < $1.key }) { try await add(work, of: person, in: month) }
    }

    /// Asks for a month and has it scored.
    func score(_ month: Int, _ works: [String: Work]) async throws {
        try await ask(month, works)
        try await database.work()
    }

    func add(_ work: Work, of person: String, in month: Int) async throws {
        let statuses =
            Array(repeating: "resolved", count: work.resolved) + Array(repeating: "failed", count: work.failed)
        _ = try await database.withConnection { connection in
            try await connection.execute(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select concat_ws('-', $1, $2, n), $1, $3::text::timestamptz, $3::text::timestamptz + n * interval '1 hour', status
                from unnest($4::text[]) with ordinality t (status, n)
                """, person, "\(month)", Self.date(month, 10), statuses)
        }
        if let manner = work.manner { try await rate(person, manner, in: month) }
    }

    func rate(
        _ person: String, _ points: Int, source: String = "supervisor", comment: String? = nil, in month: Int
    ) async throws {
        _ = try await database.withConnection(user: "merit_hr") { connection in
            try await connection.execute(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
                select period_id, $1, $2, case $2 when 'self' then $1 else 'boss' end, 'manner', $3, $4 from merit.appraisal_period where label = $5
                """, person, source, points, comment, Self.label(month))
        }
    }

    /// Lets tickets of a person in a month have another status, and everyone be scored again.
    func change(_ person: String, in month: Int, to status: String) async throws {
        try await run(
            "update merit_source.ticket set status = '\(status)' where ticket_id like '\(person)-\(month)-%'")
        try await rescore(month)
    }

    func rescore(_ month: Int) async throws {
        try await hr("update merit.appraisal_period set status = 'pending' where label = '\(Self.label(month))'")
        try await database.work()
    }

    func run(_ sql: String) async throws { _ = try await database.line(sql) }
    func hr(_ sql: String) async throws { _ = try await database.line(sql, user: "merit_hr") }

    /// `month kind status` of each outcome of a person, in order.
    func outcomes(of person: String = "bob") async throws -> String {
        try await database.line(
            """
            select substr(label, 6), o.kind, o.status || case when unsupported_since is not null then '!' else '' end
            from merit.outcome o join merit.appraisal_period using (period_id)
            where employee_id = $1 order by label, o.kind
            """, person)
    }

    /// `month indicator status times_missed month-before` of each task of a person, in order of months and priority.
    func tasks(of person: String = "bob") async throws -> String {
        try await database.line(
            """
            select substr(p.label, 6), t.indicator, t.status, t.times_missed::text, coalesce(substr(q.label, 6), '-')
            from merit.improvement_task t join merit.appraisal_period p using (period_id)
                left join merit.improvement_task before on before.task_id = t.previous_task_id
                left join merit.appraisal_period q on q.period_id = before.period_id
            where t.employee_id = $1 order by p.label, t.priority, t.indicator desc
            """, person)
    }

    private static func label(_ month: Int) -> String { "2026-" + (month < 10 ? "0" : "") + "\(month)" }
    private static func date(_ month: Int, _ day: Int) -> String {
        label(month) + "-" + (day < 10 ? "0" : "") + "\(day)"
    }
}

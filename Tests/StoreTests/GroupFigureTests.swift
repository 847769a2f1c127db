import Support
import Testing

/// What the dashboard's role can find out, attacked: nothing about fewer than five people, and by difference neither.
@Suite(.database(.migrated)) struct GroupFigureTests {
    /// A company of one period: department, grade and statuses of tasks and proposals of each person.
    private struct Company {
        struct Person {
            let department: String?
            /// Nil: no total.
            let grade: String?
            let tasks: [String]
            let proposal: String?
        }
        let people: [Person]

        /// Groups of very different sizes.
        init(_ dice: inout Dice) {
            func pick<Value>(_ values: [Value]) -> Value {
                values[Int.random(in: 0..<Int.random(in: 1...values.count, using: &dice), using: &dice)]
            }
            people = (0..<Int.random(in: 1...60, using: &dice)).map { _ in
                Person(
                    department: pick(["North", "South", "East", nil, "West", "other", "Solo"]),
                    grade: pick(["C", "B", "A", "D", nil, "E"]),
                    tasks: (0..<Int.random(in: 0...3, using: &dice)).map { _ in
                        pick(["open", "missed", "achieved", "cancelled"])
                    },
                    proposal: pick(["proposed", nil, "accepted", "declined"]))
            }
        }

        static let coefficients = ["A": "1.2", "B": "1.1", "C": "1.0", "D": "0.8", "E": "0.5"]

        func sql(period: Int, department: String?? = nil) -> String {
            let chosen = people.enumerated().filter { _, person in department.map { $0 == person.department } ?? true }
            func quoted(_ text: String?) -> String { text.map { "'\($0)'" } ?? "null" }
            let results = chosen.map { place, person in
                let total = person.grade.map {
                    "'scored', null, \(60 + place % 30), '\($0)', \(Self.coefficients[$0] ?? "1")"
                }
                return "(\(period), 'e\(place)', 1, 1, 31, 0, false, \(quoted(person.department)), \(place % 40), "
                    + "\(total ?? "'incomplete', 'why', null, null, null"))"
            }
            let tasks = chosen.flatMap { place, person in
                person.tasks.enumerated().map { number, status in
                    "(\(period), 'e\(place)', 'i\(number)', 1, 1, 't', 't', 'r', 'r', 'b', 1, 2, '2021-01-01', '\(status)')"
                }
            }
            let proposals = chosen.compactMap { place, person in
                person.proposal.map { "(\(period), 'e\(place)', 1, 'promotion', 'r', 'r', '\($0)')" }
            }
            func insert(_ into: String, _ rows: [String]) -> String {
                rows.isEmpty ? "" : "insert into merit.\(into) values \(rows.joined(separator: ", "));"
            }
            return insert(
                """
                result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, department, nps, status, reason,
                    total, grade, coefficient)
                """, results)
                + insert(
                    """
                    improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh, target_band,
                        points_now, points_at_target, due_on, status)
                    """, tasks)
                + insert("outcome (period_id, employee_id, revision, kind, reason, reason_zh, status)", proposals)
                + "update merit.appraisal_period set revision = 1 where period_id = \(period);"
        }
    }

    /// What sums over some of the rows can be.
    private func sums(_ counts: [Int]) -> Set<Int> {
        counts.reduce(into: [0]) { sums, count in sums.formUnion(sums.map { $0 + count }) }
    }

    private func counts(_ sql: String) async throws -> [Int] {
        try await TestDatabase.current.column(sql, as: "merit_dashboard").map { $0.flatMap { Int($0) } ?? 0 }
    }

    @Test(arguments: 1...40) func nothingAboutFewerThanFiveCanBeDerived(seed: UInt64) async throws {
        let database = try TestDatabase.current
        var dice = Dice(seed: seed)
        let company = Company(&dice)
        try await database.insertPeriod()
        try await database.run(company.sql(period: 1))
        for isKept in [false, true] {
            if isKept { try await database.run("select merit.keep_figures()", as: "merit_worker") }
            let grades = try await counts("select people::text from merit.grade_count")
            let departments = try await counts("select scored::text from merit.department_trend")
            #expect((grades + departments).allSatisfy { $0 >= 5 }, "\(grades) \(departments)")
            // A total of the one beside any rows of the other; both are about the same people.
            let total = grades.reduce(0, +)
            #expect(departments.reduce(0, +) == total)
            #expect(
                total == company.people.count { $0.grade != nil }
                    || total == 0 && company.people.count { $0.grade != nil } < 5)
            for rest in sums(departments).union(sums(grades)).map({ total - $0 }) { #expect(rest == 0 || rest >= 5) }
            let unscored = try await counts(
                "select (people - scored)::text from merit.department_trend where people is not null")
            #expect(unscored.allSatisfy { $0 == 0 || $0 >= 5 })
            try await holdFollowUps(company)
        }
    }

    /// A row is about five people or more, and so is what is missing from all of a sort.
    private func holdFollowUps(_ company: Company) async throws {
        let database = try TestDatabase.current
        let shown = try await database.column(
            "select sort || ' ' || status || ' ' || count from merit.follow_up_count", as: "merit_dashboard"
        )
        .compactMap { $0?.split(separator: " ").map(String.init) }
        for sort in ["task", "promotion"] {
            let rows = shown.filter { $0[0] == sort }
            let statuses = company.people.map { sort == "task" ? $0.tasks : $0.proposal.map { [$0] } ?? [] }
            let named = Set(rows.map { $0[1] })
            for row in rows where row[1] != "other" {
                #expect(statuses.count { $0.contains(row[1]) } >= 5, "\(rows)")
                #expect(statuses.joined().count { $0 == row[1] } == Int(row[2]), "\(rows)")
            }
            let hidden = statuses.map { $0.filter { !named.contains($0) } }.filter { !$0.isEmpty }
            #expect(named.contains("other") == (!hidden.isEmpty && !rows.isEmpty), "\(rows)")
            #expect(hidden.isEmpty || rows.isEmpty || hidden.count >= 5, "\(rows)")
            #expect(!rows.isEmpty || hidden.count < 5, "\(rows) \(hidden.count)")
        }
    }

    @Test func scoringsOfTheSameDaysAreNotSubtracted() async throws {
        let database = try TestDatabase.current
        var dice = Dice(seed: 5)
        var company = Company(&dice)
        while company.people.count < 40 { company = Company(&dice) }
        try await database.insertPeriod("all")
        try await database.insertPeriod("all again")
        try await database.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
            values ('North', '2020-10-01', '2020-10-31', 'UTC', 'North')
            """)
        let periods =
            "select distinct period from merit.grade_count union select period from merit.department_trend order by 1"
        try await database.run(company.sql(period: 3, department: "North"))
        #expect(try await database.column(periods, as: "merit_dashboard") == ["North"])
        try await database.run(company.sql(period: 1))
        #expect(try await database.column(periods, as: "merit_dashboard") == ["all"])
        try await database.run(company.sql(period: 2))
        #expect(try await database.column(periods, as: "merit_dashboard") == ["all again"])
    }

    @Test func whatHoldsIsSeenBeforeItIsKeptAndAfter() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let states = "select status || ' ' || count from merit.follow_up_count where sort = 'task' order by 1"
        try await database.run(
            """
            insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh,
                target_band, points_now, points_at_target, due_on)
            select 1, 'e' || n, 'i', 1, 1, 't', 't', 'r', 'r', 'b', 1, 2, '2021-01-01' from generate_series(1, 12) n;
            update merit.appraisal_period set revision = 1;
            """)
        #expect(try await database.column(states, as: "merit_dashboard") == ["open 12"])
        try await database.run("select merit.keep_figures()", as: "merit_worker")
        #expect(try await database.value("select count(*) from merit.period_change") == "0")
        #expect(try await database.column(states, as: "merit_dashboard") == ["open 12"])
        try await database.run(
            "update merit.improvement_task set status = 'cancelled' where task_id <= 6", as: "merit_hr")
        #expect(try await database.column(states, as: "merit_dashboard") == ["cancelled 6", "open 6"])
        try await database.run(
            "update merit.improvement_task set status = 'cancelled' where task_id <= 8", as: "merit_hr")
        #expect(try await database.column(states, as: "merit_dashboard") == ["other 12"])
        try await database.run("select merit.keep_figures()", as: "merit_worker")
        #expect(try await database.column(states, as: "merit_dashboard") == ["other 12"])
    }
}

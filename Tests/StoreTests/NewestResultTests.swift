import Support
import Testing

/// What `merit.current_result` keeps beside the results, held against what the results alone say.
@Suite(.database(.migrated)) struct NewestResultTests {
    @Test(arguments: 1...6) func whatIsKeptIsWhatTheResultsSay(seed: UInt64) async throws {
        let database = try TestDatabase.current
        var dice = Dice(seed: seed)
        try await database.insertPeriod()
        try await database.insertPeriod("again")
        for revision in 1...6 {
            // The first scoring is of everyone, later ones of some; one statement may be about two periods.
            let written = (1...2).flatMap { period in
                (1...14).filter { _ in revision == 1 || Int.random(in: 0..<4, using: &dice) == 0 }.map { employee in
                    let department = ["'East'", "'West'", "''", "null"].randomElement(using: &dice) ?? "null"
                    let total = Int.random(in: 0..<5, using: &dice)
                    let scored =
                        total == 0 ? "'incomplete', 'why', null, null, null" : "'scored', null, \(60 + total), 'C', 1.0"
                    return
                        "(\(period), 'e\(employee)', \(revision), \(revision), 31, 0, false, \(department), \(scored))"
                }
            }
            guard !written.isEmpty else { continue }
            try await database.run(
                """
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut,
                    department, status, reason, total, grade, coefficient)
                values \(written.joined(separator: ", "))
                """, as: "merit_worker")
            #expect(
                try await database.differences(WorkedOut.newest, WorkedOut.keptNewest) == [], "revision \(revision)")
        }
    }

    /// Whichever is written first, and with each revision anew.
    @Test(arguments: [true, false]) func theErrorOfATotalIsThatOfItsRevision(isWrittenFirst: Bool) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        for revision in 1...3 {
            let results = """
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, department,
                    status, total, grade, coefficient)
                select 1, 'e' || n, \(revision), 1, 31, 0, false, 'East', 'scored', 60 + n + \(revision), 'C', 1.0
                from generate_series(\(revision), 6) n
                """
            let errors = """
                insert into merit.confidence (period_id, employee_id, revision, total_error, total_low, total_high, grade_chance,
                    measured_percent, known_percent)
                select 1, 'e' || n, \(revision), \(revision) + n / 10.0, 0, 100, '{}'::jsonb, 50, 50 from generate_series(\(revision), 5) n
                union all
                select 1, 'e6', \(revision), null, null, null, null, 50, 0
                """
            for statement in isWrittenFirst ? [errors, results] : [results, errors] {
                try await database.run(statement, as: "merit_worker")
            }
        }
        #expect(
            try await database.column("select total_error::text from merit.newest_result order by employee_id")
                == ["1.10", "2.20", "3.30", "3.40", "3.50", nil])
    }

    @Test func whatAnOlderSchemaFoundIsTakenOver() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, status, reason)
            select 1, 'e' || n, r, 1, 31, 0, false, 'incomplete', 'why' from generate_series(1, 3) n, generate_series(1, n) r
            """)
        #expect(
            try await database.column("select employee_id || revision from merit.current_result order by 1")
                == ["e11", "e22", "e33"])
        #expect(try await database.column("select distinct period from merit.current_result") == ["2020-10"])
    }

    /// Many months of many people, of which a question reads what it asks for.
    private static let months = 30
    private static let people = 400
    private static let longHistory = """
        insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
        select to_char(day, 'YYYY-MM'), day, (day + interval '1 month' - interval '1 day')::date, 'UTC'
        from generate_series(date '2018-01-01', date '2018-01-01' + interval '\(months - 1) months', interval '1 month') day;
        insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, department, status,
            total, grade, coefficient, template_code, template_version)
        select period_id, 'e' || n, 1, 1, 31, 0, false, 'd' || n % 8, 'scored', 60 + n % 40, 'C', 1.0, 'desk', 1
        from merit.appraisal_period, generate_series(1, \(people)) n;
        insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, points, max_points)
        select period_id, employee_id, revision, 'd', 'i', 'measured', 'scored', 5, 10 from merit.result;
        update merit.appraisal_period set revision = 1;
        analyze merit.peer_figure;
        analyze merit.appraisal_period, merit.result, merit.indicator_score, merit.newest_result;
        """

    /// Of a list of a month, as README has it, the results themselves are not read.
    @Test(arguments: [
        (
            """
            select employee_id, name, total, grade, coefficient, rank_in_department, status, reason
            from merit.current_result where period = '2019-05'
            """, people
        ),
        ("select * from merit.current_result where period = '2019-05'", 3 * people),
        (
            "select employee_id, rank_in_department from merit.current_result join merit.appraisal_period using (period_id) where label = '2019-05'",
            3 * people
        ),
        ("select period, total, rank_in_department from merit.current_result where employee_id = 'e7'", 4 * months),
        ("select * from merit.current_indicator_score where employee_id = 'e7'", 4 * months),
        ("select * from merit.current_result where period_id = 3 and employee_id = 'e7'", 10),
        ("select * from merit.training_need where period_id = 3", 5 * people),
        // For the best and the worst rank that chance does not exclude the 50 people of the department each.
        ("select * from merit.interview_sheet where label = '2019-05' and employee_id = 'e7'", 160),
        ("select * from merit.indicator_standing where period_id = 3 and employee_id = 'e7'", 10),
    ])
    func aQuestionReadsWhatItAsksFor(query: String, atMost: Int) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.longHistory)
        let plan = try await plan(of: query)
        let read = rowsRead(by: plan)
        #expect(read > 0 && read <= atMost, "\(read) rows are read:\n\(plan.joined(separator: "\n"))")
    }

    private func plan(of query: String) async throws -> [String] {
        try await TestDatabase.current.column("explain (analyze, costs off, timing off, summary off) \(query)")
            .compactMap(\.self)
    }

    /// Rows of the results that a plan looked at, those among them that a filter took away.
    private func rowsRead(by plan: [String]) -> Int {
        var read = 0
        // How often the scan ran whose lines these are; 0: another node.
        var loops = 0
        for line in plan {
            if let node = line.firstMatch(of: /actual rows=([0-9]+) loops=([0-9]+)/) {
                let isScan = line.contains(/Scan.* on (result|newest_result|indicator_score)\b/)
                loops = isScan ? Int(node.2) ?? 0 : 0
                read += (Int(node.1) ?? 0) * loops
            } else if let filtered = line.firstMatch(of: /Rows Removed by (Filter|Join Filter): ([0-9]+)/) {
                read += (Int(filtered.2) ?? 0) * loops
            }
        }
        return read
    }

    @Test(arguments: ["grade_count", "department_trend", "follow_up_count"])
    func aDashboardReadsNoResults(view: String) async throws {
        let database = try TestDatabase.current
        try await database.run(Self.longHistory)
        while try await database.value("select count(*) from merit.period_change") != "0" {
            try await database.run("select merit.keep_figures()", as: "merit_worker")
        }
        let plan = try await plan(of: "select * from merit.\(view)")
        for line in plan where line.contains(/on (result|newest_result|improvement_task|outcome)\b/) {
            #expect(line.contains("never executed"), "\(plan.joined(separator: "\n"))")
        }
    }
}

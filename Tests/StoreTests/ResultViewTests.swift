import Support
import Testing

@Suite(.database(.migrated)) struct ResultViewTests {
    private func result(
        _ employee: String, _ department: String?, _ total: String?, revision: Int = 1, period: Int = 1
    ) -> String {
        """
        insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut,
            status, reason, department, total, grade, coefficient)
        values (\(period), '\(employee)', \(revision), \(revision), 31, 0, false,
            \(total == nil ? "'incomplete', 'too little'" : "'scored', null"), \(department.map { "'\($0)'" } ?? "null"),
            \(total.map { "\($0), 'C', 1.0" } ?? "null, null, null"));
        """
    }

    private let ranks = """
        select employee_id || ' ' || coalesce(total::text, '-') || ' ' || coalesce(rank_in_department::text, '-')
        from merit.current_result
        order by period_id, department nulls last, rank_in_department nulls last, employee_id collate "C"
        """

    @Test func theNewestRevisionOfEachPersonCounts() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            result("a", "East", "70.00") + result("b", "East", "75.00") + result("c", "East", "60.00")
                + result("a", "East", "80.00", revision: 2) + result("c", "East", nil, revision: 3), as: "merit_worker")
        #expect(try await database.column(ranks, as: "merit_hr") == ["a 80.00 1", "b 75.00 2", "c - -"])
    }

    @Test func thoseWithTheSameTotalShareARank() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            result("a", "East", "70.00") + result("b", "East", "80.00") + result("c", "East", "80.00")
                + result("d", "East", "60.00"))
        #expect(try await database.column(ranks) == ["b 80.00 1", "c 80.00 1", "a 70.00 3", "d 60.00 4"])
    }

    @Test func departmentsAndPeriodsAreRankedApart() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.insertPeriod("other")
        try await database.run(
            result("a", "East", "70.00") + result("b", "West", "60.00") + result("c", nil, "50.00")
                + result("d", nil, "55.00")
                + result("a", "East", "65.00", period: 2) + result("b", "East", "90.00", period: 2))
        #expect(
            try await database.column(ranks)
                == ["a 70.00 1", "b 60.00 1", "d 55.00 1", "c 50.00 2", "b 90.00 1", "a 65.00 2"])
    }

    @Test func whoMovedIsRankedWhereTheyAreNow() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            result("a", "East", "90.00") + result("b", "East", "80.00") + result("a", "West", "90.00", revision: 2))
        #expect(try await database.column(ranks) == ["b 80.00 1", "a 90.00 1"])
    }

    @Test func indicatorScoresGoWithTheNewestResult() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        func score(_ employee: String, _ revision: Int, _ points: Int) -> String {
            """
            insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, points, max_points)
            values (1, '\(employee)', \(revision), 'd', 'i', 'measured', 'scored', \(points), 10);
            """
        }
        try await database.run(
            result("a", "East", "70.00") + score("a", 1, 5) + result("b", "East", "70.00") + score("b", 1, 6)
                + result("a", "East", nil, revision: 2) + result("b", "East", "80.00", revision: 3) + score("b", 3, 8))
        #expect(
            try await database.column(
                "select employee_id || ' ' || revision || ' ' || points from merit.current_indicator_score order by 1")
                == ["b 3 8.00"])
    }

    @Test(arguments: [
        ("'scored', null", "80, 'B', null"), ("'scored', null", "null, null, null"),
        ("'incomplete', 'why'", "null, 'B', null"),
        ("'scored', 'why'", "80, 'B', 1.1"), ("'incomplete', null", "null, null, null"),
        ("'lost', 'why'", "null, null, null"),
    ])
    func aResultIsAllThereOrSaysWhyNot(status: String, outcome: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let refusal = try await database.refusal(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut,
                status, reason, total, grade, coefficient)
            values (1, 'a', 1, 1, 31, 0, false, \(status), \(outcome))
            """, as: "merit_worker")
        #expect(refusal?.contains("[23514]") == true)
    }

    @Test(arguments: [nil, "merit_owner"], ["run", "peer_mean", "result", "indicator_score"])
    func whatWasFoundStays(role: String?, table: String) async throws {
        let column = table == "peer_mean" ? "run_id" : "period_id"
        for statement in [
            "update merit.\(table) set \(column) = 1", "delete from merit.\(table)", "truncate merit.\(table) cascade",
        ] {
            #expect(
                try await TestDatabase.current.refusal(statement, as: role) == """
                    merit.\(table) is append-only [55000]; Have the period scored again: what changed is written as a new revision.
                    """)
        }
    }
}

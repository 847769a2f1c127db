import Support
import Testing

/// What is kept of the peers beside the results, held against what the results say.
@Suite(.database(.migrated)) struct PeerFigureTests {
    private static let workedOut = """
        select r.period_id, r.template_code, s.indicator, count(*) as people, sum(s.points) as points
        from (select distinct on (period_id, employee_id) * from merit.result order by period_id, employee_id, revision desc) r
            join merit.indicator_score s using (period_id, employee_id, revision)
        where s.points is not null and r.template_code is not null
        group by 1, 2, 3
        """
    private static let kept =
        "select period_id, template_code, indicator, people, points from merit.peer_figure where people > 0"

    /// People come, change template, lose points or all of them, and leave; some revisions have nothing.
    @Test(arguments: 1...6) func whatIsKeptIsWhatTheResultsSay(seed: UInt64) async throws {
        let database = try TestDatabase.current
        var dice = Dice(seed: seed)
        try await database.insertPeriod()
        try await database.insertPeriod("again")
        for revision in 1...6 {
            var (results, scores): ([String], [String]) = ([], [])
            for period in 1...2 {
                for person in 1...12 where revision == 1 || Int.random(in: 0..<3, using: &dice) == 0 {
                    let template = ["'desk', 1", "'desk', 2", "'lead', 1", "null, null"].randomElement(using: &dice)
                    results.append(
                        "(\(period), 'e\(person)', \(revision), 1, 31, 0, false, 'incomplete', 'why', \(template ?? ""))"
                    )
                    guard template != "null, null" else { continue }
                    for indicator in ["a", "b", "c"] where Int.random(in: 0..<5, using: &dice) > 0 {
                        let points = Int.random(in: 0..<11, using: &dice)
                        scores.append(
                            """
                            (\(period), 'e\(person)', \(revision), 'd', '\(indicator)', 'measured', \
                            \(points == 0 ? "'no_data', null" : "'scored', \(points).25"), 20)
                            """)
                    }
                }
            }
            guard !results.isEmpty else { continue }
            try await database.run(
                """
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, status, reason,
                    template_code, template_version)
                values \(results.joined(separator: ", "))
                """, as: "merit_worker")
            // By several statements, as it may be.
            for part in [scores.prefix(7), scores.dropFirst(7)] where !part.isEmpty {
                try await database.run(
                    """
                    insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, points, max_points)
                    values \(part.joined(separator: ", "))
                    """, as: "merit_worker")
            }
            let differences = try await database.column(
                """
                select difference::text
                from ((\(Self.workedOut) except all \(Self.kept)) union all (\(Self.kept) except all \(Self.workedOut))) difference
                """)
            #expect(differences == [], "revision \(revision)")
        }
    }
}

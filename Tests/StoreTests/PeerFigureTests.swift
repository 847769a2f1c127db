import Support
import Testing

/// What is kept of the peers beside the results, held against what the results say.
@Suite(.database(.migrated)) struct PeerFigureTests {
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
            #expect(try await database.differences(WorkedOut.peers, WorkedOut.keptPeers) == [], "revision \(revision)")
        }
    }
}

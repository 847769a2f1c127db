import Postgres
import Support
import Testing

/// A partial scoring of random companies, with an indicator that is held against the mean of the peers.
@Suite(.database(.sourced)) struct RescoringPropertyTests {
    private static let template = SmallCompany.template.replacing(
        #"value: "share(status = 'resolved')"}"#, with: #"value: "count(status = 'resolved')", relative_to: peer_mean}"#
    )

    private let rows = """
        select r.ctid::text || r::text, s.ctid::text || s::text
        from merit.result r join merit.indicator_score s using (period_id, employee_id, revision)
        where not r.employee_id = any ($1) order by r.employee_id, revision, indicator
        """

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func nobodyElseMovesAndAFullScoringAgrees(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        let database = try TestDatabase.current
        let people = (1...Int.random(in: 2...30, using: &dice)).map { "e\($0)" }
        try await database.withConnection { connection in
            try await SmallCompany.hire(people, in: connection)
            for id in people {
                let statuses = (0..<Int.random(in: 0...6, using: &dice)).map { _ in
                    Bool.random(using: &dice) ? "resolved" : "failed"
                }
                try await SmallCompany.close(statuses, by: id, in: connection)
            }
        }
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        for id in people { try await SmallCompany.rate(id, Int.random(in: 30...50, using: &dice), in: database) }
        try await database.work()

        let late = Array(people.shuffled(using: &dice).prefix(Int.random(in: 1...people.count, using: &dice)))
        let before = try await database.line(rows, late)
        for id in late {
            try await SmallCompany.rate(id, Int.random(in: 0...20, using: &dice), source: "self", in: database)
        }
        try await database.work()
        let asked = "select kind || ' ' || people from merit.run order by run_id desc limit 1"
        #expect(try await database.line(asked) == "partial \(late.count)")
        #expect(try await database.line(rows, late) == before)

        // Nothing but the evaluations changed, so that everyone measured again has what they have.
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line("select kind, changed::text from merit.run order by run_id desc limit 1")
                == "full 0")
    }
}

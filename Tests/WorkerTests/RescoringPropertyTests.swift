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

    /// Has the source say something else than when it was measured, and keeps what it said in schema `before`.
    private static func change(_ dice: inout Dice, in database: TestDatabase) async throws {
        let changes = [
            "delete from merit_source.ticket where md5(ticket_id) < '8'",
            "update merit_source.ticket set status = 'failed' where md5(ticket_id) > '5'",
            "update merit_source.ticket set employee_id = 'e1'",
            "insert into merit_source.ticket (ticket_id, employee_id, closed_at, status) select 'late ' || employee_id, employee_id, '2026-09-12', 'resolved' from merit_source.employee",
            "update merit_source.employee set department = 'renamed', supervisor_id = 'x'",
            "delete from merit_source.employee where md5(employee_id) < '8'",
            "update merit_source.employee set employed_to = '2026-09-02' where md5(employee_id) > '4'",
        ].shuffled(using: &dice).prefix(3).joined(separator: ";\n")
        try await SmallCompany.keepSource(in: database)
        try await database.withConnection { try await $0.script(changes) }
    }

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

        try await Self.change(&dice, in: database)
        let late = Array(people.shuffled(using: &dice).prefix(Int.random(in: 1...people.count, using: &dice)))
        let before = try await database.line(rows, late)
        for id in late {
            try await SmallCompany.rate(id, Int.random(in: 0...20, using: &dice), source: "self", in: database)
        }
        try await database.work()
        let asked = "select kind || ' ' || people from merit.run order by run_id desc limit 1"
        #expect(try await database.line(asked) == "partial \(late.count)")
        #expect(try await database.line(rows, late) == before)

        // With the source as it was, everyone measured again has what they have: nothing but the evaluations was taken in.
        try await SmallCompany.restoreSource(in: database)
        try await database.rescore()
        #expect(
            try await database.line("select kind, changed::text from merit.run order by run_id desc limit 1")
                == "full 0")
    }
}

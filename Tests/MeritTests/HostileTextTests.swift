import Postgres
import Support
import Testing

/// Names and words of people who know who will read them, through the verbs.
@Suite struct HostileTextTests {
    private static let name = "=cmd()\u{1b}[2J\u{202e}nnA\r\ntotal 100.00"
    private static let shown = #"=cmd()\u{1b}[2J\u{202e}nnA\r\ntotal 100.00"#

    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.execute(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ($1, '2020-10-01', '2020-10-31', 'UTC')
                """, Self.name)
            try await connection.execute(
                """
                insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, status, reason,
                    reason_zh, name, department, post)
                values (1, 'e', 1, 1, 31, 0, false, 'incomplete', 'why', 'why', $1, $1, $1)
                """, Self.name)
            try await connection.execute(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, points, comment) values (1, 'e', 'peer', $1, 50, $1)
                """, Self.name)
            try await connection.script("update merit.appraisal_period set revision = 1")
        }
        return database
    }

    @Test(.database(.migrated), arguments: [["period", "status"], ["explain", "--period", name, "--employee", "e"]])
    func nothingMovesACursor(verb: [String]) async throws {
        let hr = try await scored().configuration(user: "merit_hr")
        let outcome = try await Program.run(verb, database: hr)
        #expect(outcome.output.contains(Self.shown), "\(outcome)")
        let misleading = outcome.output.unicodeScalars.filter { $0 != "\n" && ($0.value < 0x20 || $0 == "\u{202e}") }
        #expect(misleading.isEmpty)
        #expect(!outcome.output.split(separator: "\n").contains { $0.hasPrefix("total 100.00") })
    }

    /// What goes wrong is told beside the output, with the names as they were given.
    @Test(
        .database(.migrated),
        arguments: [["explain", "--period", name, "--employee", name], ["verify", "--period", "x\(name)"]])
    func whatIsWrongMovesNoneEither(verb: [String]) async throws {
        let outcome = try await Program.run(verb, database: try await scored().configuration(user: "merit_hr"))
        #expect(outcome.status != 0)
        #expect(outcome.errors.contains(#"=cmd()\u{1b}[2J\u{202e}nnA\r"#), "\(outcome)")
        #expect(!outcome.errors.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || $0 == "\u{202e}") })
    }

    @Test(.database(.migrated)) func noCellIsAFormulaAndTheTextIsWhole() async throws {
        let hr = try await scored().configuration(user: "merit_hr")
        let csv = try await Program.run(["period", "status", "--format", "csv"], database: hr)
        #expect(csv.output.contains("\n\"'\(Self.name)\","))
        let json = try await Program.run(["period", "status", "--format", "json"], database: hr)
        #expect(json.output.contains(#""=cmd()\u001b[2J\#u{202e}nnA\u000d\ntotal 100.00""#))
    }
}

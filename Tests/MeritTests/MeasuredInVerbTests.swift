import Foundation
import Postgres
import Support
import Testing

/// Where what is measured stands in the data's sheet alone, the command line says so and keeps to it.
@Suite(.database(.sourced)) struct MeasuredInVerbTests {
    private static let template = DeskTemplate(
        rules: ["measured_in: data"],
        grades: ["{grade: A, at_least: 78, coefficient: 1.2}", "{grade: B, at_least: 0, coefficient: 1}"],
        weights: (solved: 50, manner: 50), bands: ["{band: all, best: 100, worst: 0, points: [50, 0]}"]
    ).yaml.replacing("self: {weight: 20}", with: "data: {weight: 20}")

    /// Ann solved three of four tickets, and the boss gave 40 of 50: 75 by the data and 80 by the boss, who says nothing of tickets.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values ('ann', 'Ann', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select 'T' || n, 'ann', '2026-09-09', '2026-09-10', case n when 1 then 'failed' else 'resolved' end
                from generate_series(1, 4) n;
                """)
        }
        try await database.publish(yaml: [Self.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (1, 'ann', 'supervisor', 'boss', 'manner', 40)
            """, user: "merit_hr")
        try await database.work()
        return database
    }

    private func merit(_ database: TestDatabase, as user: String? = nil, _ arguments: String...) async throws -> String
    {
        let configuration = try user.map { try database.configuration(user: $0) } ?? database.configuration()
        let outcome = try await Program.run(arguments, database: configuration)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test func anExplanationHasEachKindInItsSheet() async throws {
        let database = try await scored()
        let text = try await merit(
            database, as: "merit_worker", "explain", "--period", "2026-09", "--employee", "ann")
        #expect(text.contains("total 79.00 = "), "\(text)")
        let parts = text.components(separatedBy: "\n\n")
        let data = try #require(parts.first { $0.contains(": 75.00\n") }, "\(text)")
        #expect(data.contains("Solved") && !data.contains("Manner"), "\(text)")
        let supervisor = try #require(parts.first { $0.contains(": 80.00\n") }, "\(text)")
        #expect(supervisor.contains("Manner") && !supervisor.contains("Solved"), "\(text)")
        #expect(text.contains("coverage 100.00%"), "\(text)")
        _ = try await merit(database, "verify", "--period", "2026-09")
    }

    @Test func aDraftThatPutsItInEverySheetIsTriedAndTold() async throws {
        let database = try await scored()
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        try Self.template.replacing("measured_in: data\n", with: "").write(
            to: file, atomically: true, encoding: .utf8)
        let simulated = try await merit(
            database, "simulate", "--template", file.path(), "--period", "2026-09", "--format", "csv")
        #expect(simulated.contains("2026-09,ann,Ann,desk@1,79.00,77.00,-2.00,A,B,1.2,1,"), "\(simulated)")
        let difference = try await merit(database, "template", "diff", "desk@1", file.path(), "--format", "csv")
        #expect(difference.contains("template,measured_in,data,"), "\(difference)")
    }
}

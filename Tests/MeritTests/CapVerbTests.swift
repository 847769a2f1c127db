import Foundation
import Postgres
import Support
import Testing

/// What held a grade is said on the command line too, and a draft's caps are tried.
@Suite(.database(.sourced)) struct CapVerbTests {
    /// Ann solved three of four tickets and wrecked one.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values ('ann', 'Ann', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select 'T' || n, 'ann', '2026-09-09', '2026-09-10', case n when 1 then 'wrecked' else 'resolved' end
                from generate_series(1, 4) n;
                """)
        }
        try await database.publish(yaml: [CappedDesk.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (1, 'ann', 'supervisor', 'boss', 'manner', 40)
            """, user: "merit_hr")
        try await database.work()
        return database
    }

    private func merit(_ database: TestDatabase, _ arguments: String...) async throws -> String {
        let outcome = try await Program.run(arguments, database: try database.configuration())
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test func anExplanationSaysWhatHeldTheGrade() async throws {
        let database = try await scored()
        func explain(_ more: String...) async throws -> String {
            let outcome = try await Program.run(
                ["explain", "--period", "2026-09", "--employee", "ann"] + more,
                database: try database.configuration(user: "merit_worker"))
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }
        let text = try await explain()
        #expect(text.contains("grade C, coefficient 0.8"), "\(text)")
        #expect(text.contains("\n\"A wreck\" leaves C at best; the total of 81.25 alone would bring A\n"), "\(text)")
        let chinese = try await explain("--language", "zh-Hans")
        #expect(chinese.contains("\n因“严重事故”，等级最高为 C；总分 81.25 本为 A\n"), "\(chinese)")
        let json = try await explain("--format", "json")
        #expect(
            json.contains(#""grade": "C", "coefficient": 0.8"#) && json.contains(#""capped_by": "wrecks""#), "\(json)")
    }

    @Test func aDraftSaysWhomItsCapsHold() async throws {
        let database = try await scored()
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        func simulate(_ old: String, _ new: String) async throws -> String {
            try CappedDesk.template.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
            return try await merit(
                database, "simulate", "--template", file.path(), "--period", "2026-09", "--format", "csv")
        }
        // A wreck more is left to whoever has one.
        let lifted = try await simulate("at_least: 1\n", "at_least: 2\n")
        #expect(lifted.contains("2026-09,ann,Ann,desk@1,81.25,81.25,0.00,C,A,0.8,1.2,"), "\(lifted)")
        let other = try await simulate("    grade: C\n", "    grade: B\n")
        #expect(other.contains("2026-09,ann,Ann,desk@1,81.25,81.25,0.00,C,B,0.8,1,"), "\(other)")
        #expect(other.contains(",wrecks\n"), "\(other)")
    }
}

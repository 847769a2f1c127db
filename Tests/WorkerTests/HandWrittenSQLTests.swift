import Foundation
import Postgres
import Support
import Testing

/// What a database person would write by hand for the same month gives the same results, row for row.
@Suite struct HandWrittenSQLTests {
    @Test(.database(.migrated)) func agreesWithMerit() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(try Self.script("company.sql", employees: 150, tickets: 15_000))
            try await connection.script(
                """
                grant usage on schema merit_source to merit_worker;
                grant select on all tables in schema merit_source to merit_worker;
                analyze
                """)
            try await connection.script(try Self.script("sql_only.sql"))
        }
        try await database.publish(yaml: [try Self.read("Templates/desk-data.yaml")])
        try await database.ask("2026-10", from: "2026-10-01", to: "2026-10-31", timeZone: "Asia/Shanghai")
        try await database.work()

        let people = try await database.line("select count(*)::text from merit.current_result where status = 'scored'")
        #expect(people == "150")
        let results = try await database.line(
            """
            select m.employee_id, h.employee_id, m.total::text, h.total::text
            from (select * from merit.current_result where status = 'scored') m
                full join by_hand.result h using (employee_id)
            where (m.department, m.post, m.total, m.grade, m.coefficient, m.coverage, m.nps, m.nps_margin, m.rank_in_department)
                is distinct from
                (h.department, h.post, h.total, h.grade, h.coefficient, h.coverage, h.nps, h.nps_margin, h.rank_in_department)
            """)
        #expect(results == "")
        let scores = try await database.line(
            """
            select employee_id, indicator, m.value::text, h.value::text
            from merit.current_indicator_score m full join by_hand.indicator_score h using (employee_id, indicator)
            where (m.dimension, m.state, m.value, m.points, m.max_points, coalesce(m.sample, 0))
                is distinct from (h.dimension, h.state, h.value, h.points, h.max_points, h.sample)
            """)
        #expect(scores == "")
    }

    /// A script for psql as one for the server: variables put in, psql's own commands and VACUUM left out.
    private static func script(_ name: String, employees: Int = 0, tickets: Int = 0) throws -> String {
        let lines = try read(name).split(separator: "\n").filter { !$0.hasPrefix("\\") }.joined(separator: "\n")
        let vacuum = lines.firstRange(of: "vacuum analyze")?.lowerBound ?? lines.endIndex
        return String(lines[..<vacuum]).replacing(":employees", with: "\(employees)").replacing(
            ":tickets", with: "\(tickets)")
    }

    private static func read(_ name: String) throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "Benchmarks/\(name)"), encoding: .utf8)
    }
}

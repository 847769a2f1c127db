import Foundation
import Postgres
import Support

/// The company that Merit is measured with, as small as a test wants it; its month is October 2026 in Asia/Shanghai.
struct BenchmarkCompany {
    let database: TestDatabase

    /// Makes it in the test's database.
    init(employees: Int, tickets: Int) async throws {
        database = try TestDatabase.current
        let company = try Self.script("company.sql").replacing(":employees", with: "\(employees)")
            .replacing(":tickets", with: "\(tickets)")
        try await database.withConnection { connection in
            try await connection.script(company)
            try await connection.script(
                """
                grant usage on schema merit_source to merit_reader;
                grant select on all tables in schema merit_source to merit_reader;
                """)
            try await connection.analyze()
        }
    }

    /// Asks for its month.
    func ask() async throws {
        try await database.ask("2026-10", from: "2026-10-01", to: "2026-10-31", timeZone: "Asia/Shanghai")
    }

    /// The template of the measured indicators alone.
    static var deskData: String { get throws { try read("Templates/desk-data.yaml") } }

    /// A script for psql as one for the server: psql's own commands and VACUUM left out.
    static func script(_ name: String) throws -> String {
        let lines = try read(name).split(separator: "\n").filter { !$0.hasPrefix("\\") }.joined(separator: "\n")
        let vacuum = lines.firstRange(of: "vacuum analyze")?.lowerBound ?? lines.endIndex
        return String(lines[..<vacuum])
    }

    private static func read(_ name: String) throws -> String {
        try String(contentsOf: Repository.file("Benchmarks/\(name)"), encoding: .utf8)
    }
}

import Foundation
import Support
import Testing

/// Lists of docs/schema.md and docs/action.md are what the schema does.
@Suite(.database(.migrated)) struct DocumentedGuardTests {
    private static func section(_ heading: String, of path: String) throws -> String {
        let text = try String(contentsOf: Repository.file(path), encoding: .utf8)
        let start = try #require(text.range(of: "## \(heading)\n")).upperBound
        return text[start...].components(separatedBy: "\n## ")[0]
    }

    private static let states = ["pending", "scoring", "scored", "failed", "cancelled", "closed"]

    /// What people may set the status of a period to, from what it is.
    @Test(arguments: states) func aStatusIsSetAsDocumented(from state: String) async throws {
        let rows = try Self.section("Ask", of: "docs/schema.md").matches(of: /\| `([a-z]+)`[^|]*\| ([a-z, ]+) \|/)
        #expect(rows.count >= 6)
        let documented = rows.filter { $0.output.2.split(separator: ", ").contains(Substring(state)) }
            .map { String($0.output.1) }
        for next in Self.states where next != state {
            try await SharedServer.shared.withDatabase(from: .migrated) { database in
                try await database.insertPeriod()
                switch state {
                case "scoring": try await database.carry(to: "running")
                case "scored", "closed": try await database.carry(to: "running", "completed")
                case "failed": try await database.carry(to: "running", "failed")
                default: break
                }
                if ["cancelled", "closed"].contains(state) {
                    try await database.run("update merit.appraisal_period set status = '\(state)'", as: "merit_hr")
                }
                #expect(try await database.periodStatus() == state)
                let refusal = try await database.refusal(
                    "update merit.appraisal_period set status = '\(next)', status_reason = 'because'", as: "merit_hr")
                #expect((refusal == nil) == documented.contains(next), "\(state) to \(next): \(refusal ?? "is done")")
            }
        }
    }

    /// Whole tables are recorded by a trigger for each way to change a row, others by one for what people change.
    @Test func theRecordedTablesAreThoseDocumented() async throws {
        let items = try Self.section("Who changed what", of: "docs/action.md").components(separatedBy: "\n- ")
            .dropFirst()
            .map { $0.components(separatedBy: "\n\n")[0] }
        let named = items.map { item in item.matches(of: /`([a-z_]+)`/).map { String($0.output.1) }.sorted() }
        try #require(named.count == 2)
        for (place, ways) in ["3", "1"].enumerated() {
            let tables = try await TestDatabase.current.column(
                """
                select relname::text from pg_class join pg_trigger on tgrelid = pg_class.oid
                where relnamespace = 'merit'::regnamespace and tgname like 'record_%'
                group by relname having count(*) = \(ways) order by relname collate "C"
                """)
            #expect(tables == named[place])
        }
    }
}

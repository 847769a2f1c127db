import Postgres
import Store
import Support
import Testing

/// A full scoring keeps where the middle half of everyone lies, in its own transaction, and what is stored says so again.
@Suite(.database(.sourced)) struct SpreadScoringTests {
    private static let spreads = """
        select run_id::text, sort, nullif(code, ''), people::text, low::text, middle::text, high::text
        from merit.peer_spread order by run_id, sort, code
        """
    private static let ofFive = """
        1 dimension attitude 5 40.00 60.00 80.00
        1 dimension skill 5 25.00 50.00 75.00
        1 indicator solved 5 25.000000 50.000000 75.000000
        1 total - 5 32.50 55.00 77.50
        """

    /// The first solves all of four tickets and has 50 points for manner, the next three and 40, and so on.
    private func scored(_ people: [String]) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(people, in: connection)
            for (place, person) in people.enumerated() {
                let statuses = (0..<4).map { $0 < 4 - place ? "resolved" : "failed" }
                try await SmallCompany.close(statuses, by: person, in: connection)
            }
        }
        try await database.publish(yaml: [SmallCompany.template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        for (place, person) in people.enumerated() {
            try await SmallCompany.rate(person, 50 - 10 * place, in: database)
        }
        try await database.work()
        return database
    }

    private func findings(in database: TestDatabase) async throws -> [String] {
        try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }.findings.map {
            "\($0.indicator ?? "-") \($0.field) \($0.stored ?? "-") \($0.recomputed ?? "-")"
        }
    }

    @Test func ofFourNothingIsKept() async throws {
        let database = try await scored(["ann", "bob", "cai", "dan"])
        #expect(try await database.line("select count(*)::text from merit.result") == "4")
        #expect(try await database.line(Self.spreads) == "")
        #expect(try await findings(in: database) == [])
    }

    @Test func ofFiveTheMiddleHalfIsKept() async throws {
        let database = try await scored(["ann", "bob", "cai", "dan", "eva"])
        #expect(try await database.line(Self.spreads) == Self.ofFive)
        #expect(try await findings(in: database) == [])
    }

    /// An evaluation that comes late revises one person; the spread stays what the full scoring found until the next one.
    @Test func aRevisionLeavesItAndTheNextFullScoringDoesNot() async throws {
        let database = try await scored(["ann", "bob", "cai", "dan", "eva"])
        try await SmallCompany.rate("eva", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line("select kind from merit.run order by run_id") == "full\npartial")
        #expect(try await database.line(Self.spreads) == Self.ofFive)
        #expect(try await findings(in: database) == [])
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        // Eva's total is 0.2 × 50 + 0.8 × 10 = 18, where it was 10.
        #expect(
            try await database.line(
                "\(Self.spreads.replacing("order by", with: "where run_id = 3 and sort = 'total' order by"))")
                == "3 total - 5 35.17 55.00 77.50")
        #expect(try await findings(in: database) == [])
    }

    @Test(arguments: ["people", "low", "middle", "high"]) func aTamperedFigureIsNamed(column: String) async throws {
        let database = try await scored(["ann", "bob", "cai", "dan", "eva"])
        let change = ["people": "6", "low": "low - 1", "middle": "middle + 0.01", "high": "high + 1"][column] ?? ""
        try await tamper("update merit.peer_spread set \(column) = \(change) where sort = 'total'", in: database)
        let found = try await findings(in: database)
        #expect(found.count == 1 && found.allSatisfy { $0.hasPrefix("desk total peer_spread.\(column) ") }, "\(found)")
    }

    @Test func aGroupThatIsMissingOrTooManyIsNamed() async throws {
        let database = try await scored(["ann", "bob", "cai", "dan", "eva"])
        try await tamper(
            """
            delete from merit.peer_spread where code = 'skill';
            insert into merit.peer_spread values (1, 'desk', 'indicator', 'manner', 5, 1, 2, 3);
            """, in: database)
        let found = try await findings(in: database)
        let tooMany = ["people 5 -", "low 1 -", "middle 2 -", "high 3 -"].map {
            "desk indicator manner peer_spread.\($0)"
        }
        let missing = ["people - 5", "low - 25", "middle - 50", "high - 75"].map {
            "desk dimension skill peer_spread.\($0)"
        }
        #expect(found.sorted() == (tooMany + missing).sorted())
    }

    /// Runs of versions that did not keep it have none; that is no fault of theirs.
    @Test func whereARunKeptNoneNothingIsMissing() async throws {
        let database = try await scored(["ann", "bob", "cai", "dan", "eva"])
        try await tamper("delete from merit.peer_spread", in: database)
        #expect(try await findings(in: database) == [])
    }

    /// As nobody can without taking the guards off first.
    private func tamper(_ sql: String, in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await connection.script("set session_replication_role = replica; \(sql)")
        }
    }
}

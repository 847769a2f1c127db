import Postgres
import Store
import Support
import Testing

/// What is kept of how far chance reaches is worked out again with the results.
@Suite(.database(.sourced)) struct VerifiedChanceTests {
    /// A column, what is put there, and the fields that are named for it; ann's where the table has people.
    struct Tampering: Sendable, CustomTestStringConvertible {
        let table: String
        let column: String
        let value: String
        var names: Set<String>?

        var testDescription: String { "\(table).\(column)" }

        static let all = [
            Tampering(table: "confidence", column: "total_error", value: "13.25"),
            Tampering(table: "confidence", column: "total_low", value: "51.56"),
            Tampering(table: "confidence", column: "total_high", value: "99.99"),
            Tampering(table: "confidence", column: "grade_chance", value: #"'{"A": 44, "B": 56}'"#),
            Tampering(table: "confidence", column: "measured_percent", value: "50.01"),
            Tampering(table: "confidence", column: "known_percent", value: "49.99"),
            Tampering(table: "reliability", column: "people", value: "3"),
            Tampering(table: "reliability", column: "rows", value: "7"),
            Tampering(table: "reliability", column: "usual_rows", value: "2.66"),
            Tampering(table: "reliability", column: "mean", value: "66.666666"),
            Tampering(table: "reliability", column: "between_variance", value: "0.000000000001"),
            Tampering(table: "reliability", column: "reliability", value: "0.000001"),
            Tampering(table: "reliability", column: "rows_needed", value: "9"),
            // Everybody's error follows from it.
            Tampering(
                table: "reliability", column: "within_variance", value: "3000",
                names: [
                    "reliability.within_variance", "confidence.total_error", "confidence.total_low",
                    "confidence.total_high", "confidence.grade_chance",
                ]),
            Tampering(
                table: "row_sum", column: "squares", value: "4", names: ["reliability.within_variance"]),
        ]
    }

    @Test(arguments: Tampering.all) func aTamperedColumnIsNamed(_ tampering: Tampering) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(try await verify(in: database).findings == [])
        try await tamper(
            """
            update merit.\(tampering.table) set \(tampering.column) = \(tampering.value)
            \(tampering.table == "reliability" ? "" : "where employee_id = 'ann'")
            """, in: database)
        let found = try await verify(in: database).differences
        #expect(Set(found.map(\.field)) == tampering.names ?? ["\(tampering.table).\(tampering.column)"])
        let isOfRun = tampering.table != "confidence"
        #expect(Set(found.map(\.employeeID)).contains(isOfRun ? "" : "ann"))
        #expect(found.filter { $0.employeeID.isEmpty }.allSatisfy { $0.indicator == "desk solved" })
    }

    @Test func aRowThatIsGoneOrTooManyIsNamed() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { try await SmallCompany.hire(["cai"], in: $0) }
        try await database.work()
        try await tamper(
            """
            delete from merit.confidence where employee_id = 'ann';
            insert into merit.confidence (period_id, employee_id, revision, measured_percent, known_percent) values (1, 'cai', 1, 0, 0);
            """, in: database)
        #expect(
            try await verify(in: database).differences.map { "\($0.employeeID) \($0.field) \($0.stored ?? "-")" }
                == ["ann confidence -", "cai confidence a row"])
    }

    /// Results of versions that did not work it out have none; that is no fault of theirs.
    @Test func whereARunKeptNoneNothingIsMissing() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        try await tamper(
            "delete from merit.confidence; delete from merit.reliability; delete from merit.row_sum;", in: database)
        #expect(try await verify(in: database).findings == [])
    }

    /// A mean that stays what it was while its rows scatter less is no other result.
    ///
    /// Its squares are of the run before, and so nothing to hold the newest one against.
    @Test func rowsThatMovedWithinTheirSumAreARemark() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await SmallCompany.close(["resolved", "resolved", "resolved", "failed"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "bob", in: connection)
        }
        try await database.publish(yaml: [
            SmallCompany.template.replacing(
                "share(status = 'resolved')", with: "avg(hours(closed_at - opened_at))")
        ])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 40, in: database)
        try await SmallCompany.rate("bob", 20, in: database)
        try await spread("ann", [10, 20, 30, 40], in: database)
        try await spread("bob", [20, 24], in: database)
        try await database.work()
        #expect(try await verify(in: database).findings == [])
        try await spread("ann", [20, 20, 30, 30], in: database)
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(try await database.line("select count(*)::text from merit.result") == "2")
        let verification = try await verify(in: database)
        #expect(verification.differences == [])
        #expect(verification.findings.map(\.field) == ["reliability.within_variance"])
    }

    /// Rows that are gone are not counted on with what was kept of them before.
    @Test func whoHasNoRowsAnyMoreCountsNoMore() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await SmallCompany.hire(["cai"], in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "cai", in: connection)
        }
        try await database.work()
        _ = try await database.line("delete from merit_source.ticket where employee_id = 'cai'")
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line("select people::text from merit.reliability order by run_id") == "3\n2")
        #expect(try await verify(in: database).findings == [])
        let stored = try await database.withConnection {
            try await StoredConfidence.load(of: "cai", in: 1, template: "desk", $0)
        }
        #expect(stored?.sums.isEmpty == true)
    }

    /// How many hours each of a person's tickets took.
    private func spread(_ employee: String, _ hours: [Int], in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            for (place, hours) in hours.enumerated() {
                try await connection.execute(
                    "update merit_source.ticket set opened_at = closed_at - $2 * interval '1 hour' where ticket_id = $1",
                    "\(employee) \(place + 1)", hours)
            }
        }
    }

    /// As nobody can without taking the guards off first.
    private func tamper(_ sql: String, in database: TestDatabase) async throws {
        try await database.withConnection { connection in
            try await connection.script("set session_replication_role = replica; \(sql)")
        }
    }

    private func verify(in database: TestDatabase) async throws -> Verification {
        try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }
    }
}

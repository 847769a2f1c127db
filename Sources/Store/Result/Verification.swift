package import Postgres

/// What working a period's stored results out again found.
package struct Verification: Sendable {
    /// A field that comes out otherwise, or a remark on what could not be held against anything.
    package struct Finding: Sendable, Hashable {
        /// Empty where a run as a whole is meant.
        package let employeeID: String
        package let revision: Int
        /// Nil where the result as a whole is meant; of a run behind the code of its template, with the kind of work or the sort of a spread.
        package let indicator: String?
        /// A column of `merit.result` or `merit.indicator_score`, or of another table behind the table's name.
        package let field: String
        package let stored: String?
        package let recomputed: String?
        /// Whether it is more than a remark.
        package let isDifference: Bool
    }

    /// How many results, of all revisions, were worked out again.
    package let results: Int64
    /// By employee, revision and indicator.
    package let findings: [Finding]

    package var differences: [Finding] { findings.filter(\.isDifference) }

    /// Recomputes every stored result of a period, in the database, by a statement that scoring does not share.
    package static func run(of period: Int64, in connection: PostgresConnection) async throws -> Verification {
        try await connection.withTransaction(isolation: .repeatableRead, readOnly: true) { connection in
            // The planner knows little of the steps in between, and takes thousands of people for one.
            try await connection.execute(
                "select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true)")
            return try await recompute(period, in: connection)
        }
    }

    private static let results = Statements.verifyResults.replacing("{how_sure}", with: Statements.verifyConfidences)

    private static func recompute(_ period: Int64, in connection: PostgresConnection) async throws -> Verification {
        let results = try await connection.query("select count(*) from merit.result where period_id = $1", period)
            .one().decode(Int64.self)
        var findings: [Finding] = []
        for statement in [
            Self.results, Statements.verifyReliabilities, Statements.verifyMixes, Statements.verifySpreads,
        ] {
            findings += try await connection.query(statement, period).map(Finding.init)
        }
        return Verification(results: results, findings: findings)
    }
}

extension Verification.Finding {
    fileprivate init(_ row: PostgresRow) throws {
        self.init(
            employeeID: try row["employee_id"], revision: try row["revision"], indicator: try row["indicator"],
            field: try row["field"], stored: try row["stored"], recomputed: try row["recomputed"],
            isDifference: try row["is_difference"])
    }
}

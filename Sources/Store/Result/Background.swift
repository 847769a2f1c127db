import Appraisal
package import Exact
package import Postgres

/// What stands around one person's newest result: how it came to be that, what raters wrote, how the peers did.
package struct Background: Sendable {
    /// One revision of the result.
    package struct Revision: Sendable {
        package let number: Int
        /// When it was written, to the minute, in the time zone of the period.
        package let at: String
        package let status: String
        package let total: BigDecimal?
        package let grade: String?
        package let coefficient: BigDecimal?
        /// Nil of the first.
        package let why: String?
        /// What changed, in words: `total 76.00 → 100.00`.
        package let differences: [String]
        /// What changed, as JSON; nil of the first.
        package let json: String?
    }

    /// What somebody wrote beside the points.
    package struct Comment: Sendable {
        package let perspective: String
        package let raterID: String?
        /// Nil where it is about the whole.
        package let indicator: String?
        package let words: String
    }

    /// Where the person stands among the peers in one indicator.
    package struct Standing: Sendable {
        /// How many people have points for it, this one among them.
        package let peers: Int64
        /// The mean of their points, 2 digits.
        package let mean: BigDecimal
        /// The distance from it, percent of the full points, 2 digits.
        package let above: BigDecimal
    }

    /// The newest first.
    package let revisions: [Revision]
    package let comments: [Comment]
    /// By indicator.
    package let standings: [String: Standing]
    /// The upheld appeals that count.
    package let appeals: [StoredAppeal]
    /// Colleagues' upheld appeals whose rows count for this person.
    package let takenIn: [StoredAppeal]
    /// What keeps the period from being scored again.
    package let problem: String?
    /// What was odd about the source when everyone was scored last.
    package let findings: [String]
    /// Those among them that rows of this person are concerned by.
    package let ownFindings: [String]

    package static func load(
        of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> Background {
        let standings = try await connection.query(Statements.peerStanding, period, employee).decode(
            String.self, Int64.self, BigDecimal.self, BigDecimal.self)
        let remarks = try await connection.query(Statements.periodRemarks, period, employee).one()
        let appeals = try await StoredAppeal.upheld(in: period, connection)
        let key = EmployeeKey(employee)
        return Background(
            revisions: try await connection.query(Statements.resultRevisions, period, employee).map(Revision.init),
            comments: try await connection.query(Statements.raterComments, period, employee).map { row in
                Comment(perspective: try row[0], raterID: try row[1], indicator: try row[2], words: try row[3])
            },
            standings: Dictionary(
                uniqueKeysWithValues: standings.map { ($0, Standing(peers: $1, mean: $2, above: $3)) }),
            appeals: appeals.filter { EmployeeKey($0.employeeID) == key },
            takenIn: appeals.filter { $0.colleagueID.map(EmployeeKey.init) == key && !$0.excludedRows.isEmpty },
            problem: try remarks["problem"], findings: try remarks["findings"],
            ownFindings: try remarks["own_findings"])
    }
}

extension Background.Revision {
    fileprivate init(_ row: PostgresRow) throws {
        number = try row["revision"]
        at = try row["at"]
        status = try row["status"]
        total = try row["total"]
        grade = try row["grade"]
        coefficient = try row["coefficient"]
        why = try row["why"]
        differences = try row["differences"]
        json = try row["changed"]
    }
}

package import Postgres

extension ConfidenceRecord {
    private static let copyConfidences = columns.named(in: Statements.copyConfidences)
    private static let copySums = RowSum.columns.named(in: Statements.copyRowSums)
    private static let copyStandings = MixStanding.columns.named(in: Statements.copyMixStandings)

    /// Those of one revision, set aside until they are written.
    package struct Spool: Sendable {
        private var confidences = RowSpool()
        private var sums = RowSpool()
        private var standings = RowSpool()

        package init() {}

        package mutating func append(_ rows: Rows) throws(PostgresError) {
            try confidences.append(rows.confidences)
            try sums.append(rows.sums)
            try standings.append(rows.standings)
        }

        package func copy(revision: Int, into connection: PostgresConnection) async throws {
            try await Self.copy(confidences, by: copyConfidences, Int32(revision), into: connection)
            try await Self.copy(sums, by: copySums, Int32(revision), into: connection)
            try await Self.copy(standings, by: copyStandings, Int32(revision), into: connection)
        }

        private static func copy(
            _ rows: RowSpool, by sql: String, _ revision: Int32, into connection: PostgresConnection
        ) async throws {
            try await connection.copyIn(sql) { writer in
                try rows.forEachRow { row in
                    try writer.startRow(columns: 1 + row.columnCount)
                    writer.write(revision)
                    writer.write(rest: row)
                }
            }
        }
    }

    /// The rows of some people, without the revision, which is known when they are kept.
    package struct Rows: Sendable {
        fileprivate let confidences: CopyRows
        fileprivate let sums: CopyRows
        fileprivate let standings: CopyRows

        package init(_ records: some Sequence<ConfidenceRecord>, period: Int64) throws(PostgresError) {
            var (confidences, sums, standings) = (CopyWriter(), CopyWriter(), CopyWriter())
            for record in records {
                try record.write(to: &confidences, sums: &sums, standings: &standings, period: period)
            }
            self.confidences = try confidences.rows()
            self.sums = try sums.rows()
            self.standings = try standings.rows()
        }
    }
}

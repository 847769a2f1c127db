package import Postgres

extension ResultRecord {
    private static let copyResults = columns.named(in: Statements.copyResults)
    private static let copyScores = IndicatorRecord.columns.named(in: Statements.copyIndicatorScores)

    /// Results of one period that are set aside until they are written as one revision.
    package struct Spool: Sendable {
        private var results = RowSpool()
        private var indicators = RowSpool()

        package init() {}

        package mutating func append(_ rows: Rows) throws(PostgresError) {
            try results.append(rows.results)
            try indicators.append(rows.indicators)
        }

        /// Writes them all.
        package func copy(revision: Int, run: Int64, into connection: PostgresConnection) async throws {
            let revision = Int32(revision)
            try await Self.copy(results, by: copyResults, behind: 2, into: connection) { writer in
                writer.write(revision)
                writer.write(run)
            }
            try await Self.copy(indicators, by: copyScores, behind: 1, into: connection) { writer in
                writer.write(revision)
            }
        }

        /// Copies rows behind the columns that `first` writes.
        private static func copy(
            _ rows: RowSpool, by sql: String, behind count: Int, into connection: PostgresConnection,
            _ first: @Sendable (inout CopyWriter) -> Void
        ) async throws {
            try await connection.copyIn(sql) { writer in
                try rows.forEachRow { row in
                    try writer.startRow(columns: count + row.columnCount)
                    first(&writer)
                    writer.write(rest: row)
                }
            }
        }
    }

    /// The rows of some results, without revision and run, which are known when they are kept.
    package struct Rows: Sendable {
        fileprivate let results: CopyRows
        fileprivate let indicators: CopyRows

        package init(_ records: some Sequence<ResultRecord>, period: Int64) throws(PostgresError) {
            var (results, indicators) = (CopyWriter(), CopyWriter())
            for var record in records {
                for var indicator in record.indicators {
                    try indicators.startRow(columns: 2 + IndicatorRecord.columns.count)
                    indicators.write(period)
                    indicators.write(record.employeeID)
                    try indicator.eachColumn(&indicators)
                }
                try results.startRow(columns: 3 + ResultRecord.columns.count)
                results.write(period)
                results.write(record.employeeID)
                try record.eachColumn(&results)
                results.write(record.changed.map(JSONText.init))
            }
            self.results = try results.rows()
            self.indicators = try indicators.rows()
        }
    }
}

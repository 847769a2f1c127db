package import Postgres
import Statements

extension ResultRecord {
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
            try await connection.copyIn(Statements.copyResults) { writer in
                var reader = results.reader()
                while try reader.advance() {
                    try reader.row { row in
                        try writer.startRow(columns: row.columnCount + 2)
                        writer.write(revision)
                        writer.write(run)
                        writer.write(rest: row)
                    }
                }
            }
            try await connection.copyIn(Statements.copyIndicatorScores) { writer in
                var reader = indicators.reader()
                while try reader.advance() {
                    try reader.row { row in
                        try writer.startRow(columns: row.columnCount + 1)
                        writer.write(revision)
                        writer.write(rest: row)
                    }
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
            for record in records {
                try record.write(to: &results, period: period)
                for indicator in record.indicators {
                    try indicator.write(to: &indicators, period: period, employee: record.employeeID)
                }
            }
            self.results = try results.rows()
            self.indicators = try indicators.rows()
        }
    }
}

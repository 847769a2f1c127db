package import Postgres
import Synchronization

/// Takes the rows of a file into a table: all of them, or none.
///
/// A row that is there already, by its key, is changed where it differs; the same file twice changes nothing. Rows that the file
/// does not hold stay as they are.
package struct FileImport: Sendable {
    /// What came of it, or would.
    package struct Report: Sendable {
        package let target: ImportTarget
        package let sheet: String?
        /// Headings, and the columns that they stand for.
        package let columns: [(heading: String, column: String)]
        package let leftOut: [String]
        package var rows = 0
        /// Evaluations that nobody filled in.
        package var unfilled = 0
        package var added: Int64 = 0
        package var changed: Int64 = 0
        package var unchanged: Int64 { Int64(rows) - added - changed }
        /// The first of them, in the order of the lines.
        package var flaws: [ImportFlaw] = []
        package var flawCount = 0
        /// Ids that no employee has, and in how many rows; the most frequent first.
        package var strangers: [(id: String, rows: Int64)] = []
    }

    /// No more flaws are named than somebody mends at once.
    static let mostFlaws = 100
    private static let fewRows = 1000

    private let file: ImportFile
    private let target: ImportTarget
    private let fixed: [(column: ImportColumn, value: String)]
    private let reading: ImportReading

    /// Understands the headings.
    ///
    /// - Parameters:
    ///   - fixed: values of columns that are the same in all rows, by column.
    /// - Throws: ``ImportFlaws``.
    package init(_ file: ImportFile, into target: ImportTarget, fixed: [String: String] = [:]) throws(ImportFlaws) {
        self.file = file
        self.target = target
        self.fixed = target.columns.compactMap { column in fixed[column.name].map { (column, $0) } }
        var reader = CellReader()
        reader.dayOrder = file.mapping.dates
        reader.decimalMark = file.mapping.decimals
        reader.hasZone = file.mapping.timeZone != nil
        reader.words = file.mapping.values
        reading = try ImportReading(file, into: target, fixed: Set(fixed.keys), reader: reader)
    }

    /// Reads the file and takes its rows in a transaction, which ends as if nothing had been where a row has a flaw or `isApplied` is false.
    ///
    /// - Throws: ``PostgresError`` where it is not for a row: missing rights, a lost connection.
    package func run(apply isApplied: Bool, in connection: PostgresConnection) async throws -> Report {
        do {
            return try await connection.withTransaction { connection in
                let report = try await take(connection)
                guard isApplied && report.flawCount == 0 else { throw Undone(report: report) }
                return report
            }
        } catch let undone as Undone {
            return undone.report
        }
    }

    /// What was done is to be forgotten.
    private struct Undone: Error {
        let report: Report
    }

    private func take(_ connection: PostgresConnection) async throws -> Report {
        var report = Report(
            target: target, sheet: reading.sheet,
            columns: reading.columns.map { ($0.heading, $0.column.name) }, leftOut: reading.leftOut)
        if let zone = file.mapping.timeZone {
            try await connection.execute(Statements.setZone, zone)
        }
        let statement = ImportStatement(target, columns: fixed.map(\.column) + reading.columns.map(\.column))
        try await connection.script(statement.staging)
        let staged = Mutex(Staged())
        try await connection.copyIn(statement.copying) { writer in
            try stage(&writer, staged)
        }
        let lines = staged.withLock { staged in
            report.flaws = staged.flaws
            report.flawCount = staged.flawCount
            report.unfilled = staged.unfilled
            return staged.lines
        }
        report.rows = lines.count
        try await connection.script("analyze \(ImportStatement.staged)")
        try await report.note(duplicates(by: statement, connection))
        if target.kind == .evaluations {
            try await report.note(unknownPeriods(connection))
        } else {
            report.strangers = try await strangers(statement, connection)
        }
        guard report.flawCount == 0, let last = lines.last else { return report }
        if target.kind == .relation { try await lock(connection) }
        if lines.count > Self.fewRows {
            // A table that was empty when statistics were taken is thought to stay so: it would be read once more for each row of the file.
            try await connection.execute("set local enable_nestloop = off")
        }
        var search = RefusedRows(statement: statement, lines: lines, connection: connection)
        if let taken = try await search.take(1, last) {
            (report.added, report.changed) = taken
        } else {
            try await search.find()
            report.note(search.flaws)
        }
        return report
    }

    private struct Staged {
        var lines: [Int] = []
        var unfilled = 0
        var flaws: [ImportFlaw] = []
        var flawCount = 0
    }

    private func stage(_ writer: inout CopyWriter, _ result: borrowing Mutex<Staged>) throws {
        var staged = Staged()
        let width = 1 + fixed.count + reading.columns.count
        let answers =
            target.kind == .evaluations ? reading.columns.indices.filter { !reading.columns[$0].column.isKey } : []
        try reading.forEachRow { line, values in
            guard answers.isEmpty || answers.contains(where: { values[$0] != nil }) else {
                staged.unfilled += 1
                return
            }
            try writer.startRow(columns: width)
            writer.write(Int32(line))
            for (_, value) in fixed { writer.write(value) }
            for value in values { writer.write(value) }
            staged.lines.append(line)
        } flaw: { flaw in
            staged.flawCount += 1
            if staged.flaws.count < Self.mostFlaws { staged.flaws.append(flaw) }
        }
        result.withLock { $0 = staged }
    }

    private func duplicates(
        by statement: ImportStatement, _ connection: PostgresConnection
    ) async throws -> [ImportFlaw] {
        guard let query = statement.duplicates else { return [] }
        return try await connection.query(query, Int64(Self.mostFlaws)).map { row throws(PostgresError) in
            let (line, first) = try row.decode(Int32.self, Int32.self)
            return ImportFlaw(.duplicate(line: Int(first)), line: Int(line))
        }
    }

    private func unknownPeriods(_ connection: PostgresConnection) async throws -> [ImportFlaw] {
        try await connection.query(Statements.unknownPeriods, Int64(Self.mostFlaws))
            .map { row throws(PostgresError) in
                let (line, label) = try row.decode(Int32.self, String.self)
                return ImportFlaw(.unknownPeriod, line: Int(line), column: "period", value: label)
            }
    }

    private func strangers(
        _ statement: ImportStatement, _ connection: PostgresConnection
    ) async throws -> [(id: String, rows: Int64)] {
        guard target.relation != "employee", reading.columns.contains(where: { $0.column.name == "employee_id" }),
            try await connection.query(Statements.targetColumns, target.schema, "employee").count > 0
        else { return [] }
        return try await connection.query(statement.strangers).map { row throws(PostgresError) in
            try row.decode(String.self, Int64.self)
        }
    }

    /// Two imports at once would both add what neither sees of the other.
    private func lock(_ connection: PostgresConnection) async throws {
        try await connection.script(
            "lock table \(quoted(target.schema)).\(quoted(target.relation)) in share row exclusive mode")
    }
}

extension FileImport.Report {
    fileprivate mutating func note(_ more: [ImportFlaw]) {
        flawCount += more.count
        flaws = Array((flaws + more).sorted { ($0.line ?? 0) < ($1.line ?? 0) }.prefix(FileImport.mostFlaws))
    }
}

import Postgres

/// Finds the rows that the server refuses, by halves: all are tried, then each half of those among which one is refused.
struct RefusedRows {
    let statement: ImportStatement
    /// Lines of the file, in their order.
    let lines: [Int]
    let connection: PostgresConnection
    private(set) var flaws: [ImportFlaw] = []

    init(statement: ImportStatement, lines: [Int], connection: PostgresConnection) {
        (self.statement, self.lines, self.connection) = (statement, lines, connection)
    }

    /// What the server said of the rows that it refused last.
    private var refusal = ""

    /// Takes the rows of these lines.
    ///
    /// - Returns: how many were added and changed; nil where the server refuses one of them.
    mutating func take(_ first: Int, _ last: Int) async throws -> (added: Int64, changed: Int64)? {
        try await connection.script("savepoint merit_import")
        do throws(PostgresError) {
            let rows = try await connection.query(statement.taking, Int32(first), Int32(last))
            guard let row = rows.first else { return (0, 0) }
            let (added, changed) = try row.decode(Int64.self, Int64.self)
            return (added, changed)
        } catch {
            guard error.isAboutRow else { throw error }
            try await connection.script("rollback to savepoint merit_import")
            refusal = [error.message, error.detail, error.hint].compactMap(\.self).joined(separator: "; ")
            return nil
        }
    }

    /// Finds the refused ones; what was tried is undone.
    mutating func find() async throws {
        var ranges = [lines.indices]
        while let range = ranges.popLast(), flaws.count < FileImport.mostFlaws {
            guard let first = range.first, let last = range.last else { continue }
            if try await take(lines[first], lines[last]) != nil {
                try await connection.script("rollback to savepoint merit_import")
            } else if first == last {
                flaws.append(ImportFlaw(.refused(refusal), line: lines[first]))
            } else {
                let middle = first + (last - first) / 2
                ranges.append(middle + 1..<range.upperBound)
                ranges.append(first..<middle + 1)
            }
        }
        if flaws.isEmpty { flaws.append(ImportFlaw(.refused(refusal))) }
    }
}

extension PostgresError {
    /// A value, a constraint or a trigger of the table refuses a row.
    fileprivate var isAboutRow: Bool {
        guard code == .server, let sqlState else { return false }
        return ["21", "22", "23", "44", "P0"].contains { sqlState.hasPrefix($0) } || sqlState == "55000"
    }
}

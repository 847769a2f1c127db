import Appraisal
import Exact
import Postgres

/// Rows in the byte order of the employee ids that they begin with, gone through side by side with others in that order.
struct KeyedRows {
    private var reader: RowSpool.Reader
    /// Whose the current row is; nil behind the last.
    private(set) var key: EmployeeKey?

    init(_ rows: RowSpool) throws {
        reader = rows.reader()
        try advance()
    }

    /// Hands the rows of `key` to `body`; those of people who come before are passed over.
    ///
    /// - Parameter key: comes behind every one that was asked for before.
    mutating func take(_ key: EmployeeKey, _ body: (inout CopyRow) throws -> Void) throws {
        while let current = self.key, !(key < current) {
            if current == key {
                try reader.row { row in
                    _ = try row.next(String.self)
                    try body(&row)
                }
            }
            try advance()
        }
    }

    private mutating func advance() throws {
        guard try reader.advance() else {
            key = nil
            return
        }
        let next = EmployeeKey(try reader.row { try $0.next(String.self) })
        // Rows in another order would be taken for those of nobody, and nobody would notice.
        if let key, next < key {
            throw PostgresError(
                .misuse, "rows of \(next.id) came behind those of \(key.id), not in the byte order of the ids")
        }
        key = next
    }
}

extension KeyedRows {
    /// What part of each day was leave, from 0 to 1, where the rows are days of leave as `leave_days.sql` gives them.
    mutating func leave(of key: EmployeeKey) throws -> [Int: BigDecimal] {
        var parts: [Int: BigDecimal] = [:]
        try take(key) { row in
            let day = Int(try row.next(PostgresDate.self).days)
            parts[day] = try row.next(BigDecimal.self)
        }
        return parts
    }
}

import Measures
package import Postgres
package import Store

/// From when to when a person is where, as the source has it.
package struct Stint: Sendable {
    package let department: String?
    /// First day; nil: it was always so.
    package let from: PostgresDate?
    /// Last day; nil: it goes on.
    package let to: PostgresDate?

    /// Whether any of these days lies in it.
    package func touches(_ span: Span) -> Bool {
        (from ?? .negativeInfinity) < span.dayAfter && (to ?? .infinity) >= span.startsOn
    }
}

extension SourceDatabase {
    /// What the source says of one person.
    package enum Standing: Sendable {
        /// The earliest first.
        case employed([Stint])
        /// Nobody has the id; ids that are about as long.
        case unknown([String])
    }

    /// - Throws: what says what to mend, where the source lacks something or refuses to be read.
    package func standing(of employee: String) async throws -> Standing {
        try await snapshot { snapshot in
            let stints = try await snapshot.stints(of: employee)
            return stints.isEmpty ? .unknown(try await snapshot.ids(near: employee)) : .employed(stints)
        }
    }
}

extension SourceSnapshot {
    fileprivate func stints(of employee: String) async throws -> [Stint] {
        let relation = try people()
        let missing = ["department", "employed_from", "employed_to"].filter { relation.column($0) == nil }
        let sql = missing.reduce(qualified(Statements.employment, "employee")) { sql, column in
            sql.replacing("employee.\(column)", with: "null")
        }
        return try await reading("employee") {
            try await connection.query(sql, employee).map { row in
                let (department, from, to) = try row.decode(String?.self, PostgresDate?.self, PostgresDate?.self)
                return Stint(
                    department: department, from: from == .negativeInfinity ? nil : from, to: to == .infinity ? nil : to
                )
            }
        }
    }

    fileprivate func ids(near employee: String) async throws -> [String] {
        let sql = qualified(Statements.nearIds, "employee")
        return try await reading("employee") { try await connection.query(sql, employee).decode(String.self) }
    }
}

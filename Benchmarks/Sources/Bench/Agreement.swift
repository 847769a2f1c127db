import Foundation
import Postgres

/// Whether the ways found the same as the hand-written SQL.
enum Agreement {
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// Holds the newest period of Merit's against it, row for row and digit for digit.
    static func check(_ database: PostgresConfiguration) async throws {
        let sql = try Tool.text("agreement.sql")
        let (compared, different) = try await database.withConnection {
            try await $0.query(sql).one().decode(Int64.self, Int64.self)
        }
        guard compared > 0, different == 0 else {
            throw Broken(description: "\(different) of \(compared) rows of Merit's differ from the hand-written ones")
        }
    }

    /// Holds what a script of Python wrote against it: in floating point no nearer than a rounding here and there.
    static func check(_ way: PythonScript, in database: PostgresConfiguration) async throws -> Deviation {
        let sql = try Tool.text("near_agreement.sql")
        let (compared, different, example, percent, most) = try await database.withConnection {
            try await $0.script("set search_path = \(way.schema)")
            return try await $0.query(sql).one().decode(
                Int64.self, Int64.self, String?.self, Double.self, Double.self)
        }
        guard compared > 0, different == 0 else {
            throw Broken(
                description: """
                    \(way.name): \(different) of \(compared) rows differ from the hand-written ones \
                    by more than roundings: \(example ?? "there are none")
                    """)
        }
        return Deviation(percent: percent, most: most)
    }
}

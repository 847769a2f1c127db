import Foundation
import Postgres

/// Whether Merit and the hand-written SQL found the same, row for row and digit for digit.
enum Agreement {
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// Holds the newest period of Merit's against it.
    static func check(_ database: PostgresConfiguration) async throws {
        let sql = try String(contentsOf: Tool.folder.appending(path: "agreement.sql"), encoding: .utf8)
        let (compared, different) = try await database.withConnection {
            try await $0.query(sql).one().decode(Int64.self, Int64.self)
        }
        guard compared > 0, different == 0 else {
            throw Broken(description: "\(different) of \(compared) rows of Merit's differ from the hand-written ones")
        }
    }
}

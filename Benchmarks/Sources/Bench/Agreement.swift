import Foundation
import Postgres

/// Whether Merit and the hand-written SQL found the same, row for row and digit for digit.
enum Agreement {
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// - Returns: label of the newest period of Merit's, which was compared.
    @discardableResult
    static func check(_ database: PostgresConfiguration) async throws -> String {
        let sql = try String(contentsOf: Tool.folder.appending(path: "agreement.sql"), encoding: .utf8)
        let (label, compared, different) = try await database.withConnection {
            try await $0.query(sql).one().decode(String.self, Int64.self, Int64.self)
        }
        guard compared > 0, different == 0 else {
            throw Broken(description: "\(different) of \(compared) rows of Merit's differ from the hand-written ones")
        }
        return label
    }
}

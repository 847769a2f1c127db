import Foundation
package import Postgres

/// What a test finds in its database: prepared once in a process, then copied for every test.
///
/// Other targets add theirs: `extension DatabaseTemplate { static let migrated = DatabaseTemplate("migrated") { … } }`.
package struct DatabaseTemplate: Sendable {
    let name: String
    package let prepare: @Sendable (PostgresConfiguration) async throws -> Void

    /// - Parameters:
    ///   - name: Letters, digits and underscores; two templates of one name are the same.
    ///   - prepare: Fills the template's database, as the superuser, and leaves no connection to it open.
    package init(_ name: String, prepare: @escaping @Sendable (PostgresConfiguration) async throws -> Void) {
        self.name = name
        self.prepare = { configuration in
            try await prepare(configuration)
            try await Self.damage(configuration)
        }
    }

    /// A database with nothing in it.
    package static let empty = DatabaseTemplate("empty") { _ in }

    /// Takes a wall away, where `TEST_DAMAGE` names a file of SQL that does: then some test has to fail.
    private static func damage(_ configuration: PostgresConfiguration) async throws {
        guard let file = ProcessInfo.processInfo.environment["TEST_DAMAGE"] else { return }
        let sql = try String(contentsOfFile: file, encoding: .utf8)
        try await configuration.withConnection { connection in
            let isThere = try await connection.query("select to_regnamespace('merit_api') is not null").one().decode(
                Bool.self)
            if isThere { try await connection.script(sql) }
        }
    }

    /// Bears the process' number, so that another process, perhaps of an older build, has its own.
    var databaseName: String { "merit_template_\(name)_\(ProcessInfo.processInfo.processIdentifier)" }
}

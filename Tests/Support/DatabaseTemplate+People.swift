import Foundation
import Postgres
import Store

extension DatabaseTemplate {
    /// A company in which everyone is something to somebody: `Tests/Support/People/company.sql`.
    package static let people = DatabaseTemplate("people") { configuration in
        let company = try String(contentsOf: Repository.file("Tests/Support/People/company.sql"), encoding: .utf8)
        try await configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.script(company)
        }
    }
}

import Postgres
import Schema
import Store

extension DatabaseTemplate {
    /// Schema merit, with its roles.
    package static let migrated = DatabaseTemplate("migrated") { configuration in
        try await configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
        }
    }

    /// Schema merit, and an empty source of the default shape that `merit_worker` may read.
    package static let sourced = DatabaseTemplate("sourced") { configuration in
        try await configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.script(Scripts.installSource)
            try await connection.script(Scripts.grantSource)
        }
    }
}

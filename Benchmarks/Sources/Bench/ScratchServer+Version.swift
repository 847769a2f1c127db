import Postgres
import ScratchServer

extension ScratchServer {
    /// Its version, such as `15.18`.
    var version: String {
        get async throws {
            try await configuration.withConnection {
                try await $0.query("show server_version").one().decode(String.self)
            }
        }
    }
}

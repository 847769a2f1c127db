import Foundation
import Postgres
import Support

@testable import ScratchServer

/// A real pooler in transaction mode, on a socket in a folder of its own.
struct PgBouncer {
    /// Nil where it is not installed.
    static let path = ["/usr/sbin/pgbouncer", "/opt/homebrew/bin/pgbouncer", "/usr/local/bin/pgbouncer"]
        .first(where: FileManager.default.isExecutableFile)

    let folder: String

    /// Lets in whoever has one of Merit's roles, or is the superuser, and those named.
    static func start(
        to server: PostgresConfiguration, users others: [String] = [], settings more: String = ""
    ) async throws -> PgBouncer {
        let account = try ServerAccount.current()
        let folder = try account.makeFolder(in: "/tmp")
        let host = try await server.with(["user": "postgres"]).withConnection { connection in
            try await connection.query("show unix_socket_directories").one().decode(String.self)
        }
        let settings = """
            [databases]
            * = host=\(host) port=5432
            [pgbouncer]
            listen_addr =
            listen_port = 5432
            unix_socket_dir = \(folder)
            auth_type = trust
            auth_file = \(folder)/users
            pool_mode = transaction
            logfile = \(folder)/log
            pidfile = \(folder)/pid
            \(more)

            """
        let users = ["postgres", "merit_owner", "merit_worker", "merit_reader", "merit_hr"] + others
        try await Shell.run(
            #"cat >"$1/users""#, [folder], input: users.map { "\"\($0)\" \"\"\n" }.joined(), as: account,
            failure: "pgbouncer gets no users")
        try await Shell.run(
            #"cat >"$1/pgbouncer.ini" && "$2" -d -q "$1/pgbouncer.ini""#, [folder, path ?? ""], input: settings,
            as: account,
            failure: "pgbouncer does not start")
        let pooler = PgBouncer(folder: folder)
        // It goes into the background before it listens; until then a connection is refused at once.
        let first = try pooler.configuration(server.with(["user": "postgres", "dbname": "postgres"]))
        let deadline = ContinuousClock.now + .seconds(60)
        while (try? await first.withConnection { _ in }) == nil && ContinuousClock.now < deadline { await Task.yield() }
        return pooler
    }

    func configuration(_ server: PostgresConfiguration) throws -> PostgresConfiguration {
        try server.with(["host": folder, "port": "5432"])
    }

    func stop() async throws {
        try await Shell.run(
            #"kill "$(cat "$1/pid")" && while [ -e "$1/pid" ]; do :; done; rm -rf "$1""#, [folder],
            as: try ServerAccount.current(), failure: "pgbouncer does not stop")
    }
}

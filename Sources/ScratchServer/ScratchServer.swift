package import Postgres
import Subprocess

/// A PostgreSQL server in a temporary folder, reached through a socket there; gone when it is stopped, or when the
/// process that started it ends in whatever way.
package struct ScratchServer: Sendable {
    /// As the superuser, to the database `postgres`.
    package let configuration: PostgresConfiguration
    /// Holds the data, the socket and the server's log.
    package let folder: String
    private let programs: ServerPrograms
    private let account: ServerAccount
    private let leash: ServerLeash

    /// Durable is nothing here: what is thrown away need not survive a power cut.
    package static let disposable = [
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB", "jit": "off",
        "timezone": "UTC", "log_timezone": "UTC",
    ]

    /// Sets a server up and waits until it can be asked; UTF-8, sorted by code points (locale C).
    ///
    /// - Parameters:
    ///   - parent: Where its folder is made. Short, because the path of a socket has little more than 100 bytes.
    ///   - settings: Lines of `postgresql.conf`, added to ``disposable`` and stronger.
    /// - Throws: ``ScratchServerError`` where no server is installed or it does not come up.
    package static func start(
        in parent: String = "/tmp", settings: [String: String] = [:]
    ) async throws -> ScratchServer {
        let programs = try await ServerPrograms.find()
        let account = try ServerAccount.current()
        let folder = try account.makeFolder(in: parent)
        let leash = try await ServerLeash(programs, folder: folder, account: account)
        // The port too: PostgreSQL would take it from a PGPORT that the caller has set for another server.
        let local = ["listen_addresses": "", "port": "5432", "unix_socket_directories": folder]
        let lines = disposable.merging(settings) { $1 }.merging(local) { $1 }
            .sorted { $0.key < $1.key }
            .map { name, value in "\(name) = '\(value)'\n" }
        do {
            try await Shell.run(
                startScript, [folder, programs.folder], input: lines.joined(), as: account,
                failure: "the scratch PostgreSQL server does not start")
        } catch {
            leash.release()
            throw error
        }
        return ScratchServer(
            configuration: try PostgresConfiguration("host='\(folder)' port=5432 user=postgres dbname=postgres"),
            folder: folder, programs: programs, account: account, leash: leash)
    }

    /// Runs `body` beside a server that is stopped behind it, whatever comes of it.
    ///
    /// - Parameter settings: as of ``start(in:settings:)``.
    package static func running<Value>(
        settings: [String: String] = [:], _ body: (ScratchServer) async throws -> Value
    ) async throws -> Value {
        let server = try await start(settings: settings)
        let value: Value
        do {
            value = try await body(server)
        } catch {
            try? await server.stop()
            throw error
        }
        try await server.stop()
        return value
    }

    /// Stops the server without waiting for its clients and removes its folder.
    ///
    /// Stopping twice does no harm.
    package func stop() async throws {
        try await Shell.run(
            Self.stopScript, [folder, programs.folder], as: account,
            failure: "the scratch PostgreSQL server does not stop")
        leash.release()
    }

    /// Leaves the server running when this process ends; ``stopCommand`` says how to end it.
    package func keep() {
        leash.keep()
    }

    /// What someone types into a shell to stop a server that was kept, and to remove what it leaves.
    package var stopCommand: String {
        "kill -INT \"$(head -1 \(folder)/data/postmaster.pid)\" && sleep 1 && rm -rf \(folder)"
    }

    private static let startScript = """
        cd "$1" || exit
        "$2/initdb" -D data -U postgres --auth=trust --encoding=UTF8 --locale=C --no-sync >initdb.log || exit
        cat >>data/postgresql.conf
        "$2/pg_ctl" start -D data -l server.log -w -t 60 -s || { tail -n 5 server.log >&2; exit 1; }
        """

    private static let stopScript = """
        [ -d "$1" ] || exit 0
        cd / && "$2/pg_ctl" stop -D "$1/data" -m immediate -w -s && rm -rf "$1"
        """
}

/// Why there is no scratch server, in a sentence that says what to do.
package struct ScratchServerError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}

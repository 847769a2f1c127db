import Postgres
import Support

@testable import ScratchServer

/// Another server that follows a scratch server until it is promoted.
struct Standby {
    let primary: ScratchServer

    var folder: String { "\(primary.folder)/standby" }

    /// As the superuser.
    var configuration: PostgresConfiguration {
        get throws { try primary.configuration.with(["host": folder]) }
    }

    func control(_ command: String) async throws {
        try await primary.run(#"cd "$1/standby" && "$2/pg_ctl" \#(command) -D data -w -s"#)
    }

    /// Waits until it has received, or replayed, all that the primary has written.
    func catchUp(_ progress: Progress = .replayed) async throws {
        try await primary.configuration.withConnection { connection in
            try await connection.waitUntil(
                "select coalesce(bool_and(\(progress.rawValue) >= pg_current_wal_lsn()), false) from pg_stat_replication"
            )
        }
    }

    enum Progress: String {
        case received = "flush_lsn"
        case replayed = "replay_lsn"
    }
}

extension ScratchServer {
    /// Where the server's programs are, and how they are run.
    func run(_ script: String, _ more: [String] = []) async throws {
        let programs = try await ServerPrograms.find()
        try await Shell.run(
            script, [folder, programs.folder] + more, as: try ServerAccount.current(),
            failure: "the server does not obey")
    }

    /// Tells `pg_ctl` what to do.
    func control(_ command: String) async throws {
        try await run(#"cd "$1" && "$2/pg_ctl" \#(command) -D data -w -s"#)
    }

    /// A streaming standby beside this server, in a folder inside its own, so that it is gone with it.
    ///
    /// - Parameter settings: lines of its `postgresql.conf`.
    func standby(settings: String = "") async throws -> Standby {
        try await run(
            #"""
            mkdir "$1/standby" && cd "$1/standby" &&
            "$2/pg_basebackup" -D data -R -X stream -c fast -h "$1" -p 5432 -U postgres &&
            printf '%s\n' "unix_socket_directories = '$1/standby'" "$3" >>data/postgresql.conf &&
            "$2/pg_ctl" start -D data -w -s -l server.log
            """#, [settings])
        return Standby(primary: self)
    }
}

import Postgres
import Subprocess
import Support
import Testing

@testable import ScratchServer

/// The server ends sessions, goes down, or is replaced by another.
@Suite(.tags(.fault), .timeLimit(.minutes(isFull ? 60 : 10))) struct ServerTests {
    /// Which sessions of the worker are ended, as a condition on `pg_stat_activity`.
    enum Sessions: String, CaseIterable {
        case all = "true"
        case control = "pid in (select backend_id from merit.worker_session)"
        case work = "pid not in (select backend_id from merit.worker_session)"
    }

    @Test(
        .database(.company), arguments: Sessions.allCases, isFull ? Array(stride(from: 20, through: 200, by: 12)) : [90]
    )
    func sessionsThatAreTerminatedAreReplaced(_ sessions: Sessions, moment: Int) async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            if passage.side == .client && passage.number == moment { checkpoint.arrive() }
            return .pass
        }
        defer { proxy.stop() }
        let status = try await Program.run(["worker", "--until-idle"], database: try proxy.configuration(worker)) { _ in
            try await checkpoint.reached()
            try await database.withConnection { connection in
                _ = try await connection.query(
                    """
                    select pg_terminate_backend(pid, 1000) from pg_stat_activity
                    where datname = current_database() and usename = 'merit_worker' and \(sessions.rawValue)
                    """)
            }
            checkpoint.release()
        }
        #expect(status == .exited(0))
        try await Aftermath.check(try database.configuration())
    }

    @Test(arguments: isFull ? Array(stride(from: 10, through: 200, by: 19)) : [120])
    func anImmediateRestartLosesNothing(moment: Int) async throws {
        let server = try await ScratchServer.start(settings: ["synchronous_commit": "on", "fsync": "on"])
        try await Company.prepare(server.configuration)
        let worker = try server.configuration.with(["user": "merit_worker"])
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            if passage.side == .client && passage.number == moment { checkpoint.arrive() }
            return .pass
        }
        defer { proxy.stop() }
        let status = try await Program.run(["worker", "--until-idle"], database: try proxy.configuration(worker)) { _ in
            try await checkpoint.reached()
            try await server.control("restart -m immediate -l server.log")
            checkpoint.release()
        }
        #expect(status == .exited(0))
        let owner = server.configuration
        #expect(
            try await owner.withConnection {
                try await $0.query("select sum(deaths)::integer from merit.job").one().decode(Int.self)
            } == 0)
        try await Aftermath.check(owner)
        try await server.stop()
    }

    @Test(arguments: isFull ? [40, 80, 120, 160] : [100]) func aPromotedStandbyIsFound(moment: Int) async throws {
        let primary = try await ScratchServer.start(settings: ["wal_level": "replica", "synchronous_commit": "on"])
        try await Company.prepare(primary.configuration)
        let standby = try await primary.standby()
        let worker = try primary.configuration.with(["user": "merit_worker"])
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            if passage.side == .client && passage.number == moment { checkpoint.arrive() }
            return .pass
        }
        defer { proxy.stop() }
        let both = try worker.with(["host": "\(proxy.folder),\(standby.folder)", "port": "5432,5432"])
        let status = try await Program.run(["worker", "--until-idle"], database: both) { _ in
            try await checkpoint.reached()
            try await primary.configuration.withConnection { connection in
                try await connection.waitUntil(
                    "select coalesce(bool_and(replay_lsn >= pg_current_wal_lsn()), false) from pg_stat_replication")
            }
            // The old primary comes back as a standby: it answers, but takes no writes.
            try await primary.control("stop -m immediate")
            try await primary.run(#"touch "$1/data/standby.signal""#)
            try await primary.control("start -l server.log")
            try await standby.control("promote")
            checkpoint.release()
        }
        #expect(status == .exited(0))
        try await Aftermath.check(standby.configuration)
        try await standby.control("stop -m immediate")
        try await primary.stop()
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
    func standby() async throws -> Standby {
        try await run(
            #"""
            mkdir "$1/standby" && cd "$1/standby" &&
            "$2/pg_basebackup" -D data -R -X stream -c fast -h "$1" -p 5432 -U postgres &&
            echo "unix_socket_directories = '$1/standby'" >>data/postgresql.conf &&
            "$2/pg_ctl" start -D data -w -s -l server.log
            """#)
        return Standby(primary: self)
    }
}

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
}

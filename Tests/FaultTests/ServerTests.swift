import Postgres
import Subprocess
import Support
import Testing

import ScratchServer

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
            try await standby.catchUp()
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

    /// A machine that hangs answers nothing, and refuses nothing either.
    @Test func aPrimaryThatFallsSilentIsLeft() async throws {
        let primary = try await ScratchServer.start(settings: ["wal_level": "replica", "synchronous_commit": "on"])
        try await Company.prepare(primary.configuration)
        let standby = try await primary.standby()
        let worker = try primary.configuration.with(["user": "merit_worker"])
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            if passage.side == .client && passage.number == 100 { checkpoint.arrive() }
            return .pass
        }
        defer { proxy.stop() }
        let both = try worker.with(
            ["host": "\(proxy.folder),\(standby.folder)", "port": "5432,5432", "connect_timeout": "2"])
        let processes = #"echo "$(head -1 "$1/data/postmaster.pid") $(pgrep -P "$(head -1 "$1/data/postmaster.pid")")""#
        let status = try await Program.run(["worker", "--until-idle"], database: both) { _ in
            try await checkpoint.reached()
            try await standby.catchUp()
            // One of them may have ended since they were listed.
            try await primary.run("kill -STOP $(\(processes)) || :")
            try await standby.control("promote")
            checkpoint.release()
        }
        #expect(status == .exited(0))
        try await Aftermath.check(standby.configuration)
        try await standby.control("stop -m immediate")
        try await primary.run("kill -CONT $(\(processes)) || :")
        try await primary.stop()
    }
}

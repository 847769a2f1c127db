import Jobs
import Postgres
import Store
import Testing

@testable import ScratchServer

/// The server goes down and comes back under a worker.
@Suite(.timeLimit(.minutes(20))) struct RestartTests {
    @Test(arguments: ["fast", "immediate"]) func theWorkerGoesOnAndNoJobIsBlamed(mode: String) async throws {
        let server = try await ScratchServer.start(settings: ["synchronous_commit": "on"])
        try await server.configuration.withConnection { connection in
            _ = try await Migrator().migrate(connection)
            try await connection.ask()
        }
        let begun = Signal()
        let worker = try TestWorker(
            server: server.configuration,
            adjust: {
                $0.endsWhenIdle = true
                $0.backoff = Backoff(base: .milliseconds(10), limit: .milliseconds(100))
            }
        ) { attempt in
            if attempt.job.retries == 0 {
                begun.send()
                try await Signal().wait()
            }
            try await attempt.finish()
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await worker.untilIdle() }
            try await begun.wait()
            try await restart(server, mode)
            try await group.waitForAll()
        }
        let jobs = try await server.configuration.withConnection { try await $0.jobs() }
        #expect(jobs.map(\.state) == ["completed"])
        #expect(jobs.map(\.attempt) == [1])
        #expect(jobs.map(\.deaths) == [0])
        try await server.stop()
    }

    private func restart(_ server: ScratchServer, _ mode: String) async throws {
        let programs = try await server.configuration.withConnection { connection in
            try await connection.query("select setting from pg_config where name = 'BINDIR'").one().decode(String.self)
        }
        try await Shell.run(
            #"cd "$1" && "$2/pg_ctl" restart -D data -m "$3" -w -s -l server.log"#, [server.folder, programs, mode],
            as: try ServerAccount.current(), failure: "the server does not restart")
    }
}

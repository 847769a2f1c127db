import Postgres
import Subprocess
import Support
import Testing

/// The worker process ends without a word.
@Suite(.database(.company), .tags(.fault), .timeLimit(.minutes(isFull ? 60 : 10))) struct KillTests {
    /// Seeds of the moments; each is one loop of kills.
    @Test(arguments: 1...(isFull ? 20 : 2)) func killedAtRandomMomentsAgainAndAgain(seed: UInt64) async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection {
            try await $0.script("update merit.setting set value = '1000' where name = 'worker_deaths'")
        }
        var dice = Dice(seed: seed)
        for _ in 1...(isFull ? 12 : 5) {
            let (moment, checkpoint) = (Int.random(in: 1...200, using: &dice), Checkpoint())
            let proxy = try await FaultProxy.start(to: worker) { passage in
                if passage.side == .client && passage.number == moment { checkpoint.arrive() }
                return .pass
            }
            defer { proxy.stop() }
            try await Program.run(["worker"], database: try proxy.configuration(worker)) { program in
                try await checkpoint.reached()
                try program.send(.kill)
                checkpoint.release()
            }
        }
        let outcome = try await Program.run(["worker", "--until-idle"], database: worker)
        #expect(outcome.status == 0, "\(outcome.errors)")
        try await Aftermath.check(try database.configuration())
    }

    @Test func aWorkerThatSleptThroughItsTakeoverChangesNothingAndSaysSo() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection {
            try await $0.script("update merit.setting set value = '6', least = 6 where name = 'lease_seconds'")
        }
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            if passage.message.text.contains("copy merit.result") && passage.connection < 10 { checkpoint.arrive() }
            return .pass
        }
        defer { proxy.stop() }
        let status = try await Program.run(["worker", "--until-idle"], database: try proxy.configuration(worker)) {
            sleeper in
            try await checkpoint.reached()
            try sleeper.send(.suspend)
            // Found by its lease: its control connection still stands.
            let outcome = try await Program.run(["worker", "--until-idle"], database: worker)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("its lease ran out"))
            for _ in 1...3 { checkpoint.release() }
            try sleeper.send(.resume)
            try await sleeper.log.wait(for: "the job is somebody else's now")
        }
        #expect(status == .exited(0))
        try await Aftermath.check(try database.configuration())
    }

    @Test func theSecondSignalHandsBackAtOnce() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await database.withConnection { holder in
            try await holder.script("begin; lock table merit_source.ticket in access exclusive mode")
            let status = try await Program.run(["worker", "--grace", "3600"], database: worker) { program in
                try await program.log.wait(for: "job begins")
                try program.send(.terminate)
                try await program.log.wait(for: "running ones may finish")
                try program.send(.terminate)
            }
            #expect(status == .exited(0))
            #expect(
                try await holder.query(
                    "select distinct concat_ws(' ', state, attempt) from merit.job where kind = 'score_period'"
                )
                .decode(String.self) == ["available 0"])
            try await holder.script("rollback")
        }
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        try await Aftermath.check(try database.configuration())
    }
}

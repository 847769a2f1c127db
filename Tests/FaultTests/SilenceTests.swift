import Postgres
import Subprocess
import Support
import Synchronization
import Testing

/// A connection stays open, and nothing passes any more.
@Suite(.database(.company), .tags(.fault), .timeLimit(.minutes(20))) struct SilenceTests {
    /// Where the silence begins; once only.
    enum Place: CaseIterable {
        case opening, control, measuring, beforeTheLastCommit, afterTheLastCommit, copying

        func begins(at passage: FaultProxy.Passage, completing: Bool) -> Bool {
            let text = passage.message.text
            return switch self {
            case .opening: passage.isControl && passage.side == .server && passage.number > 20
            case .control: passage.isControl && passage.side == .server && passage.number > 60
            case .measuring: passage.side == .client && text.contains("merit_source") && text.contains("ticket")
            case .copying: passage.side == .client && passage.message.type == "d"
            case .beforeTheLastCommit: passage.side == .client && completing && text.contains("COMMIT")
            case .afterTheLastCommit: passage.side == .server && completing && text.contains("COMMIT")
            }
        }
    }

    @Test(arguments: Place.allCases) func silenceIsNoticedAndTheMonthIsScoredOnce(_ place: Place) async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let state = Mutex((isDone: false, completing: Int?.none))
        let proxy = try await FaultProxy.start(to: worker) { passage in
            state.withLock { state in
                if state.isDone { return .pass }
                if passage.message.text.contains("set state = 'completed'") { state.completing = passage.connection }
                guard place.begins(at: passage, completing: state.completing == passage.connection) else {
                    return .pass
                }
                state.isDone = true
                return .silence
            }
        }
        defer { proxy.stop() }
        let outcome = try await Program.run(["worker", "--until-idle"], database: try proxy.configuration(worker))
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(state.withLock { $0.isDone })
        proxy.stop()
        try await Aftermath.check(try database.configuration())
    }

    @Test func aWorkerThatIsCutOffAltogetherIsTakenOver() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let isSilent = Mutex(false)
        let checkpoint = Checkpoint()
        let proxy = try await FaultProxy.start(to: worker) { passage in
            if passage.message.text.contains("copy merit.result") && !isSilent.withLock({ $0 }) {
                isSilent.withLock { $0 = true }
                checkpoint.arrive()
            }
            return isSilent.withLock { $0 } ? .silence : .pass
        }
        defer { proxy.stop() }
        try await Program.run(["worker"], database: try proxy.configuration(worker)) { program in
            try await checkpoint.reached()
            checkpoint.release()
            let outcome = try await Program.run(["worker", "--until-idle"], database: worker)
            #expect(outcome.status == 0, "\(outcome.errors)")
            try program.send(.terminate)
            try program.send(.kill)
        }
        proxy.stop()
        try await Aftermath.check(try database.configuration())
    }
}

import Postgres
import Support
import Testing

/// The connection breaks at a message, whichever it is.
@Suite(.tags(.fault), .timeLimit(.minutes(isFull ? 60 : 10))) struct CutTests {
    /// Cuts are shared out to so many tests, which run side by side.
    private static let shares = 8

    @Test(arguments: [WireSplitter.Side.client, .server], 0..<shares)
    func aCutAtAnyMessageLosesNothing(side: WireSplitter.Side, share: Int) async throws {
        let messages = try await WholeRun.shared.messages(of: side)
        try #require(messages > 100)
        let all = Array(stride(from: 1 + share, through: messages, by: Self.shares))
        // In short: one of each share, at another place in the run.
        for number in isFull ? all : [all[share * all.count / Self.shares]] {
            try await SharedServer.shared.withDatabase(from: .lastMonth) { database in
                let worker = try database.configuration(user: "merit_worker")
                let proxy = try await FaultProxy.start(to: worker) { passage in
                    passage.side == side && passage.number == number ? .cut : .pass
                }
                defer { proxy.stop() }
                let outcome = try await Program.run(
                    ["worker", "--until-idle"], database: try proxy.configuration(worker))
                #expect(outcome.status == 0, "cut at \(side) message \(number): \(outcome.errors)")
                try await Aftermath.check(try database.configuration())
            }
        }
    }
}

/// How many messages go either way where nothing is cut; counted once.
actor WholeRun {
    static let shared = WholeRun()
    private var counting: Task<(client: Int, server: Int), any Error>?

    func messages(of side: WireSplitter.Side) async throws -> Int {
        let task =
            counting
            ?? Task {
                try await SharedServer.shared.withDatabase(from: .lastMonth) { database in
                    let worker = try database.configuration(user: "merit_worker")
                    let proxy = try await FaultProxy.start(to: worker) { _ in .pass }
                    defer { proxy.stop() }
                    _ = try await Program.run(["worker", "--until-idle"], database: try proxy.configuration(worker))
                    if isFull { print("a whole run has \(proxy.messages) messages") }
                    return proxy.messages
                }
            }
        counting = task
        let (client, server) = try await task.value
        return side == .client ? client : server
    }
}

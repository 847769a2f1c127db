import Jobs
import Testing

@testable import Ops

@Suite struct HealthTests {
    @Test(arguments: [
        (ServiceStatus.Phase.serving, 0, true, []),
        (.serving, 119, true, []),
        (.serving, 120, false, ["loop"]),
        (.connecting("refused"), 0, true, ["database"]),
        (.connecting(nil), 121, false, ["loop", "database"]),
        (.draining, 3, true, ["shutdown"]),
    ])
    func aWorkerLivesWhileItsLoopTurnsAndIsReadyWhileItServes(
        phase: ServiceStatus.Phase, stillness: Int, isAlive: Bool, reasons: [String]
    ) {
        let health = Health(phase, stillness: .seconds(stillness))
        #expect(health.isAlive == isAlive)
        #expect(health.isReady == reasons.isEmpty)
        #expect(health.reasons.map(\.check) == reasons)
    }

    @Test(arguments: [
        ("127.0.0.1:9187", "127.0.0.1:9187"), ("9187", "127.0.0.1:9187"), (":9187", "127.0.0.1:9187"),
        ("0.0.0.0:1", "0.0.0.0:1"), ("[::1]:9187", "[::1]:9187"), ("metrics.example:65535", "metrics.example:65535"),
        ("localhost:0", "localhost:0"),
    ])
    func anAddressIsReadAsPeopleWriteIt(text: String, address: String) {
        #expect(HTTPAddress(text)?.description == address)
    }

    @Test(arguments: [
        "", ":", "host", "host:", "host:65536", "::1:80", "http://host:80", "host:-1", "[host]:80", "a b:1",
    ])
    func whatIsNoAddressIsNone(text: String) {
        #expect(HTTPAddress(text) == nil)
    }
}

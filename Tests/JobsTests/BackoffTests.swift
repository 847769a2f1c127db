import Testing

@testable import Jobs

@Suite struct BackoffTests {
    static let backoff = Backoff(base: .seconds(1), limit: .seconds(300))

    @Test(arguments: [(0, 1), (1, 2), (2, 4), (8, 256), (9, 300), (29, 300), (30, 300), (1000, 300)])
    func doublesUpToALimit(failures: Int, seconds: Int) {
        #expect(Self.backoff.delay(after: failures, jitter: 1) == .seconds(seconds))
    }

    @Test(arguments: [(0.0, 2000), (0.5, 3000), (1.0, 4000)])
    func isJitteredDownToHalf(jitter: Double, milliseconds: Int) {
        #expect(Self.backoff.delay(after: 2, jitter: jitter) == .milliseconds(milliseconds))
    }

    @Test func differsFromTryToTry() {
        #expect(Set((0..<10).map { _ in Self.backoff.delay(after: 5) }).count > 1)
    }
}

import Exact
import Testing

@testable import Pages

/// Mean ± 2.66 × mean moving range.
@Suite struct UsualRangeTests {
    @Test func itIsWhatACalculatorSays() throws {
        // Mean 75; moving ranges 2, 4, 2, 6, 10: mean 4.8; 2.66 × 4.8 = 12.768.
        let range = try #require(UsualRange(of: [72, 74, 78, 76, 70, 80].map { BigDecimal($0) }))
        #expect(range.mean == 75)
        #expect(range.low == BigDecimal("62.23"))
        #expect(range.high == BigDecimal("87.77"))
    }

    @Test func fiveMonthsSayNothing() {
        #expect(UsualRange(of: [72, 74, 78, 76, 70].map { BigDecimal($0) }) == nil)
    }

    @Test func itStaysWithinWhatATotalCanBe() throws {
        let range = try #require(UsualRange(of: [0, 100, 0, 100, 0, 100].map { BigDecimal($0) }))
        #expect((range.low, range.high) == (0, 100))
    }
}

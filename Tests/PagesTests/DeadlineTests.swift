import Pages
import Reports
import Testing

/// Until when something may be done, as people say it: what ends with the first minute of a day ends with the day before.
@Suite struct DeadlineTests {
    @Test(arguments: [
        ("2026-03-15 00:00", "2026年3月14日 24:00", "the end of 14 Mar 2026"),
        ("2024-03-01 00:00", "2024年2月29日 24:00", "the end of 29 Feb 2024"),
        ("2027-01-01 00:00", "2026年12月31日 24:00", "the end of 31 Dec 2026"),
        ("2026-03-15 00:01", "2026年3月15日 00:01", "15 Mar 2026 00:01"),
        ("2026-03-15 18:00", "2026年3月15日 18:00", "15 Mar 2026 18:00"), ("2026-03-15", "2026年3月15日", "15 Mar 2026"),
        ("some day", "some day", "some day"),
    ])
    func aDayEndsWithItself(moment: String, chinese: String, english: String) {
        #expect(Words(.zhHans).deadline(moment) == chinese)
        #expect(Words(.en).deadline(moment) == english)
    }

    @Test func aMomentIsToldToTheMinute() {
        #expect(Words(.en).moment("2026-03-15T18:00:05Z") == "15 Mar 2026 18:00")
        #expect(Words(.zhHans).moment("2026-03-15 00:00:00") == "2026年3月15日 00:00")
        #expect(Words(.en).moment(nil) == nil && Words(.en).deadline(nil) == nil)
    }
}

import ArgumentParser
import Postgres
import Store

/// A quarter as people name it: `2026-Q3`, or a day or month that lies in it.
struct QuarterName: ExpressibleByArgument {
    static let help = ArgumentHelp(
        "The quarter: 2026-Q3, or a month or day that lies in it, such as 2026-07 or 2026-07-01.", valueName: "quarter")

    private let year: Int
    private let number: Int?
    private let day: PostgresDate?

    init?(argument: String) {
        let parts = argument.split(separator: "-", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), let year = Int(parts[0]), (1900...2999).contains(year) else { return nil }
        self.year = year
        if parts.count == 2, let first = parts[1].first, first == "Q" || first == "q" {
            guard let number = Int(parts[1].dropFirst()), (1...4).contains(number) else { return nil }
            (self.number, day) = (number, nil)
        } else {
            guard let month = Int(parts[1]), let dayOfMonth = parts.count == 3 ? Int(parts[2]) : 1,
                let day = PostgresDate(year: year, month: month, day: dayOfMonth)
            else { return nil }
            (number, self.day) = (nil, day)
        }
    }

    /// Its first day.
    func start(in connection: PostgresConnection) async throws -> PostgresDate {
        try await QuarterReview.start(year: year, number: number, day: day, in: connection)
    }
}

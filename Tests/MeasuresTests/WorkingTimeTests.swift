import Exact
import Measures
import Postgres
import Support
import Testing

/// Working time and when something is due, on a real server, against a count minute by minute.
@Suite(.database) struct WorkingTimeTests {
    /// A calendar by chance as a list of minutes, worked or not; counted by looking at each.
    private struct Minutes {
        static let minute: Int64 = 60_000_000
        let start: Int64
        var isWorked: [Bool]

        var end: Int64 { start + Int64(isWorked.count) * Self.minute }
        var reach: Range<Int64> { start..<end }

        /// Shifts by chance: several a day, through the night, touching, overlapping, days without any.
        static func random(days: Int, from start: Int64, _ dice: inout Dice) -> (
            minutes: Minutes, shifts: [Range<Int64>]
        ) {
            var minutes = Minutes(start: start, isWorked: Array(repeating: false, count: days * 1440))
            var shifts: [Range<Int64>] = []
            for day in 0..<days where Int.random(in: 0..<7, using: &dice) > 1 {
                for _ in 0..<Int.random(in: 0...3, using: &dice) {
                    let first = day * 1440 + Int.random(in: 0..<1440, using: &dice)
                    let last = first + Int.random(in: 1...900, using: &dice)
                    shifts.append(start + Int64(first) * minute..<start + Int64(last) * minute)
                    for minute in first..<min(last, minutes.isWorked.count) { minutes.isWorked[minute] = true }
                }
            }
            return (minutes, shifts.shuffled(using: &dice))
        }

        /// Microseconds worked from one instant to another; nil where that cannot be known.
        func worked(from: Int64, to: Int64) -> Int64? {
            guard to >= from, reach.contains(from), reach.contains(to) else { return nil }
            var sum: Int64 = 0
            var now = from
            while now < to {
                let place = Int((now - start) / Self.minute)
                let next = min(to, start + Int64(place + 1) * Self.minute)
                if isWorked[place] { sum += next - now }
                now = next
            }
            return sum
        }

        /// The first instant at which so much was worked; nil where that is not reached.
        func due(_ from: Int64, after microseconds: Int64?) -> Int64? {
            guard let microseconds, reach.contains(from) else { return nil }
            var (now, left) = (from, microseconds)
            while left > 0 {
                guard now < end else { return nil }
                let place = Int((now - start) / Self.minute)
                let next = start + Int64(place + 1) * Self.minute
                if isWorked[place] {
                    if left <= next - now { return now + left }
                    left -= next - now
                }
                now = next
            }
            return now
        }

        /// An instant near it, some of them on the edge of a minute.
        func instant(_ dice: inout Dice) -> Int64 {
            let place = start + Int64.random(in: -3000...Int64(isWorked.count) + 3000, using: &dice) * Self.minute
            return Bool.random(using: &dice) ? place : place + Int64.random(in: -1...Self.minute, using: &dice)
        }
    }

    private static func text(_ instant: Int64) -> String { PostgresTimestamp(microseconds: instant).description }

    /// Rows of two people who work at different times; each row in one period, measured one by one.
    @Test(arguments: [UInt64](1...6)) func itIsWhatIsCountedMinuteByMinute(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        // 2026-03-01 less some days.
        let start = Int64(9556 - 40) * 1440 * Minutes.minute
        let (own, shifts) = Minutes.random(days: 100, from: start, &dice)
        let (usual, usualShifts) = Minutes.random(days: 100, from: start, &dice)
        let nearest = min(own.instant(&dice), own.end - 1)
        let times = WorkingTimes(
            near: seed % 3 == 0 ? start..<start : nearest..<own.end,
            usual: WorkingTime(usualShifts, within: usual.reach),
            others: [(employees: ["p"], time: WorkingTime(shifts, within: own.reach))])
        let cases = (0..<120).map { _ in
            Case(
                from: own.instant(&dice), to: own.instant(&dice),
                hours: BigDecimal(mantissa: Whole(Int.random(in: -100...4000, using: &dice)), scale: 2))
        }
        let rows = cases.flatMap { row in
            ["p", "q"].map { "('\($0)', '\(Self.text(row.from))', '\(Self.text(row.to))', \(row.hours))" }
        }
        let hours = Int64.random(in: 0...40, using: &dice)
        let value = """
            sum(60 * minutes(working(t, t2))) + sum(60 * minutes(due(t, \(hours)) - t)) + sum(60 * minutes(due(t, n) - t))
            """
        let (all, mean) = (try Sample.check(value).get(), try Sample.check("avg(minutes(working(t, t2)))").get())
        try await Workplace.with(
            rows:
                "(employee_id, t, t2, n) select p, t::timestamptz, t2::timestamptz, n from (values \(rows.joined(separator: ", "))) v (p, t, t2, n)"
        ) { workplace in
            for (place, (person, minutes)) in [("p", own), ("q", usual)].enumerated() {
                let found = try await workplace.shown(all, of: person, times)
                let expected = cases.enumerated().map { number, row -> [String?] in
                    [
                        "\(2 * number + place + 1)", Self.seconds(minutes.worked(from: row.from, to: row.to)),
                        Self.seconds(minutes.due(row.from, after: hours * 60 * Minutes.minute).map { $0 - row.from }),
                        Self.seconds(minutes.due(row.from, after: row.microseconds).map { $0 - row.from }),
                    ]
                }
                for (row, known) in zip(found, expected) {
                    #expect(row == known, "\(person), row \(known[0] ?? "?"), seed \(seed)")
                }
                #expect(found.count == expected.count)
            }
            let worked = cases.compactMap { usual.worked(from: $0.from, to: $0.to) }
            let fact = try await workplace.fact(mean, of: "q", times)
            #expect(fact.sample == Int64(worked.count))
            #expect(fact.seconds == Self.seconds(worked.reduce(0, +)))
        }
    }

    private struct Case {
        let from: Int64
        let to: Int64
        /// Less than none is nothing that can be due.
        let hours: BigDecimal

        var microseconds: Int64? {
            hours.mantissa.signum < 0 ? nil : (Rational(hours) * Rational(3_600_000_000)).floor.int.map { Int64($0) }
        }
    }

    private static func seconds(_ microseconds: Int64?) -> String? {
        microseconds.map { BigDecimal(mantissa: Whole(Int($0)), scale: 6).normalized.description }
    }

    /// What no calendar is known for is unknown, and not worked at all times.
    @Test func withoutACalendarItIsUnknown() async throws {
        try await Workplace.with(rows: "(t, t2) values ('2026-03-02', '2026-03-03')") { workplace in
            let facts = try await workplace.facts(try Sample.check("avg(hours(working(t, t2)))").get())
            #expect(facts["p"] == Workplace.Fact(rows: 1, sample: 0, value: nil))
        }
    }

    @Test(arguments: [
        ("sum(working(t))", "value 5: working takes two points in time, the earlier first, not 1"),
        (
            "sum(hours(working(t, i)))",
            "value 11: working takes two points in time, the earlier first: t is a point in time, i is a number"
        ),
        (
            "count(t2 < due(t))",
            "value 12: due takes a point in time and a number of working hours, as in due(opened_at, 8), not 1"
        ),
        ("count(t2 < due(i, 8))", "value 16: due takes a point in time first; i is a number"),
        (
            "count(t2 < due(t, s))",
            "value 19: due takes a number of working hours behind the point in time; s is text"
        ),
        ("count(t2 < due(t, 100001))", "value 19: due takes from 0 to 100000 working hours, not 100001"),
        (
            "hours(working(t, t2))",
            "value 7: working stands inside an aggregate; over aggregates there are + - * /, coalesce and abs"
        ),
    ])
    func whatItDoesNotTakeIsRefused(value: String, problem: String) {
        #expect(Sample.problems(value) == [problem])
    }
}

extension Workplace {
    /// The id of each row, and what stands there of each operand.
    fileprivate func shown(
        _ measure: CheckedMeasure, of id: String, _ working: WorkingTimes
    ) async throws -> [[String?]] {
        let statement = DetailStatement(relation: Sample.relation, measure: measure, working: working)
        let parameters: [(any PostgresEncodable)?] =
            Self.march + [Sample.relation.named([id]), Int64(1000)] + statement.arguments.map(\.parameter)
        var rows: [(number: Int, values: [String?])] = []
        for row in try await connection.query(statement.sql, parameters: parameters) {
            let number: String? = try row[0]
            var values = [number]
            for place in statement.operands.indices { values.append(try row[place + 2, as: String?.self]) }
            rows.append((number.flatMap { Int($0) } ?? 0, values))
        }
        return rows.sorted { $0.number < $1.number }.map(\.values)
    }

    /// Of the mean of minutes: how many are known, and how many seconds they have together.
    fileprivate func fact(
        _ mean: CheckedMeasure, of id: String, _ working: WorkingTimes
    ) async throws -> (sample: Int64?, seconds: String?) {
        let statement = RelationStatement(relation: Sample.relation, measures: [mean], working: working)
        let parameters: [(any PostgresEncodable)?] = Self.march + statement.arguments.map(\.parameter)
        let rows = try await connection.query(statement.sql, parameters: parameters)
        guard let row = try rows.first(where: { try $0[0, as: String.self] == id }) else { return (nil, nil) }
        return (try row[2, as: Int64?.self], try row[3, as: BigDecimal?.self]?.normalized.description)
    }
}

extension StatementArgument {
    fileprivate var parameter: any PostgresEncodable {
        switch self {
        case .text(let text): text
        case .employees(let ids): ids
        case .instants(let instants): instants.map { PostgresTimestamp(microseconds: $0) }
        case .minutes(let minutes): minutes
        }
    }
}

import Postgres
import Support
import Testing

@testable import Store

/// Where the middle half of everyone lies, as a full run keeps it, held against what these tests work out of the same figures.
@Suite(.database(.migrated)) struct PeerSpreadTests {
    /// Everybody's result in the last digit of each figure: values of 6 digits, points, percents and totals of 2.
    private struct Person {
        var template: String?
        var values: [String: Int?] = [:]
        var points: [String: Int?] = [:]
        var total: Int?
    }

    private static let dimensions = ["a": "speed", "b": "speed", "c": "manner"]
    /// Full points of each indicator, in hundredths.
    private static let full = ["a": 2000, "b": 1500, "c": 700]

    /// People come, change template, lose figures or all of them; some groups are too few, and many figures are equal.
    @Test(arguments: 1...8) func theQuartilesAreWhatTheResultsSay(seed: UInt64) async throws {
        let database = try TestDatabase.current
        var dice = Dice(seed: seed)
        try await database.insertPeriod()
        try await database.insertPeriod("again")
        var people: [String: Person] = [:]
        var expected: [String] = []
        for revision in 1...3 {
            let size = Int.random(in: 4...60, using: &dice)
            var changed: [String: Person] = [:]
            for number in 1...size where revision == 1 || Int.random(in: 0..<3, using: &dice) == 0 {
                changed["e\(number)"] = Self.person(&dice)
            }
            people.merge(changed) { _, new in new }
            try await write(changed, revision: revision, in: database)
            expected += Self.spreads(of: people, run: revision)
            try await database.withConnection(user: "merit_worker") { connection in
                try await PeerSpread.keep(of: 1, run: Int64(revision), in: connection)
                try await PeerSpread.keep(of: 2, run: Int64(revision + 10), in: connection)
            }
            #expect(try await database.column(Self.kept).compactMap { $0 } == expected.sorted(), "revision \(revision)")
        }
        #expect(try await database.value("select count(*) from merit.peer_spread where run_id > 10") == "0")
        // A second statement, which shares no line with the first, agrees.
        let found = try await database.withConnection(user: "merit_hr") {
            try await $0.query(Statements.verifySpreads, Int64(1)).count
        }
        #expect(found == 0)
    }

    private static let kept = """
        select concat_ws(' ', run_id, template_code, sort, code, people, (low * unit)::bigint, (middle * unit)::bigint, (high * unit)::bigint)
        from merit.peer_spread cross join lateral (select case sort when 'indicator' then 1000000 else 100 end as unit) digits
        where (scale(low), scale(middle), scale(high)) = (length(unit::text) - 1, length(unit::text) - 1, length(unit::text) - 1)
        order by concat_ws(' ', run_id, template_code, sort, code, people, (low * unit)::bigint, (middle * unit)::bigint, (high * unit)::bigint)
            collate "C"
        """

    private static func person(_ dice: inout Dice) -> Person {
        let template = ["desk", "desk", "desk", "lead", nil].randomElement(using: &dice) ?? nil
        var person = Person(template: template)
        guard template != nil else { return person }
        for indicator in dimensions.keys.sorted() where Int.random(in: 0..<6, using: &dice) > 0 {
            let isFew = Bool.random(using: &dice)
            let value =
                isFew ? Int.random(in: -2...2, using: &dice) : Int.random(in: -9_999_999...9_999_999, using: &dice)
            person.values[indicator] = .some(Int.random(in: 0..<5, using: &dice) == 0 ? nil : value)
            let points = Int.random(in: 0...(full[indicator] ?? 0), using: &dice)
            person.points[indicator] = .some(Int.random(in: 0..<5, using: &dice) == 0 ? nil : points)
        }
        person.total = Int.random(in: 0..<4, using: &dice) == 0 ? nil : Int.random(in: 0...10_000, using: &dice)
        return person
    }

    private func write(_ people: [String: Person], revision: Int, in database: TestDatabase) async throws {
        var results: [String] = []
        var scores: [String] = []
        func decimal(_ figure: Int?, _ digits: Int) -> String { figure.map { "\($0)e-\(digits)" } ?? "null" }
        for (name, person) in people.sorted(by: { $0.key < $1.key }) {
            let outcome =
                person.total.map { "'scored', null, \($0)e-2, 'A', 1" } ?? "'incomplete', 'why', null, null, null"
            let template = person.template.map { "'\($0)', \(revision)" } ?? "null, null"
            results.append("(1, '\(name)', \(revision), \(revision), 31, 0, false, \(outcome), \(template))")
            for (indicator, value) in person.values.sorted(by: { $0.key < $1.key }) {
                let dimension = Self.dimensions[indicator] ?? ""
                scores.append(
                    """
                    (1, '\(name)', \(revision), '\(dimension)', '\(indicator)', 'measured', 'scored', \(decimal(value, 6)), \
                    \(decimal(person.points[indicator] ?? nil, 2)), \(Self.full[indicator] ?? 0)e-2)
                    """)
            }
        }
        try await database.run(
            """
            insert into merit.run (run_id, period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff,
                started_at, people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
            overriding system value
            select \(revision) + n * 10, 1 + n, \(revision), 'full', 1, 1, 1, 'test', '{}', now(), now(), 0, 0, 0, 0, 0, 0, 0, '{}', '{}'
            from generate_series(0, 1) n;
            """)
        guard !results.isEmpty else { return }
        try await database.run(
            """
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, near_cut, status, reason, total,
                grade, coefficient, template_code, template_version)
            values \(results.joined(separator: ", "))
            """, as: "merit_worker")
        guard !scores.isEmpty else { return }
        try await database.run(
            """
            insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, points, max_points)
            values \(scores.joined(separator: ", "))
            """, as: "merit_worker")
    }

    /// As a calculator would: of five or more, in their order, the mean of the three around each quartile.
    private static func spreads(of people: [String: Person], run: Int) -> [String] {
        var groups: [String: [Int]] = [:]
        for person in people.values {
            guard let template = person.template else { continue }
            if let total = person.total { groups["\(template) total ", default: []].append(total) }
            var earned: [String: (points: Int, full: Int)] = [:]
            for (indicator, dimension) in dimensions {
                if let value = person.values[indicator] ?? nil {
                    groups["\(template) indicator \(indicator)", default: []].append(value)
                }
                if let points = person.points[indicator] ?? nil {
                    let before = earned[dimension] ?? (0, 0)
                    earned[dimension] = (before.points + points, before.full + (full[indicator] ?? 0))
                }
            }
            for (dimension, sums) in earned {
                groups["\(template) dimension \(dimension)", default: []].append(
                    quotient(10_000 * sums.points, sums.full))
            }
        }
        return groups.filter { $0.value.count >= 5 }.map { group, figures in
            let inOrder = figures.sorted()
            let place = (figures.count + 3) / 4
            let half = figures.count / 2
            let middle = figures.count % 2 == 1 ? inOrder[half - 1...half + 1] : inOrder[half - 2...half + 1]
            let ends = [inOrder, inOrder.reversed()].map { quotient($0[place - 2...place].reduce(0, +), 3) }
            return
                "\(run) \(group) \(figures.count) \(ends[0]) \(quotient(middle.reduce(0, +), middle.count)) \(ends[1])"
        }
    }

    /// Half away from zero.
    private static func quotient(_ sum: Int, _ count: Int) -> Int {
        sum.signum() * ((2 * abs(sum) + count) / (2 * count))
    }

    @Test(arguments: [(4, [String]()), (5, ["2.000000 3.000000 4.000000"]), (8, ["2.000000 4.500000 7.000000"])])
    func groupsOfFewerThanFiveAreNotKept(people: Int, expected: [String]) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.insertPeriod("again")
        let one = (1...people).map { number in
            ("e\(number)", Person(template: "desk", values: ["a": number * 1_000_000], points: [:], total: nil))
        }
        try await write(Dictionary(uniqueKeysWithValues: one), revision: 1, in: database)
        try await database.withConnection(user: "merit_worker") { try await PeerSpread.keep(of: 1, run: 1, in: $0) }
        #expect(
            try await database.column("select concat_ws(' ', low, middle, high) from merit.peer_spread").compactMap {
                $0
            }
                == expected)
    }
}

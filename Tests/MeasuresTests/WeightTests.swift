import Exact
import Measures
import Postgres
import Support
import Testing

/// Which tickets weigh on a value most, held against measuring without each of them.
@Suite(.database) struct WeightTests {
    static let columns: [SourceRelation.Column] = [
        ("ticket_id", .text), ("employee_id", .text), ("at", .timestamptz), ("done", .timestamptz), ("status", .text),
        ("reopened", .boolean), ("score", .integer), ("cost", .numeric),
    ]
    private static let relation = SourceRelation(name: "ticket", columns: columns)
    private static let catalog = SourceCatalog(relations: ["ticket": relation])

    /// Eight tickets of `p`, with unknowns among them, one of another person and one of another month.
    func withTickets<Success>(_ body: (PostgresConnection) async throws -> Success) async throws -> Success {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                create schema merit_source;
                create table merit_source.ticket (ticket_id text, employee_id text, at timestamptz, done timestamptz, status text,
                    reopened boolean, score integer, cost numeric);
                insert into merit_source.ticket
                select 't' || n, 'p', timestamptz '2026-03-10' + n * interval '1 hour',
                    timestamptz '2026-03-10' + n * interval '1 hour' + hours * interval '1 hour', status, reopened, score, cost
                from (values
                    (1, 1, 'resolved', false, 10, 5.5), (2, 30, 'failed', null, 0, 100), (3, 2, 'resolved', true, 3, null),
                    (4, null, 'open', null, null, 7), (5, 9, 'failed', false, 6, 100), (6, 4, 'resolved', false, 9, 0),
                    (7, 100, 'resolved', true, 7, 20), (8, 3, null, false, 8, 1)
                ) t (n, hours, status, reopened, score, cost);
                insert into merit_source.ticket
                values ('q1', 'q', '2026-03-11', '2026-03-20', 'failed', true, 0, 999),
                    ('t0', 'p', '2026-02-11', '2026-03-20', 'failed', true, 0, 999),
                    (null, 'p', '2026-03-11', '2026-03-31', 'failed', true, 0, 999);
                """)
            return try await body(connection)
        }
    }

    private func measure(_ value: String, where filter: String?) throws -> CheckedMeasure {
        try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "at", filter: filter, value: value), in: Self.catalog
        ).get()
    }

    /// Numerator and denominator of the person without some tickets; nil where there is no row.
    private func parts(
        _ measure: CheckedMeasure, of person: String, without tickets: [String], _ connection: PostgresConnection
    ) async throws -> (numerator: BigDecimal?, denominator: BigDecimal?)? {
        let statement = RelationStatement(
            relation: Self.relation, measures: [measure], onlyNamed: true, leavesOut: true)
        let rows = try await connection.query(
            statement.sql, parameters: Workplace.march + [[person], tickets] + statement.arguments.texts)
        return try rows.first.map { (try $0[3], try $0[4]) }
    }

    /// The value of the person without one ticket; nil where it is unknown.
    private func value(
        _ measure: CheckedMeasure, of person: String = "p", without ticket: String, _ connection: PostgresConnection
    ) async throws -> Rational? {
        guard let parts = try await parts(measure, of: person, without: [ticket], connection),
            let numerator = parts.numerator
        else { return nil }
        return (measure.factor * Rational(numerator)).divided(by: Rational(parts.denominator ?? 1))
    }

    private func tickets(
        _ measure: CheckedMeasure, of person: String = "p", isLowBetter: Bool, most: Int64 = 100,
        without excluded: [String] = [], ownedBy owner: String? = nil, rows: Int64 = 0, _ connection: PostgresConnection
    ) async throws -> [String] {
        let parts = try await parts(measure, of: person, without: [], connection)
        let found = try await tickets(
            measure, of: [(person, parts?.numerator, parts?.denominator)], isLowBetter: isLowBetter, most: most,
            without: excluded, ownedBy: owner ?? person, rows: rows, connection)
        #expect(found.keys.allSatisfy { $0 == person })
        return found[person] ?? []
    }

    /// The tickets of each person.
    func tickets(
        _ measure: CheckedMeasure, of people: [(id: String, numerator: BigDecimal?, denominator: BigDecimal?)],
        on relation: SourceRelation = Self.relation, isLowBetter: Bool, most: Int64 = 100,
        without excluded: [String] = [], ownedBy owner: String = "", rows: Int64 = 0, isOfMost: Bool = false,
        _ connection: PostgresConnection
    ) async throws -> [String: [String]] {
        guard
            let statement = WeightStatement(
                relation: relation, measure: measure, isLowBetter: isLowBetter, rows: rows,
                isOfMost: isOfMost, leavesOut: !excluded.isEmpty)
        else { return [:] }
        let parameters: [(any PostgresEncodable)?] =
            Workplace.march + [people.map(\.id), excluded, excluded.map { _ in owner }, most]
            + [people.map(\.numerator), people.map(\.denominator)]
            + statement.arguments.texts.map { $0 as any PostgresEncodable }
        return try await connection.query(statement.sql, parameters: parameters).reduce(into: [:]) { found, row in
            found[try row[0, as: String.self], default: []].append(try row[1])
        }
    }

    @Test(
        arguments: [
            ("count()", nil), ("count(status = 'failed')", nil),
            ("count(status = 'failed') + 3 * count(reopened)", nil),
            ("share(status = 'resolved' and not reopened)", nil), ("sum(cost)", nil), ("avg(cost)", nil),
            ("avg(hours(done - at))", "done is not null"), ("sum(hours(done - at)) / count(reopened)", nil),
            ("100 * sum(cost) / sum(score)", "cost > 1"), ("nps(score)", nil), ("avg(hours(elapsed(at, done)))", nil),
            ("coalesce(avg(cost), 7) - 2 * avg(score)", nil),
            ("abs(count(score > 5) - count(score <= 5))", nil), ("-avg(score)", nil),
            ("100 - avg(cost)", "status = 'failed'"),
        ] as [(String, String?)], [true, false])
    func aTicketWeighsWhatTheValueGainsWithoutIt(_ written: (String, String?), _ isLowBetter: Bool) async throws {
        let measure = try measure(written.0, where: written.1)
        try await withTickets { connection in
            let whole = try #require(try await value(measure, without: "", connection))
            var gains: [(ticket: String, gain: Rational)] = []
            for number in 1...8 {
                guard let rest = try await value(measure, without: "t\(number)", connection) else { continue }
                gains.append(("t\(number)", isLowBetter ? whole - rest : rest - whole))
            }
            let found = try await tickets(measure, isLowBetter: isLowBetter, connection)
            // Sorting keeps the order of time among equals.
            let expected = gains.filter { $0.gain > .zero }.sorted { $0.gain > $1.gain }.map(\.ticket)
            #expect(found == expected, "\(written.0)")
            #expect(
                try await tickets(measure, isLowBetter: isLowBetter, rows: .max, connection) == expected,
                "\(written.0), not set aside")
            #expect(
                try await tickets(measure, isLowBetter: isLowBetter, most: 2, connection) == Array(expected.prefix(2)))
        }
    }

    @Test(arguments: [
        ("median(hours(done - at))", true, "t7 t2 t5 t6 t8 t3 t1"), ("median(score)", false, "t2 t3 t5 t7 t8 t6 t1"),
        ("percentile(90, -score)", true, "t2 t3 t5 t7 t8 t6 t1"), ("max(cost)", true, "t2 t5 t7 t4 t1 t8 t6"),
    ])
    func ofWhatIsPickedItIsTheWorst(_ value: String, _ isLowBetter: Bool, _ expected: String) async throws {
        let measure = try measure(value, where: nil)
        try await withTickets { connection in
            let found = try await tickets(measure, isLowBetter: isLowBetter, connection)
            #expect(found.joined(separator: " ") == expected)
        }
    }

    @Test func theOnlyTicketIsTheOneAndARowLeftOutIsNot() async throws {
        try await withTickets { connection in
            let only = try measure("share(reopened)", where: "score = 7")
            #expect(try await tickets(only, isLowBetter: true, connection) == ["t7"])
            let failed = try measure("count(status = 'failed')", where: nil)
            #expect(try await tickets(failed, isLowBetter: true, without: ["t2", "x"], connection) == ["t5"])
            // What is left out of somebody else's rows is left out of theirs alone.
            #expect(
                try await tickets(failed, isLowBetter: true, without: ["t2"], ownedBy: "q", connection) == ["t2", "t5"])
        }
    }

    /// A look at a row must not keep back what weighs: beside the mean, negative, unknown, alone or as good as can be; and it is the
    /// same whether the value tells the totals or the rows do.
    @Test(
        arguments: [
            "avg(hours(done - at))", "avg(score)", "avg(cost)", "share(score > 0)", "share(not reopened)",
            "count(reopened)", "count()",
        ], [true, false])
    func whatIsKeptBackWouldNotWeigh(_ written: String, _ isLowBetter: Bool) async throws {
        let measure = try measure(written, where: nil)
        let people = [
            (kind: "equal", rows: "('1 hour', 5, 1.5, true), ('1 hour', 5, 1.5, true), ('1 hour', 5, 1.5, true)"),
            ("near", "('1.000001 s', 1, 0.1, true), ('1 s', 2, 0.100000001, false), ('1 s', 1, 0.1, false)"),
            ("negative", "('-2 hours', -2, -0.5, null), ('-1 hour -1 us', -1, -2.4, true), ('-1 hour', -3, 0, false)"),
            ("thirds", "('1 us', 0, 1, false), ('1 us', 1, 1, false), ('2 us', -1, 2, true), (null, null, null, null)"),
            ("crossing", "('-1 us', -1, -0.1, true), ('1 us', 1, 0.1, false), ('0', 0, 0, false)"),
            ("far", "('-100000 days 1 us', 2147483647, 1e30, true), ('70000 days', -2147483648, -1e-9, false)"),
            ("good", "('1 s', 1, 1, false)"), ("bad", "('1 s', 0, 0, true)"),
            ("unknown", "(null, null, null, null)"),
            ("alone", "(null, null, null, null), ('0', 0, 0, true), ('endless', null, numeric 'NaN', null)"),
        ]
        try await withTickets { connection in
            var everyone: [(id: String, numerator: BigDecimal?, denominator: BigDecimal?)] = []
            var all: [String: [String]] = [:]
            for (place, (kind, rows)) in people.enumerated() {
                let id = "\(place + 1)"
                try await connection.script(
                    """
                    insert into merit_source.ticket (ticket_id, employee_id, at, done, score, cost, reopened)
                    select place::text, '\(id)', at, case took when 'endless' then 'infinity' else at + took::interval end,
                        score::integer, cost::numeric, reopened::boolean
                    from (select *, row_number() over () as place from (values \(rows)) row (took, score, cost, reopened)) row
                        cross join lateral (select timestamptz '2026-03-20' + place * interval '1 hour' as at) began
                    """)
                let expected = try await heaviest(measure, of: id, isLowBetter: isLowBetter, connection)
                for excluded in [[], ["none"]] {
                    let found = try await tickets(
                        measure, of: id, isLowBetter: isLowBetter, without: excluded, connection)
                    #expect(found == expected, "\(written) of \(kind)")
                }
                let parts = try #require(try await parts(measure, of: id, without: [], connection))
                everyone.append((id, parts.numerator, parts.denominator))
                all[id] = expected.isEmpty ? nil : expected
            }
            // The same of all of them but one at once, whatever their ids are.
            everyone.removeFirst()
            all["1"] = nil
            try await connection.script("delete from merit_source.ticket where employee_id > 'a'")
            for (type, name) in [(ColumnType.text, "text"), (.bigint, "bigint"), (.castText("uuid"), "uuid")] {
                func id(_ number: String) -> String {
                    let digits = String(repeating: "0", count: 12 - number.utf8.count) + number
                    return name == "uuid" ? "00000000-0000-0000-0000-\(digits)" : number
                }
                let text = name == "uuid" ? "lpad(employee_id::text, 32, '0')" : "employee_id::text"
                try await connection.script(
                    "alter table merit_source.ticket alter employee_id type \(name) using (\(text))::\(name)")
                let columns = Self.columns.map { $0.name == "employee_id" ? (name: $0.name, type: type) : $0 }
                for (excluded, isOfMost) in [([], false), (["none"], false), ([], true), (["none"], true)] {
                    let found = try await tickets(
                        measure, of: everyone.map { (id($0.id), $0.numerator, $0.denominator) },
                        on: SourceRelation(name: "ticket", columns: columns), isLowBetter: isLowBetter,
                        without: excluded, ownedBy: id("2"), isOfMost: isOfMost, connection)
                    let expected = Dictionary(uniqueKeysWithValues: all.map { (id($0.key), $0.value) })
                    #expect(found == expected, "\(written) of \(name)")
                }
            }
        }
    }

    /// The tickets 1 to 4 of somebody by measuring without each of them, the heaviest first.
    private func heaviest(
        _ measure: CheckedMeasure, of person: String, isLowBetter: Bool, _ connection: PostgresConnection
    ) async throws -> [String] {
        guard let whole = try await value(measure, of: person, without: "", connection) else { return [] }
        if measure.definition.value.hasPrefix("count"), !isLowBetter { return [] }
        // Of no rows a count is 0, and everything else unknown: nothing is left, which weighs, but not more than anything.
        let nothing: Rational? = measure.definition.value.hasPrefix("count") ? .zero : nil
        var gains: [(ticket: String, gain: Rational?)] = []
        for ticket in ["1", "2", "3", "4"] {
            let rest = try await value(measure, of: person, without: ticket, connection) ?? nothing
            gains.append((ticket, rest.map { isLowBetter ? whole - $0 : $0 - whole }))
        }
        let heavy = gains.filter { $0.gain.map { $0 > .zero } ?? true }
        // Sorting keeps the order of time among equals.
        return heavy.sorted { ($0.gain ?? .zero) > ($1.gain ?? .zero) }.map(\.ticket)
    }

    /// A column that fails is left alone where no measure reads it, and one that fails in some rows where its measure leaves those out.
    @Test(arguments: [
        ("sum(amount) / count(score = 1)", true), ("avg(amount)", true), ("avg(amount)", false),
        ("share(amount > 15)", true), ("count(amount > 15)", true),
    ])
    func whatFailsIsNotLookedAt(_ written: String, _ isLowBetter: Bool) async throws {
        let relation = SourceRelation(
            name: "ticket", columns: Self.columns + [("amount", .integer), ("broken", .integer)])
        let filter = ["p", "q", "r", "s", "t"].map { "status = '\($0)'" }.joined(separator: " or ")
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "at", filter: filter, value: written),
            in: SourceCatalog(relations: ["ticket": relation])
        ).get()
        try await withTickets { connection in
            try await connection.script(
                """
                drop table merit_source.ticket;
                create table note (ticket_id text, employee_id text, at timestamptz, status text, score integer, amount text);
                insert into note values ('a', 'p', '2026-03-11', 'q', 1, '10'), ('b', 'p', '2026-03-12', 'r', 1, '20'),
                    ('c', 'p', '2026-03-13', 'x', 1, 'much'), ('d', 'p', '2026-03-14', 's', 1, '12'),
                    ('e', null, '2026-03-15', 'q', 1, 'much');
                create view merit_source.ticket as select ticket_id, employee_id, at, status, score, amount::integer, 1 / (score - 1) as broken
                from note
                """)
            let isShare = written.hasPrefix("share") || written.hasPrefix("count")
            let sum: BigDecimal = isShare ? 1 : 42
            for (excluded, isOfMost) in [([], false), (["none"], false), ([], true)] {
                let found = try await tickets(
                    measure, of: [("p", sum, 3)], on: relation, isLowBetter: isLowBetter, without: excluded,
                    isOfMost: isOfMost, connection)
                let expected = isShare || isLowBetter ? ["b"] : ["a", "d"]
                #expect(found["p"] == expected, "\(written)")
            }
        }
    }

    /// 16000/12000 and 12000/9000 are the same, and yet PostgreSQL divides the one to more digits than the other.
    @Test(arguments: [true, false])
    func aTicketWithoutWhichTheQuotientIsTheSameDoesNotWeigh(_ isLowBetter: Bool) async throws {
        let measure = try measure("sum(cost) / sum(score)", where: nil)
        try await withTickets { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, at, cost, score)
                select 'r' || n, 'r', '2026-03-11', 4000, 3000 from generate_series(1, 4) n
                """)
            #expect(try await tickets(measure, of: "r", isLowBetter: isLowBetter, connection).isEmpty)
        }
    }

    @Test(arguments: [
        ("sum(cost)", 1.5, true), ("sum(cost)", 1.5, false), ("-sum(cost)", 1.5, true), ("sum(cost)", 0, true),
        ("100 * sum(cost) / sum(score)", 1.5, false), ("sum(hours(done - at))", 1.5, false), ("avg(cost)", 1.5, false),
    ])
    func theOnlyTicketWithAnOperandWeighs(_ value: String, _ cost: Double, _ isLowBetter: Bool) async throws {
        let measure = try measure(value, where: nil)
        try await withTickets { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, at, done, cost, score)
                values ('u1', 'u', '2026-03-11', null, null, null), ('u2', 'u', '2026-03-12', '2026-03-13', \(cost), 3)
                """)
            #expect(try await tickets(measure, of: "u", isLowBetter: isLowBetter, connection) == ["u2"])
        }
    }

    /// The same sign to Unicode, two texts to a database.
    @Test func textsAreToldApartByTheirBytes() async throws {
        let measure = try measure("count(status = '\u{F914}') - 2 * count(status = '\u{6A02}')", where: nil)
        try await withTickets { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, at, status)
                values ('s1', 's', '2026-03-11', U&'\\F914'), ('s2', 's', '2026-03-12', U&'\\6A02'), ('s3', 's', '2026-03-13', U&'\\6A02')
                """)
            #expect(try await tickets(measure, of: "s", isLowBetter: true, connection) == ["s1"])
            #expect(try await tickets(measure, of: "s", isLowBetter: false, connection) == ["s2", "s3"])
        }
    }

    @Test func whereThereAreNoTicketsOrWhatTheyDoIsUnknownOrNeverWorseThereIsNoStatement() throws {
        let days = SourceRelation(name: "ticket", columns: Self.columns.filter { $0.name != "ticket_id" })
        #expect(
            WeightStatement(
                relation: days, measure: try measure("count()", where: nil), isLowBetter: true, rows: 0,
                leavesOut: false) == nil
        )
        let volume = try measure("count(score > 5)", where: nil)
        #expect(
            WeightStatement(relation: Self.relation, measure: volume, isLowBetter: false, rows: 0, leavesOut: false)
                == nil)
        let spread = try measure("max(score) - min(score)", where: nil)
        #expect(
            WeightStatement(relation: Self.relation, measure: spread, isLowBetter: true, rows: 0, leavesOut: false)
                == nil)
    }
}

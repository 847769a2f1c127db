import Exact
import Measures
import Postgres
import Support
import Testing

/// Of relations with other columns than those of the tests beside, or several rows for a ticket.
extension WeightTests {
    @Test func aTicketIsNamedOnceHoweverManyAnswersItHas() async throws {
        let relation = SourceRelation(
            name: "answer",
            columns: [("ticket_id", .text), ("employee_id", .text), ("at", .timestamptz), ("score", .integer)])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "answer", at: "at", filter: nil, value: "avg(score)"),
            in: SourceCatalog(relations: ["answer": relation])
        ).get()
        try await withTickets { connection in
            try await connection.script(
                """
                create table merit_source.answer (ticket_id text, employee_id text, at timestamptz, score integer);
                insert into merit_source.answer values ('a', 'p', '2026-03-11', 2), ('a', 'p', '2026-03-10', 2),
                    ('b', 'p', '2026-03-12', 1), ('b', 'p', '2026-03-13', 9), ('c', 'p', '2026-03-09', 2), ('d', 'p', '2026-03-13', 9)
                """)
            let found = try await tickets(
                measure, of: [("p", 25, 6)], on: relation, isLowBetter: false, most: 5, connection)
            #expect(found == ["p": ["b", "c", "a"]])
        }
    }

    /// An answer between the mean and the next whole number does not weigh, and says nothing of when its ticket began to.
    @Test(arguments: ["avg(score)", "avg(hours(done - at))"])
    func onlyAnswersThatWeighTellWhenATicketDid(_ value: String) async throws {
        let relation = SourceRelation(
            name: "answer",
            columns: [
                ("ticket_id", .text), ("employee_id", .text), ("at", .timestamptz), ("done", .timestamptz),
                ("score", .integer),
            ])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "answer", at: "at", filter: nil, value: value),
            in: SourceCatalog(relations: ["answer": relation])
        ).get()
        try await withTickets { connection in
            try await connection.script(
                """
                create table merit_source.answer as
                select ticket_id, 'p' as employee_id, at, at + score * interval '1 us' as done, score
                from (values ('a', 1, '10:00'), ('a', 4, '08:00'), ('b', 1, '09:00'), ('c', 5, '07:00'), ('d', 5, '07:00'),
                    ('e', 5, '07:00')) answer (ticket_id, score, "time"), lateral (select '2026-03-11'::date + "time"::time as at) began
                """)
            let sum: BigDecimal = value == "avg(score)" ? 21 : try #require(BigDecimal("0.000021"))
            let found = try await tickets(measure, of: [("p", sum, 6)], on: relation, isLowBetter: false, connection)
            #expect(found == ["p": ["b", "a"]])
        }
    }

    /// The least and the greatest of each type, which have no opposite, or are none of another type.
    @Test(
        arguments: [
            ("smallint", .smallint, -32_768, 32_767), ("integer", .integer, -2_147_483_648, 2_147_483_647),
            ("bigint", .bigint, Int64.min, .max), ("double precision", .float, -1_000_000_000_000, 1_000_000_000_000),
            ("numeric", .numeric, .min, .max),
        ] as [(String, ColumnType, Int64, Int64)], [true, false])
    func theOutermostNumbersWeighMost(
        _ numbers: (type: String, column: ColumnType, least: Int64, greatest: Int64), _ isLowBetter: Bool
    ) async throws {
        let columns = Self.columns.map { $0.name == "cost" ? (name: "cost", type: numbers.column) : $0 }
        let relation = SourceRelation(name: "ticket", columns: columns)
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "at", filter: nil, value: "avg(cost)"),
            in: SourceCatalog(relations: ["ticket": relation])
        ).get()
        try await withTickets { connection in
            try await connection.script(
                """
                truncate merit_source.ticket;
                alter table merit_source.ticket alter cost type \(numbers.type);
                insert into merit_source.ticket (ticket_id, employee_id, at, cost)
                values ('least', 'p', '2026-03-11', \(numbers.least)), ('greatest', 'p', '2026-03-12', \(numbers.greatest)),
                    ('no', 'p', '2026-03-13', 0)
                """)
            let sum = try await connection.query("select sum(cost::numeric) from merit_source.ticket").one()
            for excluded in [[], ["none"]] {
                let found = try await tickets(
                    measure, of: [("p", try sum[0], 3)], on: relation, isLowBetter: isLowBetter, without: excluded,
                    ownedBy: "p", connection)
                let first = isLowBetter ? "greatest" : "least"
                #expect(found["p"]?.first == first && found["p"]?.contains(isLowBetter ? "least" : "greatest") == false)
            }
        }
    }

    /// Seven months are 210 days, and fourteen are a year of 365.25 and 60: more than each of two on the average.
    @Test func ofMonthsTheMeanIsNotTakenForWhatTheRowsSay() async throws {
        let relation = SourceRelation(
            name: "ticket",
            columns: [("ticket_id", .text), ("employee_id", .text), ("at", .timestamptz), ("wait", .interval)])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "at", filter: nil, value: "avg(hours(wait))"),
            in: SourceCatalog(relations: ["ticket": relation])
        ).get()
        try await withTickets { connection in
            try await connection.script(
                """
                alter table merit_source.ticket add wait interval;
                insert into merit_source.ticket (ticket_id, employee_id, at, wait)
                values ('m1', 'm', '2026-03-11', '7 months'), ('m2', 'm', '2026-03-12', '7 months')
                """)
            let (seconds, count) = (BigDecimal(36_741_600), 2 as BigDecimal)
            let found = try await tickets(
                measure, of: [("m", seconds, count)], on: relation, isLowBetter: true, most: 5, rows: 2, connection)
            #expect(found == ["m": ["m1", "m2"]])
        }
    }
}

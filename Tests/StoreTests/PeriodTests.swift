import Exact
import Postgres
import Store
import Support
import Testing

@Suite(.database(.migrated)) struct PeriodTests {
    @Test func aPeriodIsOpenedAndFound() async throws {
        let (id, found, missing) = try await TestDatabase.current.withConnection(user: "merit_hr") { connection in
            let id = try await Period.open(
                "2020-10", from: "2020-10-01", to: "2020-10-31", timeZone: "Asia/Shanghai", department: "East",
                in: connection)
            return (
                id, try await Period.find("2020-10", in: connection), try await Period.find("2020-11", in: connection)
            )
        }
        let period = try #require(found)
        #expect(period.id == id)
        #expect(period.span.startsOn == PostgresDate(year: 2020, month: 10, day: 1))
        #expect(period.span.endsOn == PostgresDate(year: 2020, month: 10, day: 31))
        #expect(period.span.days.count == 31)
        #expect(period.span.dayAfter == PostgresDate(year: 2020, month: 11, day: 1))
        #expect(period.span.start.description == "2020-09-30T16:00:00.000000Z")
        #expect(period.span.end.description == "2020-10-31T16:00:00.000000Z")
        #expect(period.department == "East")
        #expect(period.revision == 0)
        #expect(!period.isClosed && !period.takesNewest)
        #expect(missing == nil)
    }

    /// The clock goes back on the last Sunday of October: the month has an hour more.
    @Test func daysBeginWhereTheZoneHasThem() async throws {
        let period = try await TestDatabase.current.withConnection { connection in
            _ = try await Period.open(
                "x", from: "2020-10-01", to: "2020-10-31", timeZone: "Europe/Berlin", department: nil, in: connection)
            return try await Period.find("x", in: connection)
        }
        #expect(period?.span.start.description == "2020-09-30T22:00:00.000000Z")
        #expect(period?.span.end.description == "2020-10-31T23:00:00.000000Z")
    }

    @Test func aDayThatIsNoneIsRefused() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await TestDatabase.current.withConnection { connection in
                try await Period.open(
                    "x", from: "2020-02-30", to: "2020-03-01", timeZone: "UTC", department: nil, in: connection)
            }
        }
        #expect(error?.message == #"date/time field value out of range: "2020-02-30""#)
    }

    @Test func askingScoresNowAndRemembersTheNewest() async throws {
        let database = try TestDatabase.current
        let (asked, askedAgain, unknown) = try await database.withConnection(user: "merit_hr") { connection in
            _ = try await Period.open(
                "2999", from: "2999-01-01", to: "2999-12-31", timeZone: "UTC", department: nil, in: connection)
            return (
                try await Period.ask("2999", takeNewest: true, in: connection),
                try await Period.ask("2999", takeNewest: false, in: connection),
                try await Period.ask("2998", takeNewest: false, in: connection)
            )
        }
        #expect(asked && askedAgain && !unknown)
        #expect(try await database.value("select run_at <= clock_timestamp() from merit.job") == "true")
        #expect(try await database.value("select count(*) from merit.job") == "1")
        #expect(try await database.value("select take_newest from merit.appraisal_period") == "true")
    }

    @Test func theStateCountsResultsAndWhatWasLeftOut() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
            values ('2020-09', '2020-09-01', '2020-09-30', 'UTC', 'East');
            insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'a', 'self', 1), (1, 'b', 'self', 1);
            update merit.evaluation set problem = 'out of range' where employee_id = 'b';
            """)
        try await database.withConnection(user: "merit_worker") { connection in
            try await ResultRecord.keep(
                [
                    try Month().record(), try Month(employee: "ben", minutes: 30).record(),
                    try Month(employee: "cat", ratings: [:]).record(),
                    try Month(employee: "dan", daysEmployed: 1).record(),
                ], revision: 1, in: connection)
            try await Period.find("2020-10", in: connection)?.markScored(revision: 1, isPartial: false, in: connection)
        }
        let (all, one) = try await database.withConnection(user: "merit_hr") { connection in
            (
                try await PeriodState.all(label: nil, in: connection),
                try await PeriodState.all(label: "2020-10", in: connection)
            )
        }
        #expect(all.map(\.label) == ["2020-09", "2020-10"])
        #expect(
            all.first.map { [$0.people, $0.scored, $0.incomplete, $0.notAppraised, $0.unusable] } == [0, 0, 0, 0, 0])
        #expect(all.first?.department == "East")
        #expect(all.first?.meanTotal == nil)
        #expect(one.map(\.label) == ["2020-10"])
        #expect(
            one.first.map { [$0.people, $0.scored, $0.incomplete, $0.notAppraised, $0.unusable] } == [4, 2, 1, 1, 1])
        #expect(one.first?.revision == 1)
        #expect(
            try await database.value("select round(avg(total), 2) from merit.current_result").flatMap(BigDecimal.init)
                == one.first?.meanTotal)
    }
}

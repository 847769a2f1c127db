import Postgres
import Support
import Testing

@testable import Jobs

/// What workers do again and again, whichever comes first.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct DutyTests {
    private func perform(_ session: ControlSession) async throws -> String? {
        try await session.connection.query(
            "select duty_name from merit.perform_duty($1::integer)", session.workerID
        ).one().decode(String?.self)
    }

    /// Makes one duty due and no other.
    private func makeDue(_ name: String) async throws {
        try await TestDatabase.current.execute(
            "update merit.duty set next_due_at = clock_timestamp() + case name when $1 then interval '0' else '1 day' end",
            name)
    }

    @Test func theOneThatIsDueForLongestIsDoneOnceByWhoeverComesFirst() async throws {
        let database = try TestDatabase.current
        try await makeDue("prune")
        let (first, second) = (try await ControlSession.open(), try await ControlSession.open())
        #expect(try await perform(first) == "prune")
        #expect(try await perform(second) == nil)
        #expect(
            try await database.line(
                "select concat_ws(' ', last_worker_id, last_done_at is not null, next_due_at - last_done_at between '599 s' and '600 s') from merit.duty where name = 'prune'"
            )
                == "\(first.workerID) t t")
        await first.close()
        await second.close()
    }

    @Test func oneThatAnotherWorkerDoesIsLeft() async throws {
        let database = try TestDatabase.current
        try await makeDue("prune")
        let session = try await ControlSession.open()
        try await database.withConnection { other in
            try await other.script("begin; select from merit.duty where name = 'prune' for update")
            #expect(try await perform(session) == nil)
            try await other.script("rollback")
        }
        #expect(try await perform(session) == "prune")
        await session.close()
    }

    @Test func oneThatFailsSaysWhyAndIsTriedAgainLater() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            "create or replace function merit.prune(days integer default null) returns setof merit.duty_note language plpgsql as $$ begin raise exception 'no'; end $$"
        )
        try await makeDue("prune")
        let session = try await ControlSession.open()
        #expect(try await perform(session) == "prune")
        #expect(
            try await database.line(
                "select concat_ws(' ', last_error, next_due_at > clock_timestamp()) from merit.duty where name = 'prune'"
            )
                == "no t")
        await session.close()
    }

    @Test func jobsThatEndedLongAgoAreDeleted() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            """
            insert into merit.job (kind, subject_id, state, max_attempts, finished_at)
            select 'test', n, 'completed', 5, clock_timestamp() - n * interval '10 days' from generate_series(1, 5) n
            """)
        try await database.ask()
        try await makeDue("prune")
        let session = try await ControlSession.open()
        _ = try await perform(session)
        #expect(try await database.jobs().map(\.subject) == [1, 2, 1])
        try await database.set("prune_days", to: 15)
        try await makeDue("prune")
        _ = try await perform(session)
        #expect(try await database.jobs().map(\.state) == ["completed", "available"])
        await session.close()
    }

    @Test func workersThatAreGoneAreForgottenAndThoseThatLiveAreShown() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (dying, living) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await living.claimOne()
        #expect(
            try await database.line("select concat_ws(' ', worker_id, alive, doing) from merit.worker order by 1")
                == "1 t\n2 t test 1")
        try await dying.die()
        #expect(
            try await database.line("select concat_ws(' ', worker_id, alive) from merit.worker order by 1")
                == "1 f\n2 t")
        try await living.sweep()
        #expect(
            try await database.line("select concat_ws(' ', worker_id, alive, job_ids) from merit.worker") == "2 t {1}")
        await living.close()
    }

    @Test func aFailoverBlamesNoJob() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (dying, next) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await dying.claimOne()
        // As if the worker had connected to the server that this one replaced.
        try await database.execute(
            "update merit.worker_session set timeline = '00000000' where worker_id = $1", dying.workerID)
        try await dying.die()
        try await next.sweep()
        #expect(
            try await database.jobs() == [JobRow(state: "available", retries: 1, lastError: "another server took over")]
        )
        await next.close()
    }

    @Test(arguments: [
        ("2026-09", "2026-09-01", "UTC", nil, "2026-10"),
        ("2026-09 东区", "2026-09-01", "Asia/Shanghai", "东区", "2026-10 东区"),
        ("September", "2026-09-01", "UTC", nil, "2026-10"),
        ("last", "2025-12-01", "UTC", "east", "2026-01 east"),
    ])
    func theMonthThatHasBegunIsAskedFor(label: String, from: String, zone: String, department: String?, next: String)
        async throws
    {
        let database = try TestDatabase.current
        try await database.execute(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
            values ($1, $2::text::date, ($2::text::date + interval '1 month - 1 day')::date, $3, $4)
            """, label, from, zone, department)
        let session = try await ControlSession.open()
        func open() async throws {
            try await makeDue("open_next_month")
            #expect(try await perform(session) == "open_next_month")
        }
        try await open()
        #expect(try await database.value(Int.self, "select count(*) from merit.appraisal_period") == 1)
        try await database.set("open_next_month", to: 1)
        try await open()
        #expect(
            try await database.line(
                "select concat_ws(' ', label, starts_on - ($1::text::date + interval '1 month')::date, kind, time_zone, coalesce(department, '-')) from merit.appraisal_period where period_id = 2",
                from)
                == "\(next) 0 month \(zone) \(department ?? "-")")
        #expect(
            try await database.value(String?.self, "select last_error from merit.duty where name = 'open_next_month'")
                == nil)
        await session.close()
    }

    @Test func aLabelThatIsTakenHoldsUpNoOtherDepartment() async throws {
        let database = try TestDatabase.current
        // A period of ten days has the label of the east's next month.
        try await database.execute(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department) values
                ('2026-10', '2026-10-01', '2026-10-10', 'UTC', 'late'), ('2026-09', '2026-09-01', '2026-09-30', 'UTC', 'east'),
                ('2026-09 west', '2026-09-01', '2026-09-30', 'UTC', 'west')
            """)
        try await database.set("open_next_month", to: 1)
        let session = try await ControlSession.open()
        try await makeDue("open_next_month")
        #expect(try await perform(session) == "open_next_month")
        #expect(
            try await database.line(
                "select string_agg(label, ', ' order by period_id) from merit.appraisal_period where period_id > 3")
                == "2026-10 west")
        #expect(
            try await database.line("select last_error from merit.duty where name = 'open_next_month'") == """
                the month after "2026-09" is not asked for: the label "2026-10" is taken by the period from 2026-10-01 to 2026-10-10; \
                ask for it under another label, or rename that period
                """)
        await session.close()
    }
}

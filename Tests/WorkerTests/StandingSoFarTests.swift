import Postgres
import Store
import Support
import Testing

/// How people stand in a period that runs: by what is measured of the days that are over, and nothing else is touched.
@Suite(.database(.sourced)) struct StandingSoFarTests {
    /// A period that began five days ago; what was closed today is not in it yet, and who was employed ten days is appraised.
    private func running(by template: String = SmallCompany.template) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select person || ' ' || n, person, now() - interval '5 days', now() - interval '4 days', status
                from (values ('ann', 1, 'failed'), ('ann', 2, 'resolved'), ('ann', 3, 'resolved'), ('ann', 4, 'resolved'),
                    ('bob', 1, 'resolved'), ('bob', 2, 'failed')) t (person, n, status);
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                values ('ann today', 'ann', now(), now(), 'failed');
                update merit.setting set value = '1' where name = 'standing_so_far';
                -- No other duty writes meanwhile.
                update merit.duty set next_due_at = 'infinity';
                """)
        }
        try await database.publish(yaml: [template])
        let days = try await database.withConnection { connection in
            try await connection.query(
                "select ((now() at time zone 'UTC')::date - 5)::text, ((now() at time zone 'UTC')::date + 10)::text"
            ).one().decode(String.self, String.self)
        }
        try await database.ask("now", from: days.0, to: days.1)
        // What the supervisor gave is the result's to say.
        _ = try await database.line(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (1, 'ann', 'supervisor', 'boss', 'manner', 0)
            """, user: "merit_hr")
        return database
    }

    private func work(in database: TestDatabase) async throws {
        _ = try await database.line("select merit.ask_standings()", user: "merit_worker")
        try await database.work()
    }

    private static let standings = """
        select employee_id, (as_of = (now() at time zone 'UTC')::date - 1)::text, template_code, days_employed::text, status, total::text,
            grade, coverage::text
        from merit.standing_so_far order by employee_id
        """

    /// What stands in each table, but in those that say what workers do.
    private func contents(of database: TestDatabase) async throws -> [String: String] {
        try await database.withConnection { connection in
            let tables = try await connection.query(
                """
                select relname::text from pg_class
                where relnamespace = 'merit'::regnamespace and relkind = 'r'
                    and relname not in ('job', 'job_attempt', 'duty', 'worker_session', 'standing_so_far')
                """
            ).decode(String.self)
            var contents: [String: String] = [:]
            for table in tables {
                contents[table] = try await connection.query(
                    "select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from merit.\(table) t"
                ).one().decode(String.self)
            }
            return contents
        }
    }

    @Test func whatIsMeasuredSoFarAndNothingElseIsWritten() async throws {
        let database = try await running()
        let before = try await contents(of: database)
        #expect(before.count > 40)
        try await work(in: database)
        #expect(
            try await database.line(Self.standings) == """
                ann true desk 5 scored 75.00 B 50.00
                bob true desk 5 scored 50.00 B 50.00
                """)
        #expect(try await contents(of: database) == before)
        // The scoring of the period waits as it did.
        #expect(
            try await database.line(
                "select kind, state, priority::text, last_error from merit.job where kind like '%period' order by job_id"
            )
                == "score_period available 0 -\nstand_period completed 1 -")
        #expect(
            try await database.line(
                """
                select i ->> 'indicator', i ->> 'value', i ->> 'sample', i ->> 'points', i ->> 'max_points', jsonb_array_length(indicators)::text
                from merit.standing_so_far, jsonb_array_elements(indicators) i where employee_id = 'ann'
                """) == "solved 75.000000 4 37.50 50 1")
        #expect(
            try await database.line(
                """
                select s ->> 'indicator', trim_scale((s ->> 'target')::numeric)::text, s ->> 'points_at_target', s ->> 'total_gain'
                from merit.standing_so_far, jsonb_array_elements(steps) s where employee_id = 'ann'
                """) == "solved 100 50.00 25.00")
    }

    @Test func aCapHoldsTheGradeSoFarToo() async throws {
        let database = try await running(
            by: SmallCompany.template.replacing("at_least: 80", with: "at_least: 70").replacing(
                "dimensions:",
                with: "caps: [{indicator: solved, at_most: 80, grade: B, title: {zh: 少, en: Few}}]\ndimensions:"))
        try await work(in: database)
        #expect(
            try await database.line(
                "select employee_id, total::text, grade, capped_by from merit.standing_so_far order by employee_id")
                == "ann 75.00 B solved\nbob 50.00 B -")
    }

    /// Where what is measured stands in the data's sheet alone, it is as much of the total as that sheet.
    @Test func itIsSaidOnHowMuchOfTheTotalItRests() async throws {
        let database = try await running(
            by: SmallCompany.template.replacing(
                "sources: {self: {weight: 20}, supervisor: {weight: 80, required: true}}",
                with: "sources: {data: {weight: 10}, supervisor: {weight: 90, required: true}}\nmeasured_in: data"))
        try await work(in: database)
        #expect(
            try await database.line(
                "select employee_id, total::text, coverage::text from merit.standing_so_far order by employee_id")
                == "ann 75.00 10.00\nbob 50.00 10.00")
    }

    @Test func theNextNightTakesItsPlace() async throws {
        let database = try await running()
        try await work(in: database)
        // Today it is asked for once, whatever became of it.
        _ = try await database.line("select merit.ask_standings()", user: "merit_worker")
        #expect(try await database.line("select count(*)::text from merit.job where kind = 'stand_period'") == "1")
        _ = try await database.line(
            """
            with gone as (delete from merit_source.employee where employee_id = 'bob'),
                mended as (update merit_source.ticket set status = 'resolved' where ticket_id = 'ann 1')
            update merit.job set created_at = created_at - interval '1 day' where kind = 'stand_period'
            """)
        try await work(in: database)
        #expect(try await database.line(Self.standings) == "ann true desk 5 scored 100.00 A 50.00")
    }

    @Test func whatIsOverOrNotWantedIsGone() async throws {
        let database = try await running()
        func kept() async throws -> String {
            try await database.line("select count(*)::text from merit.standing_so_far")
        }
        try await work(in: database)
        #expect(try await kept() == "2")
        for end in [
            "update merit.appraisal_period set revision = 1, scored_at = now()",
            "update merit.appraisal_period set status = 'cancelled'",
            "update merit.setting set value = '0' where name = 'standing_so_far'",
        ] {
            try await database.withConnection { connection in
                try await connection.script("begin; \(end); set local role merit_worker; select merit.ask_standings()")
                let rows = try await connection.query("select count(*) from merit.standing_so_far").one().decode(
                    Int64.self)
                #expect(rows == 0, "\(end)")
                try await connection.script("rollback")
            }
        }
        // What was asked for before a scoring finds nothing to do behind it.
        _ = try await database.line(
            """
            with scored as (update merit.appraisal_period set revision = 1, scored_at = now()),
                gone as (delete from merit.standing_so_far)
            update merit.job set state = 'available', finished_at = null where kind = 'stand_period'
            """)
        try await database.work()
        #expect(try await kept() == "0")
        #expect(
            try await database.line("select state, last_error from merit.job where kind = 'stand_period'")
                == "completed -")
    }

    @Test func nobodyIsAskedForBeforeADayIsOverOrWhereItIsOff() async throws {
        let database = try await running()
        for (change, asked) in [
            ("select 1", 1), ("update merit.setting set value = '0' where name = 'standing_so_far'", 0),
            ("update merit.appraisal_period set starts_on = (now() at time zone 'UTC')::date", 0),
            ("update merit.appraisal_period set ends_on = (now() at time zone 'UTC')::date - 1", 1),
            ("update merit.appraisal_period set ends_on = (now() at time zone 'UTC')::date - 2", 0),
        ] {
            try await database.withConnection { connection in
                // The days of a period do not change otherwise.
                try await connection.script(
                    """
                    begin; set local session_replication_role = replica; \(change);
                    set local role merit_worker; select merit.ask_standings()
                    """)
                let jobs = try await connection.query(
                    "select count(*) from merit.job where kind = 'stand_period'"
                ).one().decode(Int64.self)
                #expect(jobs == Int64(asked), "\(change)")
                try await connection.script("rollback")
            }
        }
    }
}

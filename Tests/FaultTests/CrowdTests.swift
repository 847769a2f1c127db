import Postgres
import Support
import Testing

/// Many at once.
@Suite(.tags(.fault), .timeLimit(.minutes(20))) struct CrowdTests {
    private static let crowd = isFull ? 20 : 8

    /// Runs the same command so many times at once; what each wrote to standard error where it did not end with 0.
    private func all(_ arguments: [String], database: PostgresConfiguration) async throws -> [String] {
        try await withThrowingTaskGroup(of: Program.Outcome.self) { group in
            for _ in 1...Self.crowd { group.addTask { try await Program.run(arguments, database: database) } }
            return try await group.reduce(into: []) { failures, outcome in
                if outcome.status != 0 { failures.append(outcome.errors) }
            }
        }
    }

    @Test(.database) func anEmptyDatabaseIsMigratedOnceAndWorkersFindNothingToDo() async throws {
        let database = try TestDatabase.current
        #expect(try await all(["migrate", "--role-prefix", "merit"], database: try database.configuration()) == [])
        #expect(
            try await database.line("select (count(*) = count(distinct version))::text from merit.schema_migration")
                == "true")
        #expect(
            try await all(["worker", "--until-idle"], database: try database.configuration(user: "merit_worker")) == [])
        try await Aftermath.nobodyIsLeft(try database.configuration())
        #expect(try await database.line("select count(*)::text from merit.worker_session") == "0")
    }

    @Test(.database(.company)) func aHundredPeriodsAreScoredOnceEach() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            // The three months as they stand, again for each department, and again until there are a hundred.
            try await connection.script(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
                select format('%s %s', month.label, n), starts_on, ends_on, time_zone,
                    (array[null, '华东维修部', '华南维修部', '客户服务中心', '电商客服部'])[1 + n % 5]
                from generate_series(1, 97) n
                    join merit.appraisal_period month on month.label = '2026-0' || 7 + n % 3
                """)
        }
        #expect(
            try await all(
                ["worker", "--until-idle", "--jobs", "2"], database: try database.configuration(user: "merit_worker"))
                == [])
        try await Aftermath.nobodyIsLeft(try database.configuration())
        #expect(
            try await database.line("select concat_ws(' ', count(*), count(distinct period_id)) from merit.run")
                == "100 100")
        #expect(
            try await database.line("select distinct concat_ws(' ', status, revision) from merit.appraisal_period")
                == "scored 1")
        // The same month of the same department has the same figures, whoever worked them out; evaluations are the first three's.
        #expect(
            try await database.line(
                """
                select concat_ws(' ', count(distinct figures), count(distinct (starts_on, department)))
                from (
                    select starts_on, department, md5(string_agg(concat_ws(' ', employee_id, indicator, value, points), ',' order by employee_id, indicator)) as figures
                    from merit.appraisal_period join merit.indicator_score using (period_id)
                    where label like '% %' and indicator_score.kind = 'measured'
                    group by period_id
                ) scored
                """) == "15 15")
    }
}

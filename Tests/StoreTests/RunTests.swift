import Exact
import Postgres
import Store
import Support
import Testing

@Suite(.database(.migrated)) struct RunTests {
    private func run(revision: Int = 1, isPartial: Bool = false, means: [Run.Mean] = []) -> Run {
        Run(
            revision: revision, isPartial: isPartial, jobID: 1, attempt: 1, workerID: 7, engineVersion: "0.1",
            templates: ["a@1", "b@2"],
            dataCutoff: PostgresTimestamp(microseconds: 0), people: 4, scored: 2, incomplete: 1, notAppraised: 1,
            changed: 4,
            evaluations: 9, unusable: 1, rowsRead: ["ticket": 120, "\"task\"": 3], milliseconds: ["measure": 5],
            findings: [
                DataFinding(.gap, of: "ticket", "odd", "look").about(
                    3, of: 9, ids: ["2020-11-01", "x \"y\""], people: ["ann"]),
                DataFinding(.empty, of: "task", "it's", "fill it").matchingNobody,
            ], means: means, factors: [])
    }

    private func mean(_ template: String, _ indicator: String, _ value: String) throws -> Run.Mean {
        Run.Mean(template: template, indicator: indicator, people: 3, mean: try #require(BigDecimal(value)))
    }

    /// Inserts runs as the worker whose job runs.
    private func insert(_ runs: Run...) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            "update merit.job set state = 'running', lease_token = 1, started_at = '2020-11-01 00:00+00'")
        try await database.withConnection(user: "merit_worker") { connection in
            for run in runs { _ = try await run.insert(for: 1, into: connection) }
        }
    }

    @Test func aRunIsRecorded() async throws {
        try await insert(run())
        #expect(
            try await TestDatabase.current.value(
                """
                select (to_jsonb(run) - 'finished_at') = jsonb_build_object('run_id', 1, 'period_id', 1, 'revision', 1, 'kind', 'full',
                    'job_id', 1, 'attempt', 1, 'worker_id', 7, 'engine_version', '0.1', 'templates', array['a@1', 'b@2'],
                    'data_cutoff', timestamptz '2000-01-01 00:00+00', 'started_at', timestamptz '2020-11-01 00:00+00',
                    'people', 4, 'scored', 2, 'incomplete', 1, 'not_appraised', 1, 'changed', 4, 'evaluations', 9, 'unusable', 1,
                    'rows_read', jsonb '{"ticket": 120, "\\"task\\"": 3}', 'milliseconds', jsonb '{"measure": 5}',
                    'findings', array['odd; look', 'it''s; fill it'])
                from merit.run
                """) == "true")
    }

    @Test func whatItFoundIsKept() async throws {
        let database = try TestDatabase.current
        try await insert(run(), run(isPartial: true))
        #expect(
            try await database.column(
                """
                select concat_ws('|', run_id, relation, kind, rows, share, ids, people, matches_nobody, finding, advice)
                from merit.data_finding where run_id = 1 order by finding_id
                """) == [
                    "1|ticket|gap|3|33.33|{2020-11-01,\"x \\\"y\\\"\"}|{ann}|f|odd|look",
                    "1|task|empty|{}|{}|t|it's|fill it",
                ])
        // Those of the newest full run, as sentences.
        #expect(
            try await database.column(
                "select sentence from merit.newest_data_finding order by finding_id", as: "merit_hr") == [
                    "odd, such as \"2020-11-01\", \"x \"y\"\"; look", "it's; fill it",
                ])
        for change in [
            "update merit.data_finding set rows = 1", "delete from merit.data_finding", "truncate merit.data_finding",
        ] {
            #expect(try await database.refusal(change) != nil)
        }
    }

    @Test func theMeansOfTheNewestFullRunAreTheOnesToCompareWith() async throws {
        try await insert(
            run(means: [try mean("a", "volume", "1.5"), try mean("a", "time", "2.123456")]),
            run(revision: 2, means: [try mean("a", "volume", "1.75"), try mean("b", "volume", "9")]),
            run(revision: 3, isPartial: true, means: [try mean("a", "volume", "100")]))
        let means = try await TestDatabase.current.withConnection { connection in
            try await Run.means(of: 1, template: "a", in: connection)
        }
        #expect(means == ["volume": BigDecimal("1.75")])
    }
}

import Postgres
import Support
import Testing

/// What must hold after every fault.
enum Aftermath {
    /// Every period scored exactly once, with the figures of an undisturbed run; nothing running, nothing left over.
    static func check(_ owner: PostgresConfiguration, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await nobodyIsLeft(owner)
        let periods = try await lines(
            """
            select concat_ws(' ', label, p.status, p.revision, p.problem, count(run_id), sum(changed) = sum(people))
            from merit.appraisal_period p left join merit.run using (period_id) group by period_id order by 1
            """, owner)
        #expect(
            periods == ["2026-07 scored 1 1 t", "2026-08 scored 1 1 t", "2026-09 scored 1 1 t"],
            sourceLocation: sourceLocation)
        let states = try await lines("select distinct state from merit.job where kind = 'score_period'", owner)
        #expect(states == ["completed"], sourceLocation: sourceLocation)
        // What was written belongs to the last claim of its job: whoever lost its lease wrote nothing.
        let late = try await lines(
            """
            select concat_ws(' ', 'run', run_id, 'by worker', r.worker_id, 'of job', job_id, 'held by', j.worker_id)
            from merit.run r join merit.job j using (job_id)
            where (r.worker_id, r.attempt) is distinct from (j.worker_id, j.attempt)
            """, owner)
        #expect(late == [], sourceLocation: sourceLocation)
        let (found, expected) = (try await Company.findings(in: owner), try await Undisturbed.shared.findings())
        #expect(!expected.isEmpty && found.count == expected.count, sourceLocation: sourceLocation)
        let difference = zip(found, expected).first { $0 != $1 }
        #expect(difference == nil, sourceLocation: sourceLocation)
    }

    /// Waits until no session, lock or temporary file of a worker is left: of one that was killed, the server ends them within seconds.
    static func nobodyIsLeft(_ owner: PostgresConfiguration) async throws {
        try await owner.withConnection { connection in
            try await connection.waitUntil(
                """
                select not exists (select from pg_stat_activity where datname = current_database() and usename = 'merit_worker')
                    and not exists (
                        select from pg_locks join pg_database d on d.oid = database
                        where locktype = 'advisory' and datname = current_database())
                    and not exists (select from pg_prepared_xacts where database = current_database())
                    and not exists (select from pg_ls_tmpdir())
                """)
        }
    }

    private static func lines(_ sql: String, _ owner: PostgresConfiguration) async throws -> [String] {
        try await owner.withConnection { try await $0.query(sql).decode(String.self) }
    }
}

extension Tag {
    /// What goes wrong around Merit, on purpose.
    @Tag static var fault: Self
}

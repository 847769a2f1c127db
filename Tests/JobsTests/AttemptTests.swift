import Postgres
import Support
import Testing

/// Each attempt at a job is kept, with who made it and what became of it, as long as the job is.
@Suite(.database(.migrated)) struct AttemptTests {
    private func script(_ sql: String) async throws {
        try await TestDatabase.current.withConnection { try await $0.script(sql) }
    }

    private func attempts() async throws -> [String] {
        try await TestDatabase.current.withConnection { connection in
            try await connection.query(
                """
                select concat_ws(' ', worker, became, error, case when ended_at is null then 'goes on' end) as said
                from merit.job_attempt order by lease_token
                """
            ).map { try $0.decode(String.self) }
        }
    }

    @Test func whatBecameOfEachIsKeptInItsOrder() async throws {
        try await script(
            """
            insert into merit.worker_session (host, process_id, version, locked) values ('one', 11, '1', false), ('two', 22, '1', false);
            insert into merit.job (kind, subject_id, max_attempts) values ('probe', 1, 5);
            """)
        #expect(try await attempts() == [])
        try await script("select merit.claim(1, '{probe}', 1)")
        #expect(try await attempts() == ["one 11 goes on"])
        try await script(
            "select merit.put_back(job_id, lease_token, clock_timestamp(), true, 'no answer') from merit.job")
        #expect(try await attempts() == ["one 11 available no answer"])
        try await script("select merit.claim(2, '{probe}', 1)")
        try await script("select merit.complete(array[job_id], array[lease_token]) from merit.job")
        #expect(try await attempts() == ["one 11 available no answer", "two 22 completed"])
        // What a claim that was lost does later changes nothing.
        try await script("update merit.job set state = 'failed' where state = 'completed'")
        #expect(try await attempts() == ["one 11 available no answer", "two 22 completed"])
    }

    @Test func theyGoWithTheJob() async throws {
        try await script(
            """
            insert into merit.job (kind, subject_id, max_attempts) values ('probe', 1, 5);
            select merit.claim(1, '{probe}', 1);
            select merit.fail(job_id, lease_token, 'it cannot be') from merit.job;
            """)
        #expect(try await attempts() == ["failed it cannot be"])
        try await script("update merit.job set finished_at = now() - interval '400 days'; select merit.prune(300)")
        #expect(try await attempts() == [])
    }
}

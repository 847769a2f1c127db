import Postgres
import Support
import Testing

@testable import Jobs

/// Somebody's open transaction holds what a duty needs: it names them, and nothing else waits.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct HeldDutyTests {
    struct Held: Sendable, CustomTestStringConvertible {
        let duty: String
        let relation: String
        /// What the open transaction did.
        let act: String
        var testDescription: String { duty }
    }

    @Test(
        arguments: [
            Held(duty: "sweep", relation: "merit.worker_session", act: "lock table merit.worker_session"),
            Held(duty: "prune", relation: "merit.setting", act: "lock table merit.setting"),
            Held(
                duty: "open_next_month", relation: "merit.appraisal_period",
                act: """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                    values ('2026-04', '2026-04-01', '2026-04-30', 'UTC')
                    """),
            Held(
                duty: "review_quarters", relation: "merit.turn",
                act: "insert into merit.quarter_review (quarter) values ('2026-01-01')"),
        ])
    func whoHoldsADutyIsNamedAndLeasesAreRenewed(_ held: Held) async throws {
        let database = try TestDatabase.current
        try await database.scoreQuarter()
        try await database.set("open_next_month", to: 1)
        try await database.ask(101)
        let (begun, go) = (Signal(), Signal())
        let worker = try TestWorker(adjust: {
            $0.patience = .seconds(2)
            $0.slots = 2
        }) { attempt in
            if attempt.job.subjectID == 101 {
                begun.send()
                try await go.wait()
            }
            try await attempt.finish()
        }
        try await worker.during { _ in
            try await begun.wait()
            try await database.withConnection { holder in
                let processID = await holder.processID
                try await holder.script("set application_name = 'a person''s window'; begin; \(held.act)")
                try await holder.withMakingDue(held.duty)
                try await holder.waitUntil(
                    """
                    select count(*) > 0 from merit.duty
                    where name = '\(held.duty)' and last_error like
                        'another transaction holds what it needs: process \(processID) (postgres, a person''s window) holds %\(held.relation)%, in a transaction since 20%'
                    """)
                // Another job ends meanwhile, and the leases last.
                if !held.act.hasPrefix("lock") {
                    try await database.ask(102)
                    try await database.waitForJobs { $0.last == JobRow(subject: 102, state: "completed", attempt: 1) }
                }
                let lease = try await holder.leaseEnd(of: 1)
                try await database.waitForLease(of: 1, after: lease)
                try await holder.script("rollback")
            }
            try await database.withConnection {
                try await $0.withMakingDue(held.duty)
                try await $0.waitUntil(
                    """
                    select count(*) > 0 from merit.duty
                    where name = '\(held.duty)' and last_error is null and last_done_at is not null
                    """
                )
            }
            go.send()
            try await database.waitForJobs { $0.first == JobRow(subject: 101, state: "completed", attempt: 1) }
            // It never connected anew.
            #expect(try await database.line("select string_agg(worker_id::text, ',') from merit.worker") == "1")
        }
    }

    @Test func sweepingIsNotHeldUpByAnotherDuty() async throws {
        let database = try TestDatabase.current
        try await database.scoreQuarter()
        let worker = try TestWorker { try await $0.finish() }
        try await worker.during { _ in
            try await database.withConnection { holder in
                try await holder.script("begin; insert into merit.quarter_review (quarter) values ('2026-01-01')")
                try await holder.withMakingDue("review_quarters")
                try await holder.waitUntil(
                    """
                    select exists (
                        select from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock' and query like '%perform_due%')
                    """)
                try await holder.withMakingDue("sweep")
                try await holder.waitUntil(
                    """
                    select exists (
                        select from merit.duty, pg_stat_activity
                        where name = 'sweep' and last_done_at > query_start and datname = current_database()
                            and wait_event_type = 'Lock' and query like '%perform_due%')
                    """)
                try await holder.script("rollback")
            }
        }
    }

    @Test func aDutyThatTakesTooLongIsEndedAndSaysSo() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            "create or replace function merit.prune(days integer default null) returns setof merit.duty_note language plpgsql as $$ begin perform pg_sleep(60); end $$"
        )
        try await database.withConnection(user: "merit_worker") { connection in
            try await connection.script(
                "update merit.duty set next_due_at = clock_timestamp() - interval '1 day' where name = 'prune'")
            try await connection.script("set statement_timeout = '300ms'")
            try await connection.execute("select merit.perform_due(1, false)")
        }
        #expect(
            try await database.line("select last_error || (next_due_at > now()) from merit.duty where name = 'prune'")
                == "it took longer than 0.3 strue")
    }
}

extension TestDatabase {
    /// Three months as if they had been scored.
    fileprivate func scoreQuarter() async throws {
        try await withConnection { connection in
            for month in ["2026-01", "2026-02", "2026-03"] {
                try await connection.execute(
                    """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                    values ($1, ($1 || '-01')::date, (($1 || '-01')::date + interval '1 month - 1 day')::date, 'UTC')
                    """, month)
            }
            try await connection.script(
                """
                set session_replication_role = replica;
                delete from merit.job;
                update merit.appraisal_period set status = 'scored', revision = 1, scored_at = now();
                alter sequence merit.job_job_id_seq restart;
                -- Not before somebody holds what they need.
                update merit.duty set next_due_at = now() + interval '1 day' where name in ('open_next_month', 'review_quarters')
                """)
        }
    }
}

extension PostgresConnection {
    /// Makes a duty the one that is due for longest, on a connection beside a transaction that is open here.
    fileprivate func withMakingDue(_ duty: String) async throws {
        try await TestDatabase.current.execute(
            "update merit.duty set next_due_at = clock_timestamp() - interval '1 day' where name = $1", duty)
    }
}

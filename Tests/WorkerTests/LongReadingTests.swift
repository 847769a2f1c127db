import Jobs
import Postgres
import Support
import Testing

@testable import Worker

/// What is read for long is shown while it is read, and whoever is in the way is named.
@Suite(.database(.sourced), .timeLimit(.minutes(20))) struct LongReadingTests {
    private let progress = "select progress ->> 'what' from merit.job where kind = 'score_period' and state = 'running'"

    @Test func aJobThatRunsTooLongSaysWhatItWasReading() async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script("update merit.setting set value = '1' where name = 'max_attempts'")
        }
        try await SmallCompany.september(in: database)
        try await database.withConnection { holder in
            try await holder.script("begin; lock table merit_source.ticket in access exclusive mode")
            async let work: Void = database.work { $0.heartbeat = .milliseconds(50) }
            try await database.withConnection { looking in
                try await looking.waitUntil("select coalesce((\(progress)) = 'merit_source.ticket', false)")
                try await looking.script(
                    "update merit.setting set least = 0, value = '0' where name = 'job_seconds'")
            }
            try await work
            try await holder.script("rollback")
        }
        #expect(
            try await database.line("select problem from merit.appraisal_period")
                == "ran longer than the 0 s that the setting job_seconds allows; it was measuring merit_source.ticket")
    }

    @Test(arguments: [true, false]) func whoHoldsARelationOfTheSourceIsNamed(isShared: Bool) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection {
            try await $0.script(
                """
                alter table merit_source.ticket rename to kept;
                create table merit_source.gate ();
                create function merit_source.tickets() returns setof merit_source.kept language plpgsql
                    security definer set lock_timeout = '10s' as
                'begin perform from merit_source.gate; return query select * from merit_source.kept; end';
                create view merit_source.ticket as select * from merit_source.tickets();
                grant select on all tables in schema merit_source to merit_reader, merit_worker;
                grant usage on schema merit_source to merit_worker
                """)
        }
        let pool = PostgresPool(
            try database.configuration(user: isShared ? "merit_worker" : "merit_reader"), maximum: 1)
        let source = SourceDatabase(pool: pool, isShared: isShared, silence: .milliseconds(500))
        try await database.withConnection { holder in
            let processID = await holder.processID
            try await holder.script(
                "set application_name = 'nightly load'; begin; lock table merit_source.gate in access exclusive mode")
            async let work: Void = database.work(
                handlers: [ScorePeriod(source: source, engineVersion: "test")]
            ) { $0.heartbeat = .seconds(3) }  // Who was seen is believed for two.
            try await database.withConnection {
                try await $0.waitUntil("select exists (select from merit.job where last_error is not null)")
            }
            let reason = try await database.line("select problem from merit.appraisal_period")
            let since = isShared ? "in a transaction since 20" : "since before 20"
            #expect(
                reason.hasPrefix(
                    """
                    merit_source.ticket: canceling statement due to lock timeout [55P03]; process \(processID) (postgres, nightly load) holds \
                    merit_source.gate, \(since)
                    """), "\(reason)")
            try await holder.script("rollback")
            try await work
        }
        await pool.close()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
    }
}

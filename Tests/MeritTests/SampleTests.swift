import Postgres
import Support
import Testing

/// A company to try things out on goes into an empty database, once.
@Suite struct SampleTests {
    @Test(.database(.empty)) func itIsThereOnceHoweverOftenItIsAskedFor() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        async let first = Program.run(["sample", "--role-prefix", "merit"], database: owner)
        async let second = Program.run(["sample", "--role-prefix", "merit"], database: owner)
        for outcome in try await [first, second] { #expect(outcome.status == 0, "\(outcome.errors)") }
        let third = try await Program.run(["sample", "--role-prefix", "merit"], database: owner)
        #expect(third.output == "the sample company is there already\n")
        #expect(
            try await database.line("select string_agg(label, ' ' order by label) from merit.appraisal_period")
                == "2026-04 2026-05 2026-06 2026-07 2026-08 2026-09")
        try await database.work()
        #expect(
            try await database.line("select string_agg(distinct status, ' ') from merit.appraisal_period") == "scored")
        // Nothing is odd about its rows.
        #expect(
            try await database.line("select coalesce(string_agg(sentence, ' '), '-') from merit.newest_data_finding")
                == "-")
    }

    /// A login without any right takes every lock that it can name.
    @Test(.database(.empty)) func aStrangerHoldsItUpByNothing() async throws {
        let database = try TestDatabase.current
        let stranger = "stranger_\(database.name)"
        try await database.withConnection { try await $0.script("create role \(stranger) login") }
        try await database.withConnection(user: stranger) { holder in
            try await holder.script(
                "select pg_advisory_lock(hashtext('merit sample')); select pg_advisory_lock(n) from generate_series(0, 100) n"
            )
            let outcome = try await Program.run(
                ["sample", "--role-prefix", "merit"], database: try database.configuration())
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        try await database.withConnection { try await $0.script("drop role \(stranger)") }
    }

    @Test(.database(.empty)) func aDatabaseThatHoldsSomethingElseIsLeftAlone() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { try await $0.script("create schema merit_source") }
        let outcome = try await Program.run(
            ["sample", "--role-prefix", "merit"], database: try database.configuration())
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("the sample wants a database of its own"))
        #expect(try await database.line("select (to_regnamespace('merit') is null)::text") == "true")
    }
}

import Foundation
import Postgres
import Subprocess
import Support
import Testing

/// The next version's program.
private let nextVersion = ProcessInfo.processInfo.environment["TEST_NEXT_BINARY"]

/// A rolling upgrade with two real builds: this one, and one of a next version that expands the schema.
@Suite(
    .database(.company), .tags(.fault), .timeLimit(.minutes(20)),
    .enabled(if: nextVersion != nil, "skipped: scripts/test --upgrade builds the next version for it"))
struct UpgradeTests {
    private func run(next arguments: [String], as database: PostgresConfiguration) async throws -> Program.Outcome {
        try await Program.run(arguments, database: database, binary: nextVersion)
    }

    @Test func workersAreReplacedOneByOneWhileWorkGoesOn() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        let owner = try database.configuration(user: "merit_owner")
        let newVersion = try await run(next: ["--version"], as: worker).output
        let oldVersion = try await Program.run(["--version"], database: worker).output
        #expect(oldVersion != newVersion)
        // The next version does not begin before its schema is there.
        let early = try await run(next: ["worker", "--until-idle"], as: worker)
        #expect(early.status == 1 && early.errors.contains("run: merit migrate"), "\(early.errors)")

        func untilScored(_ count: Int) async throws {
            try await database.withConnection {
                try await $0.waitUntil(
                    "select count(*) >= \(count) from merit.appraisal_period where status = 'scored'")
            }
        }
        try await database.withConnection { holder in
            // Whoever scores waits for the tickets.
            try await holder.script("begin; lock table merit_source.ticket in access exclusive mode")
            try await Program.run(["worker", "--grace", "0"], database: worker) { first in
                try await first.log.wait(for: "job begins")
                try await Program.run(["worker"], database: worker) { second in
                    try await second.log.wait(for: "job begins")
                    // Expand, while the old ones work.
                    let migration = try await run(next: ["migrate"], as: owner)
                    #expect(migration.output.contains(" next\n"), "\(migration.errors)")
                    try await Program.run(["worker"], database: worker, binary: nextVersion) { successor in
                        try await successor.log.wait(for: "job begins")
                        let said = try await Program.run(["doctor"], database: worker).output
                        #expect(said.contains("workers of several versions are alive"))
                        // The first hands its job back to whoever comes, old or new.
                        try first.send(.terminate)
                        try await first.log.wait(for: "the job is put back")
                        try await holder.script("commit")
                        try await untilScored(3)
                        try successor.send(.terminate)
                    }
                    try second.send(.terminate)
                }
            }
        }
        try await Program.run(["worker"], database: worker, binary: nextVersion) { successor in
            try await database.withConnection(user: "merit_hr") {
                try await $0.script(
                    """
                    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                    values ('2026-06', '2026-06-01', '2026-06-30', 'Asia/Shanghai')
                    """)
            }
            try await untilScored(4)
            try successor.send(.terminate)
        }
        let runs = try await database.withConnection {
            try await $0.query(
                """
                select label, count(*)::integer, min(engine_version) from merit.run join merit.appraisal_period using (period_id)
                group by label order by label
                """
            ).decode(String.self, Int.self, String.self)
        }
        #expect(runs.map(\.1) == [1, 1, 1, 1], "every period is scored exactly once")
        #expect(runs.first.map { newVersion.contains(" \($0.2) ") } == true, "the new version scored the newest period")

        // Contract: what an old program could not work on keeps it away.
        try await database.withConnection {
            try await $0.script(
                "insert into merit.schema_migration (version, name, breaking) select max(version) + 1, 'contract', true from merit.schema_migration"
            )
        }
        let late = try await Program.run(["worker", "--until-idle"], database: worker)
        #expect(late.status == 1 && late.errors.contains("must not work on"), "\(late.errors)")
    }
}
